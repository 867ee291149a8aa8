package index

import (
	"math"

	"verbatim/index/engine"
	"verbatim/index/term"
)

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

func newScorer(q *question, r ranking, t engine.Totals) *scorer {
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
func (s *scorer) passage(p *engine.Passage, out []*candidate) []*candidate {
	clear(s.inTitle)
	clear(s.inAbove)
	clear(s.inPassage)
	s.count(p.Title, s.inTitle)
	s.count(p.Above, s.inAbove)
	length := 0
	for _, sen := range p.Sentences {
		s.count(sen.Terms, s.inPassage)
		length += sen.Terms.Len()
	}
	whole := s.score(s.inPassage, length, s.avgPass, s.r.bPassage, 1, 1)
	cells := make([]candidate, len(p.Sentences))
	for i, sen := range p.Sentences {
		clear(s.inSen)
		s.count(sen.Terms, s.inSen)
		c := &cells[i]
		c.passage, c.index = p, i
		c.lexical = s.score(s.inSen, sen.Terms.Len(), s.avgSen, s.r.bSentence, s.r.title, s.r.above) +
			s.r.passage*whole
		if p.Ordinal == 0 { // articles begin with what they are about
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
				if a.idf == s.best {
					c.named = 1
				}
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

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
