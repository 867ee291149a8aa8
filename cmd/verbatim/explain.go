package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"verbatim/index"
)

// An explanation is what ask --explain --json adds to the answer.
type explanation struct {
	Terms      []string    `json:"terms"`
	Candidates []candidate `json:"candidates"`
	Decision   string      `json:"decision"`
}

// A candidate is one sentence with what each stage said of it.
type candidate struct {
	quotedSentence
	Lexical float64  `json:"lexical"`
	Reader  *float64 `json:"reader"` // null when the reader did not read it
}

func newExplanation(e *index.Explanation) *explanation {
	if e == nil {
		return nil
	}
	x := &explanation{Terms: e.Terms, Decision: e.Decision}
	for _, c := range e.Candidates {
		row := candidate{quotedSentence: newQuotedSentence(c.Quote), Lexical: c.Lexical}
		if c.Read {
			row.Reader = &c.Reader
		}
		x.Candidates = append(x.Candidates, row)
	}
	return x
}

// writeExplanation writes one line for each candidate, and the decision.
func writeExplanation(w io.Writer, s style, e *index.Explanation) {
	fmt.Fprintf(w, "\nLooked for: %s\n", s.safe(strings.Join(e.Terms, " ")))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "words\treader\tspan\tsentence")
	for _, c := range e.Candidates {
		read := "–"
		if c.Read {
			read = fmt.Sprintf("%+.2f", c.Reader)
		}
		q := c.Quote
		span := clip(q.Text[q.SpanStart-q.Start:q.SpanEnd-q.Start], 30)
		fmt.Fprintf(t, "%.2f\t%s\t%s\t%s\n", c.Lexical, read, oneLine(s, span), oneLine(s, clip(q.Text, 90)))
	}
	t.Flush()
	fmt.Fprintf(w, "Decision: %s\n", e.Decision)
}

// oneLine returns text without line breaks and tabs, safe to show.
func oneLine(s style, text string) string { return s.safe(strings.Join(strings.Fields(text), " ")) }

// clip cuts text to at most n runes, and says so with an ellipsis.
func clip(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n-1]) + "…"
}
