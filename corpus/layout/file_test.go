package layout

import (
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
)

// TestFileTime feeds files that would take hours if any step looked at everything above or
// below each line.
func TestFileTime(t *testing.T) {
	for _, part := range []string{"> a\n", ">\n", "> > ", "Q: a\nA: b\n", "a [Page 1]\n\n", "\f", "a\n\f\nb\n", "Contents\na\nb\n", "Contents\n", "a.b. c\n",
		"Who?\n", "a ....... 1\n", "-- \n", "From: a\n", "- a\n", "1. a 2. ", "One is here. Two\n", "a   b\n", "CHAPTER I.\n", "a = b\n", "[a]\n", "\n", "(a. b\n"} {
		a := corpus.Article{ID: "time"}
		a.Text, a.Blocks, _ = File(strings.Repeat(part, 1<<15/len(part)))
		corpustest.CheckPassages(t, &a)
	}
}

func FuzzFile(f *testing.F) {
	f.Add("From: a\nSubject: Re: b\n\nOn 1 May Ann wrote:\n> c. D\n> e\n>\n>> f?\n\n-- \ng")
	f.Add("From: a\nTo: b\n\n:\n> c\n\n*:\n> d")
	f.Add("A b\n\nPellow   x [Page 1]\n\f\nRFC   1   y\n\nc. D.\n\nContents\n 1 a ....... 2\n b ..... 3")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ToValidUTF8(text, "") != text || strings.Contains(text, "\r") {
			return
		}
		a := corpus.Article{ID: "fuzz"}
		a.Text, a.Blocks, _ = File(text)
		corpustest.CheckPassages(t, &a)
	})
}
