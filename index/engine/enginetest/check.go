package enginetest

import (
	"math"
	"slices"
	"testing"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/term"
)

// Consistent checks that what a snapshot counts is what it holds: the totals, every
// passage and text, and how many passages hold each term.
func Consistent(t testing.TB, s engine.Snapshot) {
	t.Helper()
	ctx := t.Context()
	var totals engine.Totals
	languages, holders := map[string]int{}, map[string]int{}
	err := s.Each(ctx, func(a *engine.Article) error {
		totals.Add(a, 1)
		languages[a.Language]++
		return readAll(t, s, a, holders)
	})
	if err != nil {
		t.Fatal(err)
	}
	g := s.Generation()
	if totals != g.Totals {
		t.Errorf("totals %+v, stored %+v", g.Totals, totals)
	}
	for tag, n := range languages {
		if g.Languages[tag] != n || len(languages) != len(g.Languages) {
			t.Errorf("languages %v, stored %v", g.Languages, languages)
		}
	}
	counted(t, s, holders)
}

// readAll reads an article with all its passages and adds the passages that hold each term.
func readAll(t testing.TB, s engine.Snapshot, a *engine.Article, holders map[string]int) error {
	t.Helper()
	whole, err := s.Whole(t.Context(), a)
	if err != nil {
		return err
	}
	passages, err := s.Passages(t.Context(), a, 0, a.Passages)
	if err != nil {
		return err
	}
	d := engine.NewDocument(whole, corpus.Split(&whole), a.Hash, term.NewAnalyzer(a.Language))
	if len(d.Passages) != len(passages) {
		t.Errorf("%s: %d passages stored, want %d", a.ID, len(passages), len(d.Passages))
	}
	for i, p := range passages {
		part := d.Part(i)
		samePassage(t, a, i, p, d, &part)
		of := map[string]bool{}
		for _, terms := range append(slices.Clone(part.Terms), part.Above, d.Title) {
			for _, x := range terms {
				of[x.Text] = true
			}
		}
		for x := range of {
			holders[x]++
		}
	}
	return nil
}

// samePassage compares a stored passage with the one that its article gives.
func samePassage(t testing.TB, a *engine.Article, i int, p *engine.Passage, d *engine.Document, want *engine.Part) {
	t.Helper()
	if p.Article != a.Number || p.Ordinal != i || p.Start != want.Start || p.End != want.End || p.Kind != want.Kind ||
		p.Anchor != want.Anchor || !slices.Equal(p.Headings, want.Headings) || len(p.Sentences) != len(want.Sentences) {
		t.Errorf("%s, passage %d: %+v, want %+v", a.ID, i, p, want)
		return
	}
	sameTerms(t, p.Title, d.Title)
	sameTerms(t, p.Above, want.Above)
	for k, sen := range p.Sentences {
		if sen.Start != want.Sentences[k].Start || sen.End != want.Sentences[k].End {
			t.Errorf("%s, passage %d, sentence %d: %d to %d, want %+v", a.ID, i, k, sen.Start, sen.End, want.Sentences[k])
		}
		sameTerms(t, sen.Terms, want.Terms[k])
	}
}

func sameTerms(t testing.TB, got term.Hashes, want []*term.Term) {
	t.Helper()
	same := got.Len() == len(want)
	for i := 0; same && i < len(want); i++ {
		same = got.At(i) == want[i].Hash
	}
	if !same {
		t.Errorf("%d hashes of terms differ from the %d of the text", got.Len(), len(want))
	}
}

// counted compares how many passages are said to hold each term with how many do.
func counted(t testing.TB, s engine.Snapshot, holders map[string]int) {
	t.Helper()
	var terms []string
	for x := range holders {
		terms = append(terms, x)
	}
	counts, err := s.Counts(t.Context(), terms)
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range terms {
		if counts[i] != holders[x] {
			t.Errorf("%d passages are said to hold %q, %d do", counts[i], x, holders[x])
		}
	}
}

// Search returns the passages that match words best, with a weight for each term as
// questions give it.
func Search(t testing.TB, s engine.Snapshot, words string, f engine.Filter, most int) []engine.Hit {
	t.Helper()
	hits, err := s.Search(t.Context(), engine.Query{Terms: weighted(t, s, words), Filter: f, Most: most})
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

// weighted returns the terms of some English words, each with its weight.
func weighted(t testing.TB, s engine.Snapshot, words string) []engine.Term {
	t.Helper()
	var names []string
	for _, x := range term.NewAnalyzer("en").Terms(words) {
		if !slices.Contains(names, x.Text) {
			names = append(names, x.Text)
		}
	}
	counts, err := s.Counts(t.Context(), names)
	if err != nil {
		t.Fatal(err)
	}
	n := float64(s.Generation().Totals.Passages)
	out := make([]engine.Term, len(names))
	for i, name := range names {
		df := float64(counts[i])
		out[i] = engine.Term{
			Spellings: []engine.Spelling{{Term: name, Weight: 1}},
			Passages:  counts[i], Weight: math.Log(1 + (n-df+0.5)/(df+0.5)),
		}
	}
	return out
}

// Best returns the text of the passage that matches words best and its article; "" and nil
// when no passage holds any.
func Best(t testing.TB, s engine.Snapshot, words string) (text string, a *engine.Article) {
	t.Helper()
	hits := Search(t, s, words, engine.Filter{}, 1)
	if len(hits) == 0 {
		return "", nil
	}
	p := hits[0].Passage
	found, err := s.Articles(t.Context(), []int{p.Article})
	if err != nil {
		t.Fatal(err)
	}
	texts, err := s.Texts(t.Context(), []engine.Range{{Article: found[0], Start: p.Start, End: p.End}})
	if err != nil {
		t.Fatal(err)
	}
	return texts[0], found[0]
}
