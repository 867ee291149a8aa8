package postings

import (
	"context"
	"fmt"
	"sort"
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
	found, err := allEntries(dict)
	if err != nil {
		return nil, fmt.Errorf("look up similar terms: %w", err)
	}
	var out []string
	nearest := 0
	for _, e := range found {
		if len(out) == most || nearest > 0 && int(e.EditDistance) > nearest {
			break
		}
		if e.Term == term {
			continue
		}
		n, err := r.holders(ctx, e.Term)
		if err != nil {
			return nil, err
		}
		if n > 0 { // not only in passages that were taken out
			nearest = int(e.EditDistance)
			out = append(out, e.Term)
		}
	}
	return out, nil
}

// allEntries returns the entries of a dictionary: the nearest first, then the most frequent.
func allEntries(dict bindex.FieldDict) ([]bindex.DictEntry, error) {
	var found []bindex.DictEntry
	for {
		e, err := dict.Next()
		if err != nil {
			return nil, err
		}
		if e == nil {
			break
		}
		found = append(found, *e)
	}
	sort.Slice(found, func(i, j int) bool {
		if found[i].EditDistance != found[j].EditDistance {
			return found[i].EditDistance < found[j].EditDistance
		}
		if found[i].Count != found[j].Count {
			return found[i].Count > found[j].Count
		}
		return found[i].Term < found[j].Term
	})
	return found, nil
}

func firstLetter(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}
