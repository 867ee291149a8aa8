package update

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/clone"
	"verbatim/index/engine"
)

// origin settles what to read, and how: as the options say, else as in the last run. Where there
// was one and nobody knows what it read, nothing else is put in its place.
func origin(last *engine.Generation, o Options) (engine.Origin, error) {
	from := last.Origin
	if len(from.Roots)+len(o.Roots) == 0 && last.Lost {
		return from, engine.ErrLost
	}
	var err error
	if len(o.Roots) > 0 {
		from.Roots, err = absolute(o.Roots)
	}
	if err == nil {
		from.Roots, err = edit(from.Roots, o)
	}
	if err != nil {
		return from, err
	}
	if len(from.Roots) == 0 {
		from.Roots = []string{corpus.Shipped}
	}
	if o.Follow != nil {
		from.Follow = *o.Follow
	}
	setWeb(&from, o, last.Origin.Roots)
	from.Bases, err = bases(from.Roots, from.Bases, o.Bases)
	return from, err
}

// edit returns roots with some added and some removed.
func edit(roots []string, o Options) ([]string, error) {
	added, err := absolute(o.Add)
	if err != nil {
		return nil, err
	}
	if len(added) > 0 && slices.Equal(roots, []string{corpus.Shipped}) {
		roots = nil // which stands for nothing of the user's own
	}
	roots = slices.Clone(roots)
	for _, root := range added {
		if _, known := holder(roots, root); !known {
			roots = append(roots, root)
		}
	}
	for _, name := range o.Remove {
		root, err := meant(roots, name)
		if err != nil {
			return nil, err
		}
		roots = slices.DeleteFunc(roots, func(r string) bool { return r == root })
	}
	if len(roots) == 0 && len(o.Remove) > 0 {
		return nil, fmt.Errorf("%w: nothing else would be left; verbatim reindex PATH reads something else instead, and verbatim reindex %s the article that verbatim ships with", ErrRoot, corpus.Shipped)
	}
	return roots, nil
}

// meant returns the root that a name stands for: a root, a path, or a part of one root alone.
func meant(roots []string, name string) (string, error) {
	var fit []string
	path, _ := filepath.Abs(name) // of what may be gone
	for _, root := range roots {
		if key(root) == key(absolutely(name)) || root == path {
			return root, nil
		}
		if name != "" && strings.Contains(strings.ToLower(root), strings.ToLower(name)) {
			fit = append(fit, root)
		}
	}
	switch len(fit) {
	case 1:
		return fit[0], nil
	case 0:
		return "", fmt.Errorf("%w: %q is none of the roots, which are %s", ErrRoot, name, strings.Join(roots, ", "))
	}
	return "", fmt.Errorf("%w: %q may be %s: write more of it", ErrRoot, name, strings.Join(fit, " or "))
}

// holder returns the root that is another one, or that is a folder which it is read with; false
// where none is.
func holder(roots []string, root string) (string, bool) {
	for _, r := range roots {
		if key(r) == key(root) {
			return r, true
		}
	}
	for _, r := range roots {
		rel, err := filepath.Rel(r, root)
		if err != nil || !filepath.IsAbs(r) || !filepath.IsAbs(root) || !filepath.IsLocal(rel) || strings.HasPrefix(rel, ".") || strings.Contains(rel, string(filepath.Separator)+".") {
			continue // what is hidden in a folder is not read with it
		}
		if info, err := os.Stat(r); err == nil && info.IsDir() {
			return r, true
		}
	}
	return "", false
}

// covered returns a line for each root that was to be added and is read already.
func (r *run) covered() (lines []string, err error) {
	added, err := absolute(r.options.Add)
	if err != nil {
		return nil, err
	}
	for _, root := range added {
		switch by, known := holder(r.keeper.Last().Origin.Roots, root); {
		case known && key(by) == key(root):
			lines = append(lines, root+" is among the roots already: it was looked at again")
		case known:
			lines = append(lines, root+" is read already, as part of "+by)
		}
	}
	return lines, nil
}

// key is the same for all ways to write a root.
func key(root string) string {
	if clone.Is(root) {
		if r, err := clone.Parse(root); err == nil {
			return r.Key()
		}
	}
	if !corpus.IsURL(root) {
		return root
	}
	scheme, rest, _ := strings.Cut(root, "://")
	host, path, _ := strings.Cut(rest, "/")
	path, _, _ = strings.Cut(path, "#")
	return strings.ToLower(scheme+"://"+host) + "/" + path
}

// setWeb says how URLs are read: as was said for all of them or, where some are added to others, for
// those. What was permitted for one is permitted for all.
func setWeb(from *engine.Origin, o Options, before []string) {
	depths := maps.Clone(from.Depths)
	switch {
	case o.Web == nil:
	case len(o.Add) == 0 || !slices.ContainsFunc(before, isFar):
		from.Web, depths = *o.Web, nil
	default:
		from.Web.AllowPrivate = from.Web.AllowPrivate || o.Web.AllowPrivate
		for _, name := range o.Add {
			if root, known := holder(from.Roots, absolutely(name)); known && corpus.IsURL(root) {
				if depths == nil {
					depths = map[string]int{}
				}
				depths[root] = o.Web.Depth
			}
		}
	}
	maps.DeleteFunc(depths, func(root string, depth int) bool {
		return depth == from.Web.Depth || !slices.Contains(from.Roots, root)
	})
	if from.Depths = depths; len(depths) == 0 {
		from.Depths = nil
	}
}

// isFar reports whether a root is read over the network.
func isFar(root string) bool { return corpus.IsURL(root) || isRepository(root) }

// bases returns the addresses at which roots are published: those that are given, else those
// of the last run. What no root has is forgotten.
func bases(roots []string, last, given map[string]string) (map[string]string, error) {
	all := map[string]string{}
	for _, root := range roots {
		if base := last[root]; base != "" {
			all[root] = base
		}
	}
	for name, base := range given {
		root := roots[0]
		if name != "" {
			at := slices.IndexFunc(roots, func(r string) bool { return key(r) == key(absolutely(name)) })
			if at < 0 {
				return nil, fmt.Errorf("%w: %s is none of the roots, which are %s", ErrBase, name, strings.Join(roots, ", "))
			}
			root = roots[at]
		} else if len(roots) > 1 {
			return nil, fmt.Errorf("%w: there are %d roots: say which one is published at %s, as PATH=URL", ErrBase, len(roots), base)
		}
		if all[root] = base; base == "" {
			delete(all, root)
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	return all, nil
}

// absolute makes paths independent of the folder the program was started in, because
// the next run has to find them again. One repository, however it is written, is there once.
func absolute(roots []string) ([]string, error) {
	var out []string
	for _, r := range roots {
		abs := absolutely(r)
		if r != "" && abs == "" {
			return nil, fmt.Errorf("find %s: the folder that this was started in is gone", r)
		}
		if !slices.ContainsFunc(out, func(other string) bool { return key(other) == key(abs) }) {
			out = append(out, abs)
		}
	}
	return out, nil
}

// absolutely returns the absolute path of what is there, and anything else as it is: a URL, a
// repository, the shipped articles, or nothing, which intake.List tells apart.
func absolutely(root string) string {
	if _, err := os.Lstat(root); err != nil {
		return strings.TrimSpace(root)
	}
	abs, err := filepath.Abs(root)
	if err != nil {
		return ""
	}
	return abs
}
