package postings

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	bindex "github.com/blevesearch/bleve_index_api"
)

// Counts returns how many passages hold each of the terms.
func (r *Reader) Counts(ctx context.Context, terms []string) ([]int, error) {
	counts := make([]int, len(terms))
	err := r.read(func() (err error) {
		for i, t := range terms {
			if counts[i], err = r.holders(ctx, t); err != nil {
				return err
			}
		}
		return nil
	})
	return counts, err
}

// holders returns how many passages hold a term.
func (r *Reader) holders(ctx context.Context, term string) (int, error) {
	found, err := r.reader.TermFieldReader(ctx, []byte(term), fieldTerms, false, false, false)
	if err != nil {
		return 0, fmt.Errorf("look up term: %w", err)
	}
	n := int(found.Count())
	return n, found.Close()
}

// Similar returns other terms, with the same first letter, that are reached from one by the
// fewest edits: the ones that most passages hold first.
func (r *Reader) Similar(ctx context.Context, term string, edits, most int) (similar []string, err error) {
	err = r.read(func() error {
		similar, err = r.similar(ctx, term, edits, most)
		return err
	})
	return similar, err
}

func (r *Reader) similar(ctx context.Context, term string, edits, most int) ([]string, error) {
	fuzzy, ok := r.reader.(bindex.IndexReaderFuzzy)
	if !ok {
		return nil, nil
	}
	dict, err := fuzzy.FieldDictFuzzy(fieldTerms, term, edits, firstLetter(term))
	if err != nil {
		return nil, nil // letters that the automaton cannot take: no similar word then
	}
	defer dict.Close()
	found, err := nearest(dict, term)
	if err != nil {
		return nil, fmt.Errorf("look up similar terms: %w", err)
	}
	for len(found) > 0 {
		edits := found[0].EditDistance
		end := slices.IndexFunc(found, func(e bindex.DictEntry) bool { return e.EditDistance > edits })
		if end < 0 {
			end = len(found)
		}
		if near, err := r.frequent(ctx, found[:end], most); err != nil || len(near) > 0 {
			return near, err
		}
		found = found[end:]
	}
	return nil, nil
}

// frequent returns those of some terms that most passages hold, not only ones that were taken out.
func (r *Reader) frequent(ctx context.Context, found []bindex.DictEntry, most int) ([]string, error) {
	var held []bindex.DictEntry
	for _, e := range found {
		n, err := r.holders(ctx, e.Term)
		if err != nil {
			return nil, err
		}
		if e.Count = uint64(n); n > 0 { // bleve leaves it out of a fuzzy dictionary
			held = append(held, e)
		}
	}
	slices.SortFunc(held, func(a, b bindex.DictEntry) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Term, b.Term))
	})
	var out []string
	for _, e := range held[:min(most, len(held))] {
		out = append(out, e.Term)
	}
	return out, nil
}

// nearest returns the entries of a dictionary but for one term, the nearest first.
func nearest(dict bindex.FieldDict, but string) ([]bindex.DictEntry, error) {
	var found []bindex.DictEntry
	for {
		e, err := dict.Next()
		if err != nil {
			return nil, err
		}
		if e == nil {
			break
		}
		if e.Term != but {
			found = append(found, *e)
		}
	}
	slices.SortStableFunc(found, func(a, b bindex.DictEntry) int { return cmp.Compare(a.EditDistance, b.EditDistance) })
	return found, nil
}

func firstLetter(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}
