package update

import (
	"fmt"
	"slices"
	"strings"

	"verbatim/corpus"
)

// Tallies count what becomes of each root, by the path where it is read.
type tallies struct {
	places places
	roots  map[string]*tally
}

// A tally is what became of one root.
type tally struct {
	Read
	before int          // articles of the last run
	first  *corpus.Skip // nil for none
}

func (t *tally) add(articles int, skips []corpus.Skip) {
	t.Articles += articles
	t.Skipped += len(skips)
	if t.first == nil && len(skips) > 0 {
		t.first = &skips[0]
	}
}

// newTallies begins to count: what the roots gave in the last run, and what was passed over when
// their files were listed.
func newTallies(at places, last map[string]*inputRecord, skips []corpus.Skip) tallies {
	all := tallies{places: at, roots: map[string]*tally{}}
	for i, path := range at.paths {
		t := &tally{Read: Read{Root: at.roots[i], Asked: at.clones[i].Asked, Kept: at.kept[i]}}
		if stale := at.clones[i].Stale; stale != nil {
			t.Stale = stale.Error()
		}
		all.roots[path] = t
	}
	for _, rec := range last {
		all.of(rec.Root).before += len(rec.Articles)
	}
	for i, s := range skips {
		for _, path := range at.paths {
			if strings.HasPrefix(s.Input, strings.TrimSuffix(path, "/")) {
				all.of(path).add(0, skips[i:i+1])
				break
			}
		}
	}
	return all
}

// of returns the tally of what is read at a path; one that is read no more has one of its own.
func (all tallies) of(path string) *tally {
	t := all.roots[path]
	if t == nil {
		t = &tally{}
		all.roots[path] = t
	}
	return t
}

// all returns what became of the roots, in their order.
func (all tallies) all() []Read {
	out := make([]Read, len(all.places.paths))
	for i, path := range all.places.paths {
		t := all.roots[path]
		t.Removed = max(0, t.before+t.Added-t.Articles)
		if t.Articles == 0 && t.first != nil {
			t.Nothing = fmt.Sprintf("%s: %v", t.first.Reason, t.first.Err)
		}
		out[i] = t.Read
	}
	return out
}

// barren returns an [ErrEmpty] where a root that was to be added gave nothing, as a mistake in its
// name does; not where others have given all of its pages.
func (all tallies) barren() error {
	for i, path := range all.places.paths {
		t, root := all.roots[path], all.places.roots[i]
		switch added := slices.Contains(all.places.again, key(root)); {
		case !added || t.Articles+t.before > 0:
		case t.first != nil:
			return fmt.Errorf("%w in %s: %s: %w", ErrEmpty, root, t.first.Reason, t.first.Err)
		case !corpus.IsURL(root):
			return fmt.Errorf("%w in %s", ErrEmpty, root)
		}
	}
	return nil
}
