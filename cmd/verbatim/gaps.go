package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"verbatim/bot/store"
	"verbatim/control"
)

const gapsLong = `Gaps lists the questions that people asked the bot and the corpus did not answer,
most asked first: what to write next. Moderators see the same with /gaps in Discord.

With --export it prints everything that the bot keeps instead, as JSON lines with
"kind" (settings, answer, vote, gap, lesson, post, hidden, alias or tally), "server" and
"record", as of one moment. Of a bot that runs it asks for them.

With --set it writes a folder that verbatim eval reads: the articles of the index and of
what was taught; as questions with known answers those whose answers were voted for
or solved it, and those that were taught; and the unanswered ones, to which silence is
right. Answers that more people voted against, and whose source has changed since, are
left out.`

// gapsOptions are the flags of gaps.
type gapsOptions struct {
	server string
	export bool
	set    string
}

func newGaps(a *app) *cobra.Command {
	var o gapsOptions
	cmd := &cobra.Command{
		Use:     "gaps",
		Short:   "List the questions that the corpus did not answer",
		Long:    gapsLong,
		Example: "  verbatim gaps\n  verbatim gaps --json | jq -r '.[].question'\n  verbatim gaps --export >records.jsonl\n  verbatim gaps --set sets/ours && verbatim eval sets/ours",
		Args:    exactly(0, "no arguments"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runGaps(cmd.Context(), o) },
	}
	addJSON(cmd, a, "print a JSON array")
	cmd.Flags().StringVar(&o.server, "server", "", "only those asked in the Discord server with this id")
	cmd.Flags().BoolVar(&o.export, "export", false, "print all records of the bot as JSON lines")
	cmd.Flags().StringVar(&o.set, "set", "", "write the questions, with what is known of their answers, to this new folder as a set for verbatim eval")
	return cmd
}

// A gap is one unanswered question as gaps --json prints it.
type gap struct {
	Question string    `json:"question"`
	Count    int       `json:"count"`
	Reason   string    `json:"reason"`
	Server   string    `json:"server"` // id, "" for direct messages
	First    time.Time `json:"first"`
	Last     time.Time `json:"last"`
}

func (a *app) runGaps(ctx context.Context, o gapsOptions) error {
	if o.export && (o.server != "" || a.json) {
		return usagef("gaps --export prints everything, as JSON lines: it goes with neither --server nor --json")
	}
	if o.set != "" && (o.export || a.json) {
		return usagef("gaps --set writes a folder: it goes with neither --export nor --json")
	}
	c, err := a.config()
	if err != nil {
		return err
	}
	if o.set != "" {
		return a.writeGapSet(ctx, c, o)
	}
	if o.export {
		return a.exportRecords(ctx, c.Data)
	}
	if err := publishGaps(ctx, c.Data); err != nil {
		a.notef("The list may be a few seconds old: %v", err)
	}
	found, err := store.ReadGaps(c.Data)
	if err != nil {
		return err
	}
	gaps := []gap{}
	for _, g := range found {
		if o.server == "" || g.Server == o.server {
			gaps = append(gaps, gap{g.Question, g.Count, g.Reason, g.Server, g.First, g.Last})
		}
	}
	if a.json {
		return a.printJSON(gaps)
	}
	return a.printGaps(gaps)
}

// exportRecords prints the records of every process of the bot that keeps them in dir.
func (a *app) exportRecords(ctx context.Context, dir string) error {
	return eachStore(ctx, dir, func(s *store.Store) error { return s.Export(a.stdout) })
}

// eachStore opens a copy of the store of every process of the bot that keeps it in dir.
func eachStore(ctx context.Context, dir string, do func(*store.Store) error) error {
	names, err := store.Names(dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		err := withCopy(ctx, dir, name, func(folder string) error {
			s, err := store.Open(folder, name)
			if err != nil {
				return err
			}
			return errors.Join(do(s), s.Close())
		})
		if err != nil {
			return fmt.Errorf("read %s: %w", filepath.Join(dir, name), err)
		}
	}
	return nil
}

// publishGaps has each serve that runs on dir bring its list of gaps up to date.
func publishGaps(ctx context.Context, dir string) error {
	names, err := store.Names(dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		running, err := control.Dial(ctx, control.Path(dir, name))
		if err == nil {
			err = running.Publish(ctx)
		}
		if err != nil && !errors.Is(err, control.ErrNobody) {
			return err
		}
	}
	return nil
}

func (a *app) printGaps(gaps []gap) error {
	if len(gaps) == 0 {
		a.notef("No unanswered questions are on record.")
		return nil
	}
	var out bytes.Buffer
	s := a.style()
	t := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "ASKED\tLAST\tWHY\tQUESTION")
	for _, g := range gaps {
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\n", g.Count, g.Last.Local().Format(time.DateOnly), g.Reason, oneLine(s, clip(g.Question, 120)))
	}
	t.Flush()
	_, err := out.WriteTo(a.stdout)
	return err
}
