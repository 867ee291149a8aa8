package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"verbatim/index"
)

const askLong = `Ask prints the passage of the corpus that answers the question, with its title, its
source and how sure it is: one unbroken stretch of the text, usually a sentence. What
only leads to a list, a command or a table comes with it; what has to be seen to
understand the quote, such as the header of a table, stands dimmed above it. The part
that is the answer proper is bold on a terminal.

Lines of code and rows of tables are quoted where the question asks for a command, a
path, a port, a default, a number or the like, and with --code always.

When the corpus does not answer the question, it says so on standard error, shows
the closest sentences there, prints nothing on standard output and ends with
status 3.

Without a question, on a terminal, it opens the index once and asks for one after the
other. A question may lean on the answer before it ("and on Windows?"), :help lists
what else there is (:top 3, :explain, :source …), and Ctrl-D ends. What is typed is kept
in the file "history" of the data folder, which only its user can read.`

const askExample = `  verbatim ask "who heads Moscow's delegation?"
  verbatim ask who heads the delegation --top 3
  verbatim ask
  verbatim ask "when do the talks start" --json | jq -r '.predictions[0].quote'
  verbatim ask "which port does the server use" --code
  verbatim ask --batch < questions.jsonl > predictions.jsonl`

// askOptions are the flags of ask.
type askOptions struct {
	query   index.Query
	level   string
	batch   bool
	reading readingFlags
	console *console // where there is a terminal and no question: they are asked for there
}

func newAsk(a *app) *cobra.Command {
	var o askOptions
	cmd := &cobra.Command{
		Use:     `ask "QUESTION"`,
		Short:   "Answer a question with a passage of the corpus",
		Long:    askLong,
		Example: askExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.query.Text = strings.Join(args, " ")
			if len(args) == 0 && !o.batch && !a.json {
				o.console = a.console()
			}
			if err := o.check(len(args)); err != nil {
				return err
			}
			return a.runAsk(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	addJSON(cmd, a, "print a JSON object")
	f.IntVar(&o.query.Top, "top", 1, "how many answers to print at most, best first, each from another section")
	f.StringVar(&o.level, "level", "", "how sure the answer must be: cautious, balanced or eager (default $VERBATIM_LEVEL, or balanced)")
	f.StringVar(&o.query.Article, "article", "", "answer from the article with this id only")
	f.BoolVar(&o.query.Code, "code", false, "quote lines of code and rows of tables whatever is asked")
	f.BoolVar(&o.query.Explain, "explain", false, "show candidates, scores and the decision")
	o.reading.add(cmd)
	f.BoolVar(&o.batch, "batch", false, `read JSONL {"id","question"} from standard input and write predictions`)
	completeLevel(cmd)
	return cmd
}

// completeLevel completes --level in the shell.
func completeLevel(cmd *cobra.Command) {
	_ = cmd.RegisterFlagCompletionFunc("level", cobra.FixedCompletions(levels(), cobra.ShellCompDirectiveNoFileComp))
}

// check looks for what makes no sense, given the number of arguments.
func (o *askOptions) check(args int) error {
	switch {
	case o.batch && args > 0:
		return usagef("ask --batch reads its questions from standard input and takes no argument")
	case o.batch && o.query.Explain:
		return usagef("ask explains one question, not a --batch")
	case o.query.Top < 1:
		return usagef("--top %d: at least one answer must be asked for", o.query.Top)
	case o.batch || o.console != nil:
	case args == 0:
		return usagef(`ask needs a question, such as: verbatim ask "who heads Moscow's delegation?"`)
	case strings.TrimSpace(o.query.Text) == "":
		return usagef("the question is empty")
	}
	return nil
}

func (a *app) runAsk(ctx context.Context, o askOptions) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	if o.query.Level, err = levelOr(o.level, c.Level); err != nil {
		return err
	}
	options, err := o.reading.options()
	if err != nil {
		return err
	}
	x, err := a.openIndex(ctx, c, options)
	if err != nil {
		return err
	}
	defer x.Close()
	if err := checkArticle(x, o.query.Article); err != nil {
		return err
	}
	switch {
	case o.batch:
		return a.runBatch(ctx, x, o.query)
	case o.console != nil:
		return a.runPrompt(ctx, o.console, x, o.query, c.Data)
	}
	o.query.Sections = true
	answer, err := x.Answer(ctx, o.query)
	if err != nil {
		return fmt.Errorf("answer the question: %w", err)
	}
	return a.printAnswer(answer, o.query)
}

// levelOr returns the level that a flag names, or the configured one.
func levelOr(flag string, configured index.Level) (index.Level, error) {
	if flag == "" {
		return configured, nil
	}
	if !slices.Contains(levels(), flag) {
		return "", usagef("--level is %q and must be %s", flag, strings.Join(levels(), " or "))
	}
	return index.Level(flag), nil
}

// checkArticle tells an id that no article has from a question without an answer.
func checkArticle(x *library, id string) error {
	if id == "" {
		return nil
	}
	_, ok, err := x.Article(id)
	if err == nil && !ok {
		err = fmt.Errorf("there is no article with id %q: verbatim sources lists them", id)
	}
	return err
}

// printAnswer prints what came of one question and turns an abstention into its
// exit status.
func (a *app) printAnswer(answer index.Answer, q index.Query) error {
	var err error
	if a.json {
		err = a.printJSON(newAskResult(answer))
	} else {
		err = a.printAnswerText(answer, q.Level)
	}
	if err == nil && answer.Abstained {
		err = errAbstained
	}
	return err
}
