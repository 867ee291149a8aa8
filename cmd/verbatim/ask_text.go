package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"verbatim/index"
)

// printAnswerText prints an answer for people.
func (a *app) printAnswerText(answer index.Answer, level index.Level) error {
	var out bytes.Buffer
	s := a.style()
	if answer.Abstained {
		a.printAbstention(answer, level)
	} else {
		writeQuotes(&out, s, answer)
	}
	if answer.Explanation != nil {
		writeExplanation(&out, s, answer.Explanation)
	}
	if _, err := out.WriteTo(a.stdout); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	return nil
}

// beforeRunes is how much is shown of what has to be in sight above a quote.
const beforeRunes = 200

// writeQuotes writes the quotes of an answer, best first.
func writeQuotes(w io.Writer, s style, answer index.Answer) {
	for i, q := range answer.Quotes {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if q.Before.Text != "" {
			fmt.Fprintln(w, s.dim(oneLine(s, clip(strings.ReplaceAll(q.Before.Text, "\t", " | "), beforeRunes))))
		}
		fmt.Fprintln(w, boldSpan(s, q))
		about := sourceLine(s, q)
		if i == 0 {
			about += fmt.Sprintf(" · %d %% sure", percent(answer.Confidence))
		}
		fmt.Fprintln(w, s.dim("— "+about))
		for _, other := range q.Also {
			fmt.Fprintln(w, s.dim("  also in "+sourceLine(s, index.Quote{Article: other})))
		}
	}
}

// boldSpan returns the quote with its span in bold.
func boldSpan(s style, q index.Quote) string {
	from, to := q.SpanStart-q.Start, q.SpanEnd-q.Start
	if from < 0 || to > len(q.Text) || from >= to {
		return s.safe(q.Text)
	}
	return s.safe(q.Text[:from]) + s.bold(s.safe(q.Text[from:to])) + s.safe(q.Text[to:])
}

// sourceLine tells where a quote stands: title, section, source, date.
func sourceLine(s style, q index.Quote) string {
	parts := make([]string, 0, 4)
	add := func(part string) {
		if part != "" {
			parts = append(parts, s.safe(part))
		}
	}
	add(q.Article.Title)
	add(strings.Join(q.Section, " › "))
	add(q.Article.Source + q.Anchor)
	if !q.Article.Published.IsZero() {
		add(q.Article.Published.Format(time.DateOnly))
	}
	return strings.Join(parts, " · ")
}

// percent returns a share in whole percents, 100 only for certainty.
func percent(share float64) int {
	if share < 1 {
		share = min(share, 0.99)
	}
	return int(share*100 + 0.5)
}

// reasonText puts in words why nothing was answered.
func reasonText(r index.Reason) string {
	switch r {
	case index.NoQuestion:
		return "there is no word in the question that could be looked up"
	case index.NothingNear:
		return "no sentence comes close enough"
	case index.NotAnAnswer:
		return "sentences come close, but none seems to answer it"
	}
	return string(r)
}

// printAbstention says on standard error that there is no answer, and shows the
// closest sentences as what they are.
func (a *app) printAbstention(answer index.Answer, level index.Level) {
	s := style{terminal: isTerminal(a.stderr)}
	a.notef("The corpus does not answer this: %s.", reasonText(answer.Reason))
	if len(answer.Quotes) == 0 {
		return
	}
	a.notef("\nClosest, not an answer (%d %% sure, too little for %q):", percent(answer.Confidence), level)
	for _, q := range answer.Quotes {
		a.notef("  %s\n  — %s", strings.ReplaceAll(s.safe(q.Text), "\n", "\n  "), sourceLine(s, q))
	}
}
