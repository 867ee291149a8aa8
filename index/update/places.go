package update

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/clone"
	"verbatim/index/engine"
)

// Places are where the roots are read: a repository in its clone, all else where it is.
type places struct {
	roots  []string
	paths  []string      // of the roots, in their order
	clones []clone.State // the same, the zero state for what is no repository
	kept   []bool        // the same: nobody is asked about it
	again  []string      // keys of the roots that are asked though others are not
}

// settle finds out where the roots are read, and brings clones up to date. The error says what to
// do, or is ctx.Err().
func settle(ctx context.Context, from, was engine.Origin, o Options) (places, error) {
	p := places{roots: from.Roots, paths: slices.Clone(from.Roots), clones: make([]clone.State, len(from.Roots)), kept: make([]bool, len(from.Roots))}
	for _, name := range o.Add {
		p.again = append(p.again, key(absolutely(name)))
	}
	for i, root := range p.roots {
		p.kept[i] = p.keep(root, o) && isFar(root)
		if !isRepository(root) {
			if err := missing(root, was.Roots); err != nil {
				return p, err
			}
			continue
		}
		r, err := clone.Parse(root)
		if err != nil {
			return p, fmt.Errorf("list corpus: %w", err)
		}
		if o.Clones == nil {
			return p, fmt.Errorf("list corpus: %s: repositories are not read here", root)
		}
		if p.clones[i], err = cloned(ctx, r, from, o, p.kept[i]); err != nil {
			return p, err
		}
		p.paths[i] = p.clones[i].Path
	}
	return p, nil
}

// missing says what to do about a root of the last run that is gone.
func missing(root string, was []string) error {
	if _, err := os.Lstat(root); errors.Is(err, fs.ErrNotExist) && filepath.IsAbs(root) && slices.Contains(was, root) {
		return fmt.Errorf("list corpus: %s does not exist any more; bring it back, or read it no more: verbatim remove %s", root, root)
	}
	return nil
}

// cloned returns the clone of a repository, brought up to date unless what is there is to be kept.
func cloned(ctx context.Context, r clone.Repository, from engine.Origin, o Options, keep bool) (clone.State, error) {
	if keep {
		if s, ok := o.Clones.Kept(ctx, r); ok {
			return s, nil
		}
	}
	return o.Clones.Update(ctx, r, from.Web.AllowPrivate)
}

// isRepository reports whether a root is one, and no file that is called so.
func isRepository(root string) bool {
	if !clone.Is(root) {
		return false
	}
	_, err := os.Lstat(root)
	return err != nil
}

// repositories returns those among roots.
func repositories(roots []string) (all []clone.Repository) {
	for _, root := range roots {
		if r, err := clone.Parse(root); err == nil && isRepository(root) {
			all = append(all, r)
		}
	}
	return all
}

// keep reports whether a URL that is known stays as it was.
func (p *places) keep(root string, o Options) bool {
	return o.KeepWeb && !slices.Contains(p.again, key(root))
}

// bases returns the addresses of roots by where these are read.
func (p *places) bases(given map[string]string) map[string]string {
	all := make(map[string]string, len(given))
	for i, root := range p.roots {
		if base, ok := given[root]; ok {
			all[p.paths[i]] = base
		}
	}
	return all
}

// notes returns a line for each clone that is not up to date.
func (p *places) notes() (lines []string) {
	for i, s := range p.clones {
		if s.Stale != nil {
			lines = append(lines, fmt.Sprintf("%s could not be brought up to date: %v; the clone of %s goes on answering", p.roots[i], s.Stale, s.Asked.Local().Format(time.DateTime)))
		}
	}
	return lines
}

// dropped returns the roots of the last run that are not read any more.
func dropped(was, now []string, last map[string]*inputRecord, clones *clone.Clones) (gone []Dropped) {
	articles := map[string]int{}
	for _, rec := range last {
		articles[rec.Root] += len(rec.Articles)
	}
	for _, root := range left(was, now) {
		gone = append(gone, Dropped{Root: root, Articles: articles[placeOf(root, clones)]})
	}
	return gone
}

// left returns the roots that are not among others, but for the shipped articles.
func left(roots, others []string) (all []string) {
	for _, root := range roots {
		if root != corpus.Shipped && !slices.ContainsFunc(others, func(r string) bool { return key(r) == key(root) }) {
			all = append(all, root)
		}
	}
	return all
}

// placeOf is where a root is read, as far as that can be told without looking.
func placeOf(root string, clones *clone.Clones) string {
	if r, err := clone.Parse(root); err == nil && clones != nil && isRepository(root) {
		return clones.Path(r)
	}
	return root
}
