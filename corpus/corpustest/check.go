package corpustest

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
	"verbatim/corpus"
)

// CheckBlocks holds an article to the invariant of blocks.
func CheckBlocks(t testing.TB, a *corpus.Article) {
	t.Helper()
	if !utf8.ValidString(a.Text) || strings.Contains(a.Text, "\r") {
		t.Fatalf("text is not clean UTF-8: %q", a.Text)
	}
	at := 0
	for _, b := range a.Blocks {
		if b.Start < at || b.End <= b.Start || b.End > len(a.Text) {
			t.Fatalf("block %+v after %d in a text of %d bytes", b, at, len(a.Text))
		}
		if strings.TrimFunc(a.Text[at:b.Start], unicode.IsSpace) != "" {
			t.Fatalf("text between blocks: %q", a.Text[at:b.Start])
		}
		if text := a.Text[b.Start:b.End]; !utf8.ValidString(text) || strings.TrimSpace(text) == "" {
			t.Fatalf("block %+v holds %q", b, text)
		}
		at = b.End
	}
	if strings.TrimSpace(a.Text[at:]) != "" {
		t.Fatalf("text after the last block: %q", a.Text[at:])
	}
}

// CheckPassages holds an article to the invariants of blocks, passages and sentences.
func CheckPassages(t testing.TB, a *corpus.Article) {
	t.Helper()
	CheckBlocks(t, a)
	at := 0
	passages := corpus.Split(a)
	for _, p := range passages {
		if p.Start < at || p.End > len(a.Text) || len(p.Sentences) == 0 {
			t.Fatalf("%s: passage %d-%d out of place behind %d", a.ID, p.Start, p.End, at)
		}
		if p.Sentences[0].Start != p.Start || p.Sentences[len(p.Sentences)-1].End != p.End {
			t.Fatalf("%s: passage %d-%d does not begin and end with its sentences", a.ID, p.Start, p.End)
		}
		checkTiles(t, a.Text, p)
		at = p.End
	}
	for _, b := range a.Blocks {
		quotable := b.Kind != corpus.Heading && b.Kind != corpus.Caption && b.Kind != corpus.Byline
		if covered(passages, b) != quotable {
			t.Fatalf("%s: block %d-%d of kind %d: in a passage %v", a.ID, b.Start, b.End, b.Kind, !quotable)
		}
	}
}

// checkTiles reports whether the sentences of a passage are ordered, apart, on rune
// boundaries, free of white space at their ends, and together all but white space.
func checkTiles(t testing.TB, text string, p corpus.Passage) {
	t.Helper()
	at := p.Start
	for _, s := range p.Sentences {
		if s.Start < at || s.End <= s.Start || s.End > p.End {
			t.Fatalf("sentence %d-%d out of place behind %d in %q", s.Start, s.End, at, text)
		}
		if gap := text[at:s.Start]; strings.TrimSpace(gap) != "" {
			t.Fatalf("%q is in no sentence of %q", gap, text)
		}
		inner := text[s.Start:s.End]
		if strings.TrimFunc(inner, unicode.IsSpace) != inner {
			t.Fatalf("white space around %q", inner)
		}
		if !utf8.ValidString(inner) {
			t.Fatalf("%q is cut inside a character", inner)
		}
		at = s.End
	}
}

// covered reports whether a block lies in passages, from its start to its end.
func covered(passages []corpus.Passage, b corpus.Block) bool {
	first, last := false, false
	for _, p := range passages {
		first = first || p.Start <= b.Start && b.Start < p.End
		last = last || p.Start < b.End && b.End <= p.End
	}
	return first && last
}
