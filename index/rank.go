package index

import (
	"math"
	"slices"
	"strings"

	bindex "github.com/blevesearch/bleve_index_api"

	"verbatim/corpus"
)

// A candidate is one sentence that may answer.
type candidate struct {
	passage  *passageRecord
	index    int     // of the sentence in the passage
	lexical  float64 // ranking score by words alone
	coverage float64 // share of the question's idf that the sentence with its title and headings holds
	within   float64 // share that the sentence itself holds
}

func (c *candidate) sentence() sentenceRecord { return c.passage.sentences[c.index] }

// ranking holds the parameters of the second stage, which scores sentences. They were
// fitted on the tune sets by coordinate search for the mean P@1.
type ranking struct {
	k1, bSentence, bPassage float64
	title, above            float64 // weight of a term in the title and the headings, beside 1 in the sentence
	around                  float64 // weight of a term elsewhere in the passage
	passage                 float64 // share of the passage's score that its sentences get
	pair                    float64 // weight of two asked terms that stand side by side
	phrase                  float64 // what a quoted phrase adds, in units of the best idf
}

var sentenceRanking = ranking{
	k1: 1.2, bSentence: 0.5, bPassage: 0.6, title: 0.4, above: 0.3, around: 0.0,
	passage: 0.3, pair: 0.3, phrase: 3,
}

// rank scores the sentences of the hits and returns the n best, best first.
func (g *generation) rank(q *question, hits []hit, n int) ([]candidate, error) {
	if len(hits) == 0 {
		return nil, nil
	}
	s := newScorer(q, sentenceRanking, g.meta.Totals)
	var out []candidate
	var id bindex.IndexInternalID
	for _, h := range hits {
		id = bindex.NewIndexInternalID(id, uint64(h.doc))
		name, err := g.reader.ExternalID(id)
		if err != nil {
			return nil, err
		}
		place, err := locationOf(name)
		if err != nil {
			return nil, err
		}
		p, err := g.passage(place)
		if err != nil {
			return nil, err
		}
		out = s.passage(&p, out)
	}
	sortCandidates(out)
	if len(q.phrases) > 0 {
		if err := g.phrases(q, s, out[:min(len(out), 4*n)]); err != nil {
			return nil, err
		}
		sortCandidates(out)
	}
	return out[:min(n, len(out))], nil
}

func sortCandidates(list []candidate) {
	slices.SortStableFunc(list, func(a, b candidate) int {
		switch {
		case a.lexical > b.lexical:
			return -1
		case a.lexical < b.lexical:
			return 1
		}
		if a.passage.article != b.passage.article {
			return a.passage.article - b.passage.article
		}
		return a.sentence().start - b.sentence().start
	})
}

// phrases lifts sentences that hold a quoted phrase of the question.
func (g *generation) phrases(q *question, s *scorer, list []candidate) error {
	for i := range list {
		c := &list[i]
		rec, err := g.catalogue.article(c.passage.article)
		if err != nil {
			return err
		}
		sen := c.sentence()
		text, err := g.text(&rec, sen.start, sen.end)
		if err != nil {
			return err
		}
		words := phraseOf(text)
		for _, p := range q.phrases {
			if p.in(words) {
				c.lexical += s.r.phrase * s.best
			}
		}
	}
	return nil
}

// quotable reports whether sentences of this kind of block may be an answer.
func quotable(k corpus.BlockKind) bool {
	switch k {
	case corpus.Paragraph, corpus.ListItem, corpus.Quotation:
		return true
	}
	return false
}

// A scorer scores sentences for one question.
type scorer struct {
	r         ranking
	asks      []*ask
	total     float64 // idf of all asked terms
	best      float64 // idf of the rarest
	index     map[uint32]int
	weights   map[uint32]float64
	filter    [4]uint64 // bits of the asked hashes, to pass over other terms at once
	avgSen    float64
	avgPass   float64
	inTitle   []float64
	inAbove   []float64
	inPassage []float64
	inSen     []float64
}

