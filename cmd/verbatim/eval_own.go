package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"verbatim/index"
	"verbatim/index/eval"
	"verbatim/index/eval/own"
	"verbatim/index/eval/report"
)

// ownFlags refuses the flags that are about sets, whose answers are byte ranges of their own
// articles.
func ownFlags(cmd *cobra.Command) error {
	for _, name := range []string{"articles", "predictions", "details", "by", "unit", "headings", "part", "twins"} {
		if cmd.Flags().Changed(name) {
			return usagef("--%s is for a SET; --questions alone asks your own index", name)
		}
	}
	return nil
}

// runOwn asks the user's index the questions of a file.
func (a *app) runOwn(ctx context.Context, o evalOptions) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	level, err := levelOr(o.level, c.Level)
	if err != nil {
		return err
	}
	options, err := o.reading.options()
	if err != nil {
		return err
	}
	questions, err := loadOwn(o.questions, o.shape.limit)
	if err != nil {
		return err
	}
	if err := checkWritable(o.report); err != nil {
		return err
	}
	if o.noVectors {
		c.Vectors = "off"
	}
	x, err := a.openIndex(ctx, c, options)
	if err != nil {
		return err
	}
	defer x.Close()
	sources, err := x.Sources()
	if err != nil {
		return fmt.Errorf("list sources: %w", err)
	}
	m := a.questionMeter()
	outcomes, err := own.Ask(ctx, x.Index, sources, questions, eval.Options{Level: level, Concurrency: o.concurrency, Progress: m.update})
	m.end()
	if err != nil {
		return err
	}
	if err := a.writeReport(o.report, filepath.Base(o.questions), len(sources), level, outcomes); err != nil {
		return err
	}
	return a.printOwn(len(sources), level, outcomes)
}

// loadOwn reads a file of questions, or that of a set's folder; limit is 0 for all.
func loadOwn(path string, limit int) ([]own.Question, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, eval.QuestionsFile)
	}
	questions, err := own.Load(path)
	if err != nil {
		return nil, fmt.Errorf("read the questions: %w", err)
	}
	if limit > 0 {
		questions = questions[:min(limit, len(questions))]
	}
	return questions, nil
}

// writeReport writes the page about outcomes; no path, no page.
func (a *app) writeReport(path, name string, articles int, level index.Level, outcomes []eval.Outcome) error {
	if path == "" {
		return nil
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	r := report.Report{Name: name, Articles: articles, At: time.Now(), Summary: eval.Summarize(level, outcomes), Outcomes: outcomes}
	if err := errors.Join(report.Write(f, r), f.Close()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	a.notef("The report is in %s: open it in a browser.", path)
	return nil
}

// An ownResult is what eval --questions --json prints.
type ownResult struct {
	Articles int `json:"articles"`
	eval.Summary
	Outcomes []ownOutcome `json:"outcomes"` // in the order of the file
}

type ownOutcome struct {
	ID         string       `json:"id"`
	Question   string       `json:"question"`
	Verdict    eval.Verdict `json:"verdict"`
	Expected   []string     `json:"expected,omitempty"`
	Absent     []string     `json:"absent,omitempty"` // articles that are expected and not in the index
	Confidence float64      `json:"confidence"`
	Rank       int          `json:"rank"` // of the first right answer, 0 for none among ten
	Quote      string       `json:"quote,omitempty"`
	Source     string       `json:"source,omitempty"`
	TookMS     float64      `json:"took_ms"`
}

func newOwnOutcome(o eval.Outcome) ownOutcome {
	out := ownOutcome{
		ID: o.ID, Question: o.Question, Verdict: o.Verdict(), Expected: o.Expected, Absent: o.Absent,
		Confidence: o.Confidence, Rank: o.Rank, TookMS: float64(o.Took) / float64(time.Millisecond),
	}
	if len(o.Said) > 0 {
		out.Quote, out.Source = o.Said[0].Quote, o.Said[0].Source
	}
	return out
}

func (a *app) printOwn(articles int, level index.Level, outcomes []eval.Outcome) error {
	r := ownResult{Articles: articles, Summary: eval.Summarize(level, outcomes)}
	if a.json {
		for _, o := range outcomes {
			r.Outcomes = append(r.Outcomes, newOwnOutcome(o))
		}
		return a.printJSON(r)
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s over %s, level %q\n\n", count(r.Questions, "question"), count(articles, "article"), level)
	for _, v := range eval.Verdicts() {
		if n := r.Verdicts[v]; n > 0 {
			fmt.Fprintf(&out, "  %4d  %s\n", n, v.Words())
		}
	}
	fmt.Fprintf(&out, "\nHalf took at most %.0f ms, 95 of 100 at most %.0f ms.\n", r.Latency.P50, r.Latency.P95)
	for _, v := range []eval.Verdict{eval.Wrong, eval.Unfounded, eval.Missed} {
		writeFaults(&out, a.style(), v, outcomes)
	}
	_, err := out.WriteTo(a.stdout)
	return err
}

// writeFaults writes the worst outcomes of a verdict.
func writeFaults(w io.Writer, s style, v eval.Verdict, outcomes []eval.Outcome) {
	const most = 10
	var all []eval.Outcome
	for _, o := range outcomes {
		if o.Verdict() == v {
			all = append(all, o)
		}
	}
	if len(all) == 0 {
		return
	}
	slices.SortStableFunc(all, func(a, b eval.Outcome) int { return cmp.Compare(b.Confidence, a.Confidence) })
	fmt.Fprintf(w, "\n%s, the surest first:\n", s.bold(strings.ToUpper(v.Words()[:1])+v.Words()[1:]))
	for _, o := range all[:min(len(all), most)] {
		fmt.Fprintf(w, "  %s\n", oneLine(s, o.Question))
		if len(o.Expected) > 0 {
			fmt.Fprintf(w, "      expected: %s\n", oneLine(s, clip(strings.Join(o.Expected, " | "), 200)))
		}
		if len(o.Absent) > 0 {
			fmt.Fprintf(w, "      not in the index: %s\n", oneLine(s, strings.Join(o.Absent, ", ")))
		}
		if len(o.Said) > 0 {
			fmt.Fprintf(w, "      %d %% sure: %s %s\n", percent(o.Confidence), oneLine(s, clip(o.Said[0].Quote, 200)), s.dim("— "+oneLine(s, o.Said[0].Source)))
		}
	}
	if more := len(all) - most; more > 0 {
		fmt.Fprintf(w, "  … and %d more; --report and --json show all\n", more)
	}
}
