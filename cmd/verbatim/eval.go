package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

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
