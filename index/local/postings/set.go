package postings

import (
	"context"

	bindex "github.com/blevesearch/bleve_index_api"
)

// A Set is a set of passages by their numbers in an index; nil holds all.
type Set []uint64

func (s Set) has(doc uint32) bool {
	return s == nil || int(doc>>6) < len(s) && s[doc>>6]&(1<<(doc&63)) != 0
}

func (s Set) add(doc uint32) Set {
	for int(doc>>6) >= len(s) {
		s = append(s, 0)
	}
	s[doc>>6] |= 1 << (doc & 63)
	return s
}

// SetOf returns the passages of some articles.
func (r *Reader) SetOf(ctx context.Context, articles []int) (set Set, err error) {
	set = Set{}
	err = r.read(func() error {
		for _, number := range articles {
			if set, err = r.addPassages(ctx, set, number); err != nil {
				return err
			}
		}
		return nil
	})
	return set, err
}

// addPassages adds the passages of one article.
func (r *Reader) addPassages(ctx context.Context, set Set, article int) (Set, error) {
	found, err := r.reader.TermFieldReader(ctx, []byte(articleTerm(article)), fieldArticle, false, false, false)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var posting bindex.TermFieldDoc
	for {
		p, err := found.Next(&posting)
		if err != nil || p == nil {
			return set, err
		}
		doc, err := r.number(p.ID)
		if err != nil {
			return set, err
		}
		set = set.add(doc)
	}
}
