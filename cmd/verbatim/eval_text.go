package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"verbatim/index/eval"
)

// printEvalText prints the figures of an evaluation for people.
func (a *app) printEvalText(r eval.Report) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%d questions over %d articles: %d answerable, %d not\n", r.Questions, r.Articles, r.Answerable, r.Unanswerable)
	section(&out, "Right sentence (answerable questions)", retrievalRows(r))
	section(&out, "Confidence (all questions)", confidenceRows(r))
	section(&out, fmt.Sprintf("Decision at %q", r.Level), decisionRows(r.Decision))
	section(&out, "Calibration", calibrationRows(r.Calibration))
	section(&out, "Span", spanRows(r.Span))
	section(&out, "Quotes", extentRows(r.Extent))
	section(&out, "Latency in ms", [][]string{
		{"p50", fmt.Sprintf("%.1f", r.Latency.P50)},
		{"p95", fmt.Sprintf("%.1f", r.Latency.P95)},
		{"p99", fmt.Sprintf("%.1f", r.Latency.P99)},
	})
	if r.Tables != nil {
		printTables(&out, *r.Tables)
	}
	fmt.Fprintf(&out, "\nQuotes that do not stand in the text: %d\n", r.Violations)
	_, err := out.WriteTo(a.stdout)
	return err
}

// section writes a titled table, nothing when it has no rows.
func section(w io.Writer, title string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintf(t, "  %s\n", strings.Join(row, "\t"))
	}
	t.Flush()
}

func share(v float64) string { return fmt.Sprintf("%.4f", v) }

func retrievalRows(r eval.Report) [][]string {
	if r.Retrieval == nil {
		return nil
	}
	interval := func(ci [2]float64) string { return fmt.Sprintf("[%.4f, %.4f]", ci[0], ci[1]) }
	return [][]string{
		{"P@1", share(r.P1), interval(r.P1CI)},
		{"Success@5", share(r.Success5), interval(r.Success5CI)},
		{"MRR@10", share(r.MRR10)},
		{"mean bytes", fmt.Sprintf("%.0f", r.MeanBytes)},
		{"several sentences", share(r.MultiSentence)},
	}
}

func extentRows(e eval.ExtentScore) [][]string {
	return [][]string{
		{"sentence is right", share(e.Sentence)},
		{"quote holds a right sentence", share(e.Holds)},
		{"sentence and next one hold one", share(e.Next)},
		{"mean bytes of a quote", fmt.Sprintf("%.0f", e.MeanBytes)},
		{"... of a sentence and the next", fmt.Sprintf("%.0f", e.NextBytes)},
		{"bytes of the longest quote", fmt.Sprint(e.Longest)},
	}
}

func confidenceRows(r eval.Report) [][]string {
	rows := [][]string{
		{"AURC", share(r.AURC), "floor " + share(r.AURCFloor)},
		{"coverage at 90 % precision", share(r.CovP90), "recall " + share(r.RecallCovP90)},
		{"best F1, right answers", share(r.BestF1Correct)},
	}
	if r.Separation != nil {
		rows = append(rows,
			[]string{"AUROC, answerable or not", share(r.AUROC)},
			[]string{"best F1, answerable or not", share(r.BestF1Answerable), "answering all " + share(r.F1AnswerAll)})
	}
	return rows
}

func decisionRows(d eval.Decision) [][]string {
	return [][]string{
		{"answered", fmt.Sprint(d.Answered), share(d.Coverage) + " of all"},
		{"right", fmt.Sprint(d.Right), share(d.Precision) + " of answered", share(d.Recall) + " of answerable"},
		{"answered though unanswerable", fmt.Sprint(d.Unfounded)},
	}
}

func calibrationRows(c eval.Calibration) [][]string {
	rows := [][]string{{"confidence", "questions", "mean", "right"}}
	for _, b := range c.Bins {
		rows = append(rows, []string{fmt.Sprintf("%.1f–%.1f", b.From, b.To), fmt.Sprint(b.Questions), share(b.Confidence), share(b.Right)})
	}
	return append(rows, []string{"expected calibration error", share(c.ECE)})
}

func spanRows(s eval.SpanScore) [][]string {
	if s.Questions == 0 {
		return nil
	}
	return [][]string{
		{"questions", fmt.Sprint(s.Questions)},
		{"F1", share(s.F1)},
		{"exact", share(s.Exact)},
	}
}
