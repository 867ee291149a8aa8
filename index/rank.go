package index

import (
	"fmt"
	"math"
	"slices"
	"strings"

	bindex "github.com/blevesearch/bleve_index_api"

	"verbatim/corpus"
	"verbatim/index/term"
)

// A candidate is one sentence that may answer.
type candidate struct {
	passage  *passageRecord
	index    int     // of the sentence in the passage
	lexical  float64 // ranking score by words alone
	coverage float64 // share of the question's idf that the sentence with its title and headings holds
	within   float64 // share that the sentence itself holds
	rarest   float64 // 1 when the rarest asked term stands there

	read               bool    // whether the reader read it
	logit              float64 // what the reader gave it; 0 stands for "none of these"
	spanStart, spanEnd int     // byte offsets in the sentence, equal when there is no span
	spanLogit          float64
	score              float64 // what the final order goes by
}

func (c *candidate) sentence() sentenceRecord { return c.passage.sentences[c.index] }

// ranking holds the parameters of the second stage, which scores sentences.
type ranking struct {
	k1, bSentence, bPassage float64
	title, above            float64 // weight of a term in the title and the headings, beside 1 in the sentence
	around                  float64 // weight of a term elsewhere in the passage
	passage                 float64 // share of the passage's score that its sentences get
	lead                    float64 // share by which an article's first sentence is raised; the next ones by a half, a third…
	phrase                  float64 // what a quoted phrase adds, in units of the best idf
}

// sentenceRanking was found by a search over one parameter at a time for the mean of
// P@1 and recall among the first 12 over the tune sets.
var sentenceRanking = ranking{
	k1: 0.8, bSentence: 0.2, bPassage: 0.6, title: 2, above: 0.3, around: 0.05, passage: 1, lead: 0.1, phrase: 3,
}

// rank scores the sentences of passages, best first; code: also the lines of code and
// tables.
func (g *generation) rank(q *question, passages []*passageRecord, code bool) ([]*candidate, error) {
	s := newScorer(q, sentenceRanking, g.meta.Totals)
	var out []*candidate
	for _, p := range passages {
		if quotable(p.kind, code) {
			out = s.passage(p, out)
		}
	}
	sortCandidates(out)
	if len(q.phrases) > 0 {
		const looked = 200
		if err := g.phrases(q, s, out[:min(len(out), looked)]); err != nil {
			return nil, err
		}
		sortCandidates(out)
	}
	for _, c := range out {
		c.score = c.lexical
	}
	return out, nil
}

// hitPassage returns the record of a passage that bleve found.
func (g *generation) hitPassage(h hit) (*passageRecord, error) {
	id, err := g.reader.ExternalID(bindex.NewIndexInternalID(nil, uint64(h.doc)))
	if err != nil {
		return nil, fmt.Errorf("look up passage: %w", err)
	}
	place, err := locationOf(id)
	if err != nil {
		return nil, err
	}
	return g.passage(place)
}

// sortCandidates orders by words; equal ones by article and place, so that the order is
// always the same.
func sortCandidates(list []*candidate) {
	slices.SortFunc(list, func(a, b *candidate) int {
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
func (g *generation) phrases(q *question, s *scorer, list []*candidate) error {
	for _, c := range list {
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

// quotable reports whether sentences of this kind of block may be an answer; code: where
// code and tables are asked for.
func quotable(k corpus.BlockKind, code bool) bool {
	switch k {
	case corpus.Paragraph, corpus.ListItem, corpus.Quotation:
		return true
	case corpus.Code, corpus.Table:
		return code
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
func (s *scorer) count(h term.Hashes, into []float64) {
	for i := range h.Len() {
		if k, w := s.find(h.At(i)); k >= 0 {
			into[k] += w
		}
	}
}

// passage appends the sentences of a passage with their scores.
func (s *scorer) passage(p *passageRecord, out []*candidate) []*candidate {
	clear(s.inTitle)
	clear(s.inAbove)
	clear(s.inPassage)
	s.count(p.title, s.inTitle)
	s.count(p.above, s.inAbove)
	length := 0
	for _, sen := range p.sentences {
		s.count(sen.terms, s.inPassage)
		length += sen.terms.Len()
	}
	whole := s.score(s.inPassage, length, s.avgPass, s.r.bPassage, 1, 1)
	cells := make([]candidate, len(p.sentences))
	for i, sen := range p.sentences {
		clear(s.inSen)
		s.count(sen.terms, s.inSen)
		c := &cells[i]
		c.passage, c.index = p, i
		c.lexical = s.score(s.inSen, sen.terms.Len(), s.avgSen, s.r.bSentence, s.r.title, s.r.above) +
			s.r.passage*whole
		if p.ordinal == 0 { // articles begin with what they are about
			c.lexical += s.r.lead * c.lexical / float64(1+i)
		}
		for k, a := range s.asks {
			if s.inSen[k] > 0 {
				c.within += a.idf
				if a.idf == s.best {
					c.rarest = 1
				}
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
