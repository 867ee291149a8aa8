// Package clone keeps clones of repositories that stand elsewhere, so that their files can be read.
//
// # Nouns
//
// A [Repository] is what somebody names: an address, perhaps with a branch and a folder. A clone is
// its working tree on this disk, with the newest commit alone. [Clones] is the folder that
// the clones lie in; a [State] tells what one of them holds. A clone that cannot be brought up to
// date stays as it was, and its state says why.
//
// # Safety
//
// Both the repository and the server that it comes from are hostile. The git program fetches it,
// and is told that nothing runs and nobody is asked: no hook, no filter of .gitattributes (the
// attributes of the clone itself, which win, switch them off; so every file has the bytes of the
// commit), no submodule, no fsmonitor, no credential helper, no prompt; only http, https and ssh
// are permitted, so that ext:: and file:// are not, and no redirect is followed. A name of the web is
// resolved here and git held to what was found, which must be public unless that is permitted.
// Before anything is written to the working tree, the files of the commit are counted: their
// number and size are bounded, however the trees fold up. The folder that
// was named is refused where it is a link out of the working tree; what other links lead to is for whoever
// reads it.
package clone
