// Package version knows which version of a page a path names.
//
// A [Version] is a number ("1.2", "2.x") or a name that sites keep copies under ("latest",
// "next"). A [Copy] is a page in one version: where documentation is kept for several versions,
// each has its folder (docs/v1.2/install, versioned_docs/version-1.2/install, /en/1.2/install/)
// or all but the newest have one. The same page in another version has the same path but for
// that folder.
package version
