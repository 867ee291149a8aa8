package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"verbatim/index/eval"
)

const evalLong = `Eval answers every question of a set and compares the answers with the right ones.

The set is a folder with articles.jsonl ({"id","title","source","text"}, one a
line) and questions.jsonl ({"id","article","question","answers":[{"text","bstart",
"bend"}]}; no answers: unanswerable), or a file with one article and its
"questions" a line, whose "start" and "end" count characters. Both may be packed
with gzip (.gz). Several sets are asked as one. All articles are indexed together
in a folder of their own; your index is not touched. A set without articles.jsonl
asks about the article that verbatim ships with.

Articles may carry their "passages" ([[start,end,kind,[headings]]…]) and are then
indexed with just those. With --by project, articles and questions carry a "repo",
each project gets an index of its own, and only its questions are asked of it, as
its users would. --by kind keeps one index and prints the same tables: by what is
asked for, and by how many of the asked words stand in the right sentence.

--unit says what is right: the sentence, any sentence of the passage that holds
it, or any sentence of the section between "answer_start" and "answer_end".
The figures of quotes say how often one holds a right sentence, beside what always
taking the next sentence along would give.

--headings in puts the question back as the heading of that section, one in three
in other words. --part K/N asks only the questions held out: those where the first
32 bits of the SHA-256 of the project, or of the article's title in lower case,
leave K when divided by N.

Every quote is compared with the text of the set; one that does not stand there
byte for byte is counted, shown, and ends eval with status 1.

Without a SET, --questions asks your own index questions of your own, as ask would,
and says which were answered rightly. The file is a table (.csv), or has a question a
line with a tab and what you expect behind it:

  when does the bell ring?      nine | 9 o'clock
  how do I log in?              login.md
  who is the mayor of Kyiv?     -
  how loud is the bell?

Any of what stands between "|" is right: an answer that holds these words, in any
order, or that stands in the article of this title, path or URL. "-" expects silence;
where nothing is expected nothing is judged. A third column may name the article
besides. The first line may name the columns: id, question, expected, article. JSON
works, too: {"question","expected","article"}, or the questions.jsonl of a set, such as
"verbatim gaps --set" writes.

--report writes a page of HTML for people: what came of the questions, whether the
confidence can be trusted, what more answers would cost, how long they took, and the
worst of them with what to do. It needs nothing but a browser.`

const evalExample = `  verbatim eval sets/nq
  verbatim eval sets/nq --json --predictions nq.jsonl
  verbatim eval sets/minutes --articles meeting=minutes.txt
  verbatim eval sets/nq --no-reader --limit 100
  verbatim eval sets/faq --by project --part 0/5 --unit section --headings in
  verbatim eval nq-oracle.jsonl.gz tydi-en.jsonl.gz --part 0/10 --by kind
  verbatim eval --questions questions.csv --report report.html
  verbatim eval --questions questions.txt --json | jq '.outcomes[] | select(.verdict == "wrong")'`

// evalOptions are the flags of eval.
type evalOptions struct {
	sets                []string
	articles, questions string
	shape               evalShape
	predictions         string
	details             string
	report              string
	level               string
	reading             readingFlags
	concurrency         int
	noVectors           bool
}

