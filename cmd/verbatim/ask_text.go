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
		writeQuotes(&out, s, answer, time.Now())
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
func writeQuotes(w io.Writer, s style, answer index.Answer, now time.Time) {
	for i, q := range answer.Quotes {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if q.Before.Text != "" {
			fmt.Fprintln(w, s.dim("("+oneLine(s, clip(strings.ReplaceAll(q.Before.Text, "\t", " | "), beforeRunes))+")"))
		}
		fmt.Fprintln(w, boldSpan(s, q))
		about := sourceLine(s, q, now)
		if i == 0 {
			about += fmt.Sprintf(" · %d %% sure", percent(answer.Confidence))
		}
		fmt.Fprintln(w, s.dim("— "+about))
		for _, other := range q.Also {
			fmt.Fprintln(w, s.dim("  also in "+sourceLine(s, index.Quote{Article: other, Date: other.Published}, now)))
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

// sourceLine tells where a quote stands: title, section, source, version, date.
func sourceLine(s style, q index.Quote, now time.Time) string {
	parts := make([]string, 0, 5)
	add := func(part string) {
		if part != "" {
			parts = append(parts, s.safe(part))
		}
	}
	add(q.Article.Title)
	add(strings.Join(index.Trail(q.Article.Title, q.Section), " › "))
	if where := s.safe(q.Article.Source + q.Anchor); where != "" {
		parts = append(parts, s.link(where, q.Link()))
	}
	if q.Version != "" {
		add("version " + q.Version)
	}
	add(dateLine(q, now))
	return strings.Join(parts, " · ")
}

// dateLine tells the day that a quote is of, and of an old one the year before it.
func dateLine(q index.Quote, now time.Time) string {
	switch {
	case q.Date.IsZero():
		return ""
	case q.Old(now):
		return fmt.Sprintf("from %d (%s)", q.Date.Year(), q.Date.Format(time.DateOnly))
	}
	return q.Date.Format(time.DateOnly)
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
		a.notef("  %s\n  — %s", strings.ReplaceAll(s.safe(q.Text), "\n", "\n  "), sourceLine(s, q, time.Now()))
	}
}
