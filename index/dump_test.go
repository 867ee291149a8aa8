//go:build tune

package index

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"verbatim/index/engine"
	"verbatim/index/reader"
)

// A dumped question is all that the stages after ranking by words have to go on.
type dumped struct {
	Set        string             `json:"set"`
	ID         string             `json:"id"`
	Answerable bool               `json:"answerable"`
	Lexical    map[string]float64 `json:"lexical"`   // features of the first by words
	Most       float64            `json:"most"`      // best score by words
	Sentences  int                `json:"sentences"` // of the corpus
	Windows    []dumpedWindow     `json:"windows"`
	Rest       []dumpedSentence   `json:"rest"` // best sentences that were not read
}

type dumpedWindow struct {
	Tokens    int              `json:"tokens"`
	Sentences []dumpedSentence `json:"sentences"`
}

type dumpedSentence struct {
	Rank     int     `json:"rank"` // by words, from 0
	Lexical  float64 `json:"lexical"`
	Within   float64 `json:"within"`
	Coverage float64 `json:"coverage"`
	Logit    float64 `json:"logit"`
	Span     float64 `json:"span"`
	Gold     bool    `json:"gold"`
}

// TestDump writes what the reader says of the tune sets into the file that DUMP names,
// so that the parameters after it can be searched without reading again (reader/train/fit.py).
// With ALONE set the articles are asked one by one too.
func TestDump(t *testing.T) {
	path := os.Getenv("DUMP")
	if path == "" {
		t.Skip("DUMP names no file")
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := json.NewEncoder(f)
	model := tuneReader(t)
	most := 300
	fmt.Sscan(os.Getenv("MOST"), &most)
	sets := tuneSets(t, most, true)
	if os.Getenv("ALONE") != "" {
		sets = append(sets, alone(t, sets)...)
	}
	for _, set := range sets {
		for _, q := range set.questions {
			g, err := set.x.engine.Hold(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			d, err := dump(t, g, model, q)
			if err != nil {
				t.Fatal(err)
			}
			d.Set = set.name
			if err := out.Encode(d); err != nil {
				t.Fatal(err)
			}
			g.Release()
		}
	}
}

func dump(t *testing.T, g engine.Snapshot, model *reader.Model, q setQuestion) (dumped, error) {
	d := dumped{ID: q.ID, Answerable: q.Answerable, Sentences: g.Generation().Totals.Sentences}
	s := newSession(g, Query{Text: q.Question})
	s.model = model
	if len(s.question.terms) == 0 {
		return d, nil
	}
	list, err := s.candidates(context.Background())
	if err != nil || len(list) == 0 {
		return d, err
	}
	firsts, _ := pick(list, 2)
	d.Lexical, d.Most = s.lexicalFeatures(firsts), list[0].lexical
	place := map[*candidate]int{}
	for i, c := range list {
		place[c] = i
	}
	sentence := func(c *candidate) dumpedSentence {
		return dumpedSentence{
			Rank: place[c], Lexical: c.lexical, Within: c.within, Coverage: c.coverage, Logit: c.logit, Span: c.spanLogit,
			Gold: q.Answerable && goldRank(t, s, q, []*candidate{c}) == 0,
		}
	}
	windows, err := s.windows(context.Background(), list, 60)
	if err != nil {
		return d, err
	}
	const budget = 2000
	windows = takeBatch(&windows, budget)
	if err := s.readBatch(context.Background(), windows); err != nil {
		return d, err
	}
	for _, w := range windows {
		dw := dumpedWindow{Tokens: w.tokens}
		for _, m := range w.members {
			if m.read {
				dw.Sentences = append(dw.Sentences, sentence(m))
			}
		}
		d.Windows = append(d.Windows, dw)
	}
	for _, c := range list[:min(20, len(list))] {
		if !c.read {
			d.Rest = append(d.Rest, sentence(c))
		}
	}
	return d, nil
}
