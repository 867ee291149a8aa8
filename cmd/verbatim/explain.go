package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"verbatim/index"
	"verbatim/index/prediction"
)

// An explanation is what ask --explain --json adds to the answer.
type explanation struct {
	Terms      []string    `json:"terms"`
	Candidates []candidate `json:"candidates"`
	Decision   string      `json:"decision"`
	Moves      []move      `json:"moves"` // together the logit of the confidence
}

// A move is how far one feature moved the confidence, in logits.
type move struct {
	Feature string  `json:"feature"`
	By      float64 `json:"by"`
}

// A candidate is one sentence with what each stage said of it.
type candidate struct {
	prediction.Quote
	Lexical float64  `json:"lexical"`
	Farther float64  `json:"farther"` // in meaning than the nearest passage, in cosines
	Reader  *float64 `json:"reader"`  // null when the reader did not read it
}

func newExplanation(e *index.Explanation) *explanation {
	if e == nil {
		return nil
	}
	x := &explanation{Terms: e.Terms, Decision: e.Decision}
	for _, c := range e.Candidates {
		row := candidate{Quote: prediction.OfQuote(c.Quote), Lexical: c.Lexical, Farther: c.Distance}
		if c.Read {
			row.Reader = &c.Reader
		}
		x.Candidates = append(x.Candidates, row)
	}
	for _, m := range e.Moves {
		x.Moves = append(x.Moves, move(m))
	}
	return x
}

// writeExplanation writes one line for each candidate, and the decision.
func writeExplanation(w io.Writer, s style, e *index.Explanation) {
	fmt.Fprintf(w, "\nLooked for: %s\n", s.safe(strings.Join(e.Terms, " ")))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "words\tmeaning\treader\tspan\tsentence")
	for _, c := range e.Candidates {
		read := "–"
		if c.Read {
			read = fmt.Sprintf("%+.2f", c.Reader)
		}
		if c.Glanced {
			read = "~" + read
		}
		q := c.Quote
		span := clip(q.Text[q.SpanStart-q.Start:q.SpanEnd-q.Start], 30)
		fmt.Fprintf(t, "%.2f\t%s\t%s\t%s\t%s\n", c.Lexical, farther(c.Distance), read, oneLine(s, span), oneLine(s, clip(q.Text, 90)))
	}
	t.Flush()
	fmt.Fprintf(w, "Decision: %s\n", e.Decision)
	if len(e.Moves) > 0 {
		fmt.Fprintf(w, "Confidence, in logits: %s\n", moved(e.Moves))
	}
}

// farther shows how much farther in meaning a passage lies than the nearest one.
func farther(distance float64) string {
	if distance == 0 {
		return "–"
	}
	return fmt.Sprintf("−%.2f", distance)
}

// moved names what moved the confidence, the most first.
func moved(moves []index.Move) string {
	moves = slices.Clone(moves)
	slices.SortStableFunc(moves, func(a, b index.Move) int { return cmp.Compare(math.Abs(b.By), math.Abs(a.By)) })
	parts := make([]string, len(moves))
	for i, m := range moves {
		parts[i] = fmt.Sprintf("%s %+.2f", m.Feature, m.By)
	}
	return strings.Join(parts, ", ")
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