func newEval(a *app) *cobra.Command {
	var o evalOptions
	cmd := &cobra.Command{
		Use:     "eval SET... | --questions FILE",
		Short:   "Measure the answers on questions with known answers",
		Long:    evalLong,
		Example: evalExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.sets = args
			o.shape.settle(cmd)
			if len(args) == 0 && o.questions != "" {
				if err := ownFlags(cmd); err != nil {
					return err
				}
				return a.runOwn(cmd.Context(), o)
			}
			return a.runEval(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	addJSON(cmd, a, "print the figures as a JSON object")
	f.StringVar(&o.predictions, "predictions", "", "write what was answered to this JSONL file")
	f.StringVar(&o.details, "details", "", "write what each stage said of the sentences to this JSONL file")
	f.StringVar(&o.articles, "articles", "", "other articles than DIR/articles.jsonl: a .jsonl, or ID=FILE for one plain text")
	f.StringVar(&o.questions, "questions", "", "other questions than DIR/questions.jsonl; without a SET, a file of your own questions for your index")
	f.StringVar(&o.report, "report", "", "write a page about the answers to this HTML file")
	f.StringVar(&o.level, "level", "", "the level that decides: cautious, balanced or eager (default $VERBATIM_LEVEL, or balanced)")
	o.shape.add(cmd)
	o.reading.add(cmd)
	f.StringVar(&o.reading.file, "reader", "", "a file with other weights than the embedded ones, such as those just trained")
	f.BoolVar(&o.noVectors, "no-vectors", false, "ask by words alone: make no vectors of meaning")
	f.IntVar(&o.concurrency, "concurrency", 1, "questions at a time; above 1, latencies are those of a busy machine")
	completeLevel(cmd)
	return cmd
}

func (a *app) runEval(ctx context.Context, o evalOptions) error {
	if err := o.check(); err != nil {
		return err
	}
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
	set, err := a.loadSet(ctx, o)
	if err != nil {
		return err
	}
	for _, path := range []string{o.predictions, o.details, o.report} {
		if err := checkWritable(path); err != nil {
			return err
		}
	}
	ask := a.askSet
	if o.shape.by == byProject {
		ask = a.askProjects
	}
	if o.noVectors {
		c.Vectors = "off"
	}
	encoder, err := c.encoder(options.Reader)
	if err != nil {
		return err
	}
	options.Meaning = encoder != nil
	run, err := ask(ctx, set, asking{c, options, encoder}, eval.Options{Level: level, Concurrency: o.concurrency, Details: o.details != ""})
	if err != nil {
		return err
	}
	if err := writeJSONL(o.predictions, run.Lines); err != nil {
		return fmt.Errorf("write predictions: %w", err)
	}
	if err := writeJSONL(o.details, run.Details); err != nil {
		return fmt.Errorf("write details: %w", err)
	}
	if err := a.writeReport(o.report, strings.Join(o.sets, ", "), len(set.Articles), level, run.Outcomes(set)); err != nil {
		return err
	}
	return a.printEval(run, set, o.shape.by != "")
}

// check looks for arguments that make no sense together.
func (o *evalOptions) check() error {
	if len(o.sets) == 0 {
		return usagef("verbatim eval takes the folder of a question set, or a file that holds one, or --questions with a file of your own questions for your index")
	}
	if len(o.sets) > 1 && (o.articles != "" || o.questions != "") {
		return usagef("--articles and --questions are for one set, not for %d", len(o.sets))
	}
	return o.shape.check()
}

// loadSet reads the question sets and gives them the shape that was asked for.
func (a *app) loadSet(ctx context.Context, o evalOptions) (set *eval.Set, err error) {
	if o.articles != "" || o.questions != "" {
		set, err = eval.LoadSet(ctx, o.sets[0], o.articles, o.questions)
	} else {
		set, err = eval.LoadSets(ctx, o.sets)
	}
	if err != nil {
		return nil, err
	}
	if err := o.shape.give(set); err != nil {
		return nil, err
	}
	if set.Left > 0 {
		a.notef("%d questions are left out: nobody labelled a right %s for them, or their labels are unsure", set.Left, o.shape.unit)
	}
	return set, nil
}

// checkWritable finds out before thousands of questions are asked that their answers
// could not be written.
func checkWritable(path string) error {
	if path == "" {
		return nil
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return f.Close()
}

// writeJSONL writes one value a line to a file; no path, no file.
func writeJSONL[T any](path string, values []T) error {
	if path == "" {
		return nil
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(eval.WriteJSONL(f, values), f.Close())
}

// printEval prints the figures, and those of groups of questions where tables are wanted;
// the error counts quotes that are not exact.
func (a *app) printEval(run *eval.Run, set *eval.Set, tables bool) error {
	report := run.Report(set)
	if tables {
		t := run.Tables(set)
		report.Tables = &t
	}
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