func newScorer(q *question, r ranking, t totals) *scorer {
	n := len(q.terms)
	s := &scorer{
		r: r, asks: q.terms, index: map[uint32]int{}, weights: map[uint32]float64{},
		avgSen: ratio(t.Text, t.Sentences), avgPass: ratio(t.Text, t.Passages),
		inTitle: make([]float64, n), inAbove: make([]float64, n),
		inPassage: make([]float64, n), inSen: make([]float64, n),
	}
	for i, a := range q.terms {
		s.total += a.idf
		s.best = max(s.best, a.idf)
		for _, v := range a.terms {
			if _, ok := s.index[v.hash]; !ok {
				s.index[v.hash] = i
				s.weights[v.hash] = v.weight
				s.filter[v.hash>>6&3] |= 1 << (v.hash & 63)
			}
		}
	}
	return s
}

// find returns which asked term a hash stands for, or -1.
func (s *scorer) find(h uint32) (int, float64) {
	if s.filter[h>>6&3]&(1<<(h&63)) == 0 {
		return -1, 0
	}
	i, ok := s.index[h]
	if !ok {
		return -1, 0
	}
	return i, s.weights[h]
}

// count adds up the asked terms of a list.
func (s *scorer) count(h hashes, into []float64) {
	for i := range h.len() {
		if k, w := s.find(h.at(i)); k >= 0 {
			into[k] += w
		}
	}
}

// passage appends the sentences of a passage with their scores.
func (s *scorer) passage(p *passageRecord, out []candidate) []candidate {
	if !quotable(p.kind) {
		return out
	}
	clear(s.inTitle)
	clear(s.inAbove)
	clear(s.inPassage)
	s.count(p.title, s.inTitle)
	s.count(p.above, s.inAbove)
	length := 0
	for _, sen := range p.sentences {
		s.count(sen.terms, s.inPassage)
		length += sen.terms.len()
	}
	whole := s.score(s.inPassage, length, s.avgPass, s.r.bPassage, 1, 1)
	for i, sen := range p.sentences {
		clear(s.inSen)
		s.count(sen.terms, s.inSen)
		c := candidate{passage: p, index: i}
		c.lexical = s.score(s.inSen, sen.terms.len(), s.avgSen, s.r.bSentence, s.r.title, s.r.above) +
			s.r.passage*whole + s.r.pair*s.pairs(sen.terms)
		for k, a := range s.asks {
			if s.inSen[k] > 0 {
				c.within += a.idf
			}
			if s.inSen[k] > 0 || s.inTitle[k] > 0 || s.inAbove[k] > 0 {
				c.coverage += a.idf
			}
		}
		c.within /= math.Max(s.total, 1e-9)
		c.coverage /= math.Max(s.total, 1e-9)
		out = append(out, c)
	}
	return out
}

// score is BM25F over counted terms, the title's and the headings'.
func (s *scorer) score(tf []float64, length int, avg, b, title, above float64) float64 {
	norm := 1 - b + b*float64(length)/math.Max(avg, 1)
	sum := 0.0
	for k, a := range s.asks {
		t := tf[k]/norm + title*s.inTitle[k] + above*s.inAbove[k] + s.r.around*(s.inPassage[k]-tf[k])
		sum += a.idf * t * (s.r.k1 + 1) / (s.r.k1 + t)
	}
	return sum
}

// pairs scores neighbours in the question that are neighbours in the sentence too, in
// the same order (the sequential dependence model, Metzler and Croft 2005).
func (s *scorer) pairs(terms hashes) float64 {
	sum, last := 0.0, -1
	for i := range terms.len() {
		k, w := s.find(terms.at(i))
		if k > 0 && last == k-1 {
			sum += w * (s.asks[k].idf + s.asks[k-1].idf) / 2
		}
		last = k
	}
	return sum
}

// explainTerms names the terms of a question for [Explanation].
func (q *question) explainTerms() []string {
	var out []string
	for _, a := range q.terms {
		names := make([]string, len(a.terms))
		for i, v := range a.terms {
			names[i] = v.term
		}
		out = append(out, strings.Join(names, "|"))
	}
	return out
}
