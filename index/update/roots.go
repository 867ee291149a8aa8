package update

import (
	"context"
	"slices"

	"verbatim/corpus/clone"
	"verbatim/index/engine"
)

// Roots returns what each root of a generation gave: its articles and what was passed over in its
// files. clones is where repositories are cloned to.
func Roots(ctx context.Context, held engine.Snapshot, clones *clone.Clones) ([]Read, error) {
	last, err := lastInputs(ctx, held)
	if err != nil {
		return nil, err
	}
	roots := held.Generation().Origin.Roots
	at := places{roots: roots, clones: make([]clone.State, len(roots)), kept: make([]bool, len(roots))}
	for _, root := range roots {
		at.paths = append(at.paths, placeOf(root, clones))
	}
	all := newTallies(at, nil, nil)
	for _, rec := range last {
		all.of(rec.Root).add(len(rec.Articles), rec.Skips)
	}
	return all.all(), nil
}

// Differ compares what is to be read with the roots of a generation: what is not among these, and
// what of these is not to be read, but for the shipped articles.
func Differ(want, roots []string) (unread, dropped []string) {
	for _, w := range want {
		if !slices.ContainsFunc(roots, func(r string) bool { return key(r) == key(absolutely(w)) }) {
			unread = append(unread, w)
		}
	}
	want, _ = absolute(want) // what cannot be found is not among the roots either
	return unread, left(roots, want)
}
