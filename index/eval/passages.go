package eval

import (
	"encoding/json"
	"fmt"

	"verbatim/corpus"
)

// A Passage of an article of a set: a byte range of its text with what it is and the
// headings above it, outermost first. As JSON it is [start,end,"kind",["heading",…]].
type Passage struct {
	Start, End int
	Kind       string
	Headings   []string
}

// kinds are the names of the kinds of passage.
var kinds = map[string]corpus.BlockKind{
	"paragraph": corpus.Paragraph, "list": corpus.ListItem, "quotation": corpus.Quotation,
	"table": corpus.Table, "code": corpus.Code,
}

// UnmarshalJSON reads the four members of a passage.
func (p *Passage) UnmarshalJSON(b []byte) error {
	members := []any{&p.Start, &p.End, &p.Kind, &p.Headings}
	if err := json.Unmarshal(b, &members); err != nil {
		return fmt.Errorf("passage: %w", err)
	}
	if _, ok := kinds[p.Kind]; !ok || len(members) != 4 {
		return fmt.Errorf("passage %s is not [start,end,kind,[heading…]] of a known kind", b)
	}
	return nil
}

// MarshalJSON writes the four members of a passage.
func (p Passage) MarshalJSON() ([]byte, error) {
	headings := p.Headings
	if headings == nil {
		headings = []string{}
	}
	return json.Marshal([]any{p.Start, p.End, p.Kind, headings})
}

// ArticleOf makes an article of a set out of one of a corpus, with its passages.
func ArticleOf(a *corpus.Article) Article {
	out := Article{ID: a.ID, Title: a.Title, Source: a.Source, Text: a.Text, Passages: []Passage{}}
	names := map[corpus.BlockKind]string{}
	for name, kind := range kinds {
		names[kind] = name
	}
	for _, p := range corpus.Split(a) {
		out.Passages = append(out.Passages, Passage{Start: p.Start, End: p.End, Kind: names[p.Kind], Headings: p.Headings})
		for _, s := range p.Sentences {
			out.Sentences = append(out.Sentences, [2]int{s.Start, s.End})
		}
	}
	return out
}

// check reports passages and sentences that are out of order or lie outside.
func (a Article) check() error {
	at := 0
	for _, p := range a.Passages {
		if p.Start < at || p.Start >= p.End || p.End > len(a.Text) {
			return fmt.Errorf("article %q: passage %d:%d is out of place", a.ID, p.Start, p.End)
		}
		at = p.End
	}
	at = 0
	for _, s := range a.Sentences {
		if s[0] < at || s[0] >= s[1] || s[1] > len(a.Text) {
			return fmt.Errorf("article %q: sentence %d:%d is out of place", a.ID, s[0], s[1])
		}
		at = s[1]
	}
	return nil
}

// Splitter returns a function that splits articles of the set into the passages that the
// set gives them, and into those of [corpus.Split] where it gives none.
func (s *Set) Splitter() func(*corpus.Article) []corpus.Passage {
	known := map[string]Article{}
	for _, a := range s.Articles {
		if a.Passages != nil {
			known[a.ID] = a
		}
	}
	return func(a *corpus.Article) []corpus.Passage {
		given, ok := known[a.ID]
		if !ok || given.Text != a.Text {
			return corpus.Split(a)
		}
		return given.split(a.Language)
	}
}

// split returns the article's own passages with their sentences.
func (a Article) split(language string) []corpus.Passage {
	out := make([]corpus.Passage, 0, len(a.Passages))
	rest := a.Sentences
	for _, p := range a.Passages {
		passage := corpus.Passage{Start: p.Start, End: p.End, Kind: kinds[p.Kind], Headings: p.Headings}
		for len(rest) > 0 && rest[0][0] < p.End {
			if rest[0][0] >= p.Start {
				passage.Sentences = append(passage.Sentences, corpus.Sentence{Start: rest[0][0], End: min(rest[0][1], p.End)})
			}
			rest = rest[1:]
		}
		if len(passage.Sentences) == 0 {
			passage.Sentences = sentencesIn(a.Text, p.Start, p.End, passage.Kind, language)
		}
		out = append(out, passage)
	}
	return out
}

// sentencesIn returns the sentences of a range of text as corpus finds them.
func sentencesIn(text string, start, end int, kind corpus.BlockKind, language string) []corpus.Sentence {
	var found []corpus.Sentence
	block := corpus.Block{Start: start, End: end, Kind: kind}
	for _, p := range corpus.Split(&corpus.Article{Text: text, Language: language, Blocks: []corpus.Block{block}}) {
		found = append(found, p.Sentences...)
	}
	return found
}
