package update

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/index/engine"
)

// origin settles what to read, and how: as the options say, else as in the last run. Where there
// was one and nobody knows what it read, nothing else is put in its place.
func origin(last *engine.Generation, o Options) (engine.Origin, error) {
	from := last.Origin
	if len(o.Roots) > 0 {
		var err error
		if from.Roots, err = absolute(o.Roots); err != nil {
			return from, err
		}
	}
	if len(from.Roots) == 0 && last.Lost {
		return from, engine.ErrLost
	}
	if len(from.Roots) == 0 {
		from.Roots = []string{corpus.Shipped}
	}
	if o.Web != nil {
		from.Web = *o.Web
	}
	if o.Follow != nil {
		from.Follow = *o.Follow
	}
	var err error
	from.Bases, err = bases(from.Roots, from.Bases, o.Bases)
	return from, err
}

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
			named, err := absolute([]string{name})
			if err != nil {
				return nil, err
			}
			root = named[0]
		}
		switch {
		case name == "" && len(roots) > 1:
			return nil, fmt.Errorf("%w: there are %d roots: say which one is published at %s, as PATH=URL", ErrBase, len(roots), base)
		case !slices.Contains(roots, root):
			return nil, fmt.Errorf("%w: %s is none of the roots, which are %s", ErrBase, name, strings.Join(roots, ", "))
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
// the next run has to find them again.
func absolute(roots []string) ([]string, error) {
	out := make([]string, len(roots))
	for i, r := range roots {
		out[i] = r
		if _, err := os.Lstat(r); err != nil {
			continue // a URL, the shipped articles, or nothing: intake.List says which
		}
		abs, err := filepath.Abs(r)
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", r, err)
		}
		out[i] = abs
	}
	return out, nil
}
