package version

import (
	"slices"
	"strings"
)

// A Copy is a page in one version.
type Copy struct {
	Version Version // the zero value where the path names none
	page    string  // the path without the version
	inside  string  // the same where the folder of all versions lies in that of the newest
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
		c := Copy{Version: v, tree: strings.Join(parts[:i], "/")}
		beside, inside := newestFolder(parts[:i])
		c.page, c.inside = strings.Join(slices.Concat(beside, parts[i+1:]), "/"), strings.Join(slices.Concat(inside, parts[i+1:]), "/")
		return c
	}
	return Copy{page: rest, inside: rest}
}

// newestFolder returns where the newest version lies if the folder of all others is at a path:
// there, or, as Docusaurus names that folder, beside it or around it.
func newestFolder(all []string) (beside, inside []string) {
	if len(all) == 0 {
		return all, all
	}
	above, last := all[:len(all)-1:len(all)-1], all[len(all)-1]
	switch plugin, ok := strings.CutSuffix(last, "_versioned_docs"); {
	case last == "versioned_docs":
		return append(above, "docs"), above
	case ok:
		return append(above, plugin), above
	}
	return all, all
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
		return c.page == other.page || c.inside == other.inside
	}
	return c.tree == other.tree
}

// Same reports whether two copies are of the same page.
func (c Copy) Same(other Copy) bool {
	return c.Related(other) && (c.page == other.page || c.inside == other.inside)
}
