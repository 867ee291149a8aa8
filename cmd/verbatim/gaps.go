package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"verbatim/bot/store"
)

const gapsLong = `Gaps lists the questions that people asked the bot and the corpus did not answer,
most asked first: what to write next.

It reads the bot's records, which only one process can have open. While the bot
runs, moderators see the same with /gaps in Discord.`

func newGaps(a *app) *cobra.Command {
	var server string
	cmd := &cobra.Command{
		Use:     "gaps",
		Short:   "List the questions that the corpus did not answer",
		Long:    gapsLong,
		Example: "  verbatim gaps\n  verbatim gaps --json | jq -r '.[].question'",
		Args:    exactly(0, "no arguments"),
		RunE:    func(*cobra.Command, []string) error { return a.runGaps(server) },
	}
	addJSON(cmd, a, "print a JSON array")
	cmd.Flags().StringVar(&server, "server", "", "only those asked in the Discord server with this id")
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

func (a *app) runGaps(server string) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	gaps, err := readGaps(c.Data)
	if err != nil {
		return err
	}
	if server != "" {
		gaps = slices.DeleteFunc(gaps, func(g gap) bool { return g.Server != server })
	}
	slices.SortStableFunc(gaps, func(x, y gap) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), y.Last.Compare(x.Last))
	})
	if a.json {
		return a.printJSON(gaps)
	}
	return a.printGaps(gaps)
}

// readGaps collects the gaps of every process of the bot that keeps records in dir.
func readGaps(dir string) ([]gap, error) {
	files, err := filepath.Glob(filepath.Join(dir, "bot*.db"))
	if err != nil {
		return nil, err
	}
	gaps := []gap{}
	for _, file := range files {
		s, err := store.Open(dir, filepath.Base(file))
		if err != nil {
			return nil, fmt.Errorf("%w (while the bot runs, use /gaps in Discord)", err)
		}
		var records bytes.Buffer
		if err := errors.Join(s.Export(&records), s.Close()); err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		more, err := decodeGaps(&records)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		gaps = append(gaps, more...)
	}
	return gaps, nil
}

// decodeGaps picks the gaps out of an export.
func decodeGaps(r io.Reader) ([]gap, error) {
	var gaps []gap
	for dec := json.NewDecoder(r); ; {
		var line struct {
			Kind   string          `json:"kind"`
			Record json.RawMessage `json:"record"`
		}
		err := dec.Decode(&line)
		if errors.Is(err, io.EOF) {
			return gaps, nil
		}
		if err != nil {
			return nil, err
		}
		if line.Kind != "gap" {
			continue
		}
		var g gap
		if err := json.Unmarshal(line.Record, &g); err != nil {
			return nil, err
		}
		gaps = append(gaps, g)
	}
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
