package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/index/term"
)

// TestDocument analyses articles whose terms are kept and such whose are not: what they say of
// each passage, and in sum, is the same.
func TestDocument(t *testing.T) {
	for name, c := range map[string]struct {
		paragraphs, words int
		kept              bool
	}{
		"small":           {10, 5, true},
		"many paragraphs": {keptPassages + 100, 3, false},
		"much text":       {400, 120, false},
	} {
		t.Run(name, func(t *testing.T) {
			a := article(c.paragraphs, c.words)
			passages := corpus.Split(&a)
			d := NewDocument(a, passages, [16]byte{}, term.NewAnalyzer("en"))
			if all := d.Kept() == len(passages); all != c.kept || d.Kept() == 0 {
				t.Errorf("the terms of %d passages of %d are kept", d.Kept(), len(passages))
			}
			text, all, an := 0, 0, term.NewAnalyzer("en")
			for i := len(passages) - 1; i >= 0; i-- { // any order will do
				p := d.Part(i)
				for k, s := range p.Sentences {
					same(t, p.Terms[k], an.Terms(a.Text[s.Start:s.End]))
					text += len(p.Terms[k])
				}
				same(t, p.Above, an.Terms(strings.Join(passages[i].Headings, " ")))
				all += len(p.Above) + len(d.Title)
			}
			all += text
			if text != d.TextTerms || all != d.AllTerms || d.Sentences != len(passages) {
				t.Errorf("%d terms in the text, %d in all, want %d and %d", d.TextTerms, d.AllTerms, text, all)
			}
		})
	}
}

// TestDocumentLongTitle holds what every passage has of the title to its size.
func TestDocumentLongTitle(t *testing.T) {
	a := article(3, 3)
	a.Title = strings.Repeat("bridge ", 1000)
	d := NewDocument(a, corpus.Split(&a), [16]byte{}, term.NewAnalyzer("en"))
	if len(d.Title) != maxName/len("bridge ")+1 {
		t.Errorf("%d terms", len(d.Title))
	}
}

// article makes an article of paragraphs of different words, with a heading every ten.
func article(paragraphs, words int) corpus.Article {
	a := corpus.Article{ID: "a", Title: "Many words", Language: "en"}
	add := func(kind corpus.BlockKind, text string) {
		a.Blocks = append(a.Blocks, corpus.Block{Start: len(a.Text), End: len(a.Text) + len(text), Kind: kind})
		a.Text += text + "\n\n"
	}
	for i := range paragraphs {
		if i%10 == 0 {
			add(corpus.Heading, fmt.Sprint("Part ", i))
		}
		text := "Word"
		for k := range words {
			text += fmt.Sprintf(" w%dx%d", i, k)
		}
		add(corpus.Paragraph, text+".")
	}
	a.Text = strings.TrimSpace(a.Text)
	return a
}

func same(t *testing.T, got, want []*term.Term) {
	t.Helper()
	if !slices.EqualFunc(got, want, func(a, b *term.Term) bool { return a.Text == b.Text }) {
		t.Fatalf("%d terms, want %d", len(got), len(want))
	}
}
