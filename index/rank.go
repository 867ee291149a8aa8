package index

import (
	"cmp"
	"context"
	"math"
	"slices"

	"verbatim/corpus"
	"verbatim/index/engine"
)

// A candidate is one sentence that may answer.
type candidate struct {
	passage  *engine.Passage
	index    int     // of the sentence in the passage
	lexical  float64 // ranking score by words alone
	distance float64 // how much farther in meaning its passage lies than the nearest one, in cosines
	words    float64 // lexical as a share of the best
	promise  float64 // what words and meaning promise before anything is read: 1 for the best by words that is nearest too
	coverage float64 // share of the question's idf that the sentence with its title and headings holds
	within   float64 // share that the sentence itself holds
	rarest   float64 // 1 when the rarest asked term stands there
	named    float64 // 1 when it stands there, in the title or in the headings

	read               bool    // whether the reader read it
	glanced            bool    // only with its first layers: its logit is rough, it has no span
	logit              float64 // what the reader gave it; 0 stands for "none of these"
	spanStart, spanEnd int     // byte offsets in the sentence, equal when there is no span
	spanLogit          float64
	score              float64 // what the final order goes by

	age        age      // of the best ones
	superseded bool     // a better one stands in a newer version of the same page
	stretch    *stretch // what is quoted for it, nil while nobody has looked
}

func (c *candidate) sentence() engine.Sentence { return c.passage.Sentences[c.index] }

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

// rank scores the sentences of passages, best first; lines of code and rows of tables only
// where the query wants them or the question asks for what stands there.
func (s *session) rank(ctx context.Context, passages []*engine.Passage) ([]*candidate, error) {
	by := newScorer(s.question, sentenceRanking, s.generation.Totals)
	code := s.query.Code || wantsCode(s.question.text)
	var out []*candidate
	for _, p := range passages {
		if quotable(p.Kind, code) {
			out = by.passage(p, out)
		}
	}
	sortCandidates(out)
	if len(s.question.phrases) > 0 {
		const looked = 200
		if err := s.phrases(ctx, by.r.phrase*by.best, out[:min(len(out), looked)]); err != nil {
			return nil, err
		}
		sortCandidates(out)
	}
	s.promise(out)
	return out, nil
}

// promise notes what words and meaning promise of the candidates, which are sorted by
// words, and sorts them by that.
func (s *session) promise(list []*candidate) {
	if len(list) == 0 {
		return
	}
	most := math.Max(list[0].lexical, 1e-9)
	for _, c := range list {
		c.distance = s.distance(c.passage)
		c.words = c.lexical / most
		c.promise = c.words - s.reading.meaning*c.distance
		c.score = c.lexical - s.reading.meaning*c.distance*most
	}
	slices.SortStableFunc(list, func(a, b *candidate) int { return cmp.Compare(b.promise, a.promise) })
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
		if a.passage.Article != b.passage.Article {
			return a.passage.Article - b.passage.Article
		}
		return a.sentence().Start - b.sentence().Start
	})
}

// phrases lifts sentences that hold a quoted phrase of the question.
func (s *session) phrases(ctx context.Context, lift float64, list []*candidate) error {
	texts, err := s.texts(ctx, list)
	if err != nil {
		return err
	}
	for i, c := range list {
		words := phraseOf(texts[i])
		for _, p := range s.question.phrases {
			if p.in(words) {
				c.lexical += lift
			}
		}
	}
	return nil
}

// texts returns the sentences of candidates, whose articles it looks up. What was read with
// its surroundings already is not read again.
func (s *session) texts(ctx context.Context, list []*candidate) ([]string, error) {
	if err := s.knowAll(ctx, list); err != nil {
		return nil, err
	}
	out := make([]string, len(list))
	var ranges []engine.Range
	var places []int // in out
	for i, c := range list {
		if c.stretch != nil {
			out[i] = c.said()
			continue
		}
		sen := c.sentence()
		ranges = append(ranges, engine.Range{Article: s.articles[c.passage.Article], Start: sen.Start, End: sen.End})
		places = append(places, i)
	}
	if len(ranges) == 0 {
		return out, nil
	}
	texts, err := s.snapshot.Texts(ctx, ranges)
	for i, text := range texts {
		out[places[i]] = text
	}
	return out, err
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
