package version

import (
	"slices"
	"strings"
)

// A Copy is a page in one version.
type Copy struct {
	Version Version // the zero value where the path names none
	page    string  // the path without the version
	tree    string  // what stands before the version's folder
}

// Of returns what the path of a file or the address of a page says of its version: the first
// folder that is named as one.
func Of(path string) Copy {
	_, rest, isURL := strings.Cut(path, "://")
	if !isURL {
		rest = path
	}
	parts := strings.Split(rest, "/")
	for i, name := range parts[:len(parts)-1] {
		if isURL && i == 0 {
			continue // the host
		}
		v, ok := ofFolder(name)
		if !ok {
			continue
		}
		tree := unversioned(parts[:i])
		return Copy{Version: v, tree: strings.Join(tree, "/"), page: strings.Join(slices.Concat(tree, parts[i+1:]), "/")}
	}
	return Copy{page: rest}
}

// unversioned gives Docusaurus's folder of versions the name of the one that holds the newest.
func unversioned(parts []string) []string {
	if len(parts) == 0 {
		return parts
	}
	last := parts[len(parts)-1]
	switch plugin, ok := strings.CutSuffix(last, "_versioned_docs"); {
	case last == "versioned_docs":
		last = "docs"
	case ok:
		last = plugin
	}
	return append(parts[:len(parts)-1:len(parts)-1], last)
}

// Related reports whether two copies are of the same page, or of the same documentation in two
// versions. A name such as main or dev is only taken for a version beside a number.
func (c Copy) Related(other Copy) bool {
	a, b := c.Version, other.Version
	switch {
	case a.label == "" && b.label == "" || a.label == b.label:
		return false
	case !a.IsNumber() && !b.IsNumber():
		return false
	case a.label == "" || b.label == "":
		return c.page == other.page
	}
	return c.tree == other.tree
}

// Same reports whether two copies are of the same page.
func (c Copy) Same(other Copy) bool { return c.Related(other) && c.page == other.page }
