package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"verbatim/corpus"
	"verbatim/index"
	"verbatim/index/eval"
)

const evalLong = `Eval answers every question of a set and compares the answers with the right ones.

The set is a folder with articles.jsonl ({"id","title","source","text"}, one a
line) and questions.jsonl ({"id","article","question","answers":[{"text","bstart",
"bend"}]}; no answers: unanswerable). All articles are indexed together in a
folder of their own; your index is not touched. A set without articles.jsonl asks
about the article that verbatim ships with.

Every quote is compared with the text of the set; one that does not stand there
byte for byte is counted, shown, and ends eval with status 1.`

const evalExample = `  verbatim eval sets/nq
  verbatim eval sets/nq --json --predictions nq.jsonl
  verbatim eval sets/minutes --articles meeting=minutes.txt
  verbatim eval sets/nq --no-reader --limit 100`

// evalOptions are the flags of eval.
type evalOptions struct {
	dir                 string
	articles, questions string
	predictions         string
	level               string
	reading             readingFlags
	limit, concurrency  int
}

func newEval(a *app) *cobra.Command {
	var o evalOptions
	cmd := &cobra.Command{
		Use:     "eval DIR",
		Short:   "Measure the answers on questions with known answers",
		Long:    evalLong,
		Example: evalExample,
		Args:    exactly(1, "the folder of a question set"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = args[0]
			return a.runEval(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	addJSON(cmd, a, "print the figures as a JSON object")
	f.StringVar(&o.predictions, "predictions", "", "write what was answered to this JSONL file")
	f.StringVar(&o.articles, "articles", "", "other articles than DIR/articles.jsonl: a .jsonl, or ID=FILE for one plain text")
	f.StringVar(&o.questions, "questions", "", "other questions than DIR/questions.jsonl")
	f.StringVar(&o.level, "level", "", "the level that decides: cautious, balanced or eager (default $VERBATIM_LEVEL, or balanced)")
	o.reading.add(cmd)
	f.StringVar(&o.reading.file, "reader", "", "a file with other weights than the embedded ones, such as those just trained")
	f.IntVar(&o.limit, "limit", 0, "ask the first N questions only")
	f.IntVar(&o.concurrency, "concurrency", 1, "questions at a time; above 1, latencies are those of a busy machine")
	completeLevel(cmd)
	return cmd
}

func (a *app) runEval(ctx context.Context, o evalOptions) error {
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
	set, err := eval.LoadSet(ctx, o.dir, o.articles, o.questions)
	if err != nil {
		return err
	}
	if err := checkWritable(o.predictions); err != nil {
		return err
	}
	if o.limit > 0 && o.limit < len(set.Questions) {
		set.Questions = set.Questions[:o.limit]
	}
	run, err := a.askSet(ctx, set, options, eval.Options{Level: level, Concurrency: o.concurrency})
	if err != nil {
		return err
	}
	if err := writePredictions(o.predictions, run.Lines); err != nil {
		return err
	}
	return a.printEval(run, set)
}

// askSet indexes the set's articles in a folder of their own and asks its questions.
func (a *app) askSet(ctx context.Context, set *eval.Set, options index.Options, how eval.Options) (*eval.Run, error) {
	dir, err := os.MkdirTemp("", "verbatim-eval-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the set's index: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := a.indexSet(ctx, set, dir); err != nil {
		return nil, fmt.Errorf("index the set: %w", err)
	}
	x, err := index.Open(dir, options)
	if err != nil {
		return nil, err
	}
	defer x.Close()
	q := a.questionMeter()
	defer q.end()
	how.Progress = q.update
	return eval.Ask(ctx, x, set, how)
}

// indexSet builds the index of the set's articles below dir.
func (a *app) indexSet(ctx context.Context, set *eval.Set, dir string) error {
	articles := filepath.Join(dir, eval.ArticlesFile)
	if err := set.WriteArticles(articles); err != nil {
		return err
	}
	m := a.meter()
	defer m.end()
	report, err := index.Update(ctx, dir, index.UpdateOptions{Roots: []string{articles}, Progress: m.update})
	for _, skip := range report.Skipped {
		a.notef("article %s is not in the index: %s: %v", skippedArticle(set, skip), skip.Reason, skip.Err)
	}
	return err
}

// skippedArticle names the article of the set that stands in the line that was skipped.
func skippedArticle(set *eval.Set, s corpus.Skip) string {
	var line int
	if _, err := fmt.Sscanf(s.Place, "line %d", &line); err != nil || line < 1 || line > len(set.Articles) {
		return s.Place
	}
	return strconv.Quote(set.Articles[line-1].ID)
}

// checkWritable finds out before thousands of questions are asked that their answers
// could not be written.
func checkWritable(path string) error {
	if path == "" {
		return nil
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return fmt.Errorf("write predictions: %w", err)
	}
	return f.Close()
}

func writePredictions(path string, lines []eval.Line) error {
	if path == "" {
		return nil
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write predictions: %w", err)
	}
	return errors.Join(eval.WriteLines(f, lines), f.Close())
}

// printEval prints the figures; the error counts quotes that are not exact.
func (a *app) printEval(run *eval.Run, set *eval.Set) error {
	report := run.Report(set)
	var err error
	if a.json {
		err = a.printJSON(report)
	} else {
		err = a.printEvalText(report)
	}
	for _, v := range run.Violations {
		a.notef("not in the text: question %s quotes %s %d:%d: %q", v.Question, v.Article, v.Start, v.End, v.Quote)
	}
	if err == nil && report.Violations > 0 {
		err = fmt.Errorf("%d quotes do not stand in the text", report.Violations)
	}
	return err
}
