package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"verbatim/corpus"
	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/update"
)

const rootsLong = `Roots lists the files, folders, URLs and repositories that the index is made of: how many
articles each gave, when it was last looked at, and what came of that.`

func newRoots(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "roots",
		Short:   "List what is read",
		Long:    rootsLong,
		Example: "  verbatim roots\n  verbatim roots --json | jq -r '.[].root'",
		Args:    exactly(0, "no arguments"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runRoots(cmd.Context()) },
	}
	addJSON(cmd, a, "print a JSON array")
	return cmd
}

func (a *app) runRoots(ctx context.Context) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	l, err := c.openLibrary(index.Options{}, nil)
	if errors.Is(err, index.ErrNoIndex) && !errors.Is(err, engine.ErrUnfinished) {
		return a.noRoots(c)
	}
	if err != nil {
		return err
	}
	defer l.Close()
	roots, from, err := l.roots(ctx, c.Data)
	if err != nil {
		return fmt.Errorf("list roots: %w", err)
	}
	if a.json {
		err = a.printJSON(roots)
	} else {
		err = a.printRoots(roots)
		a.noteRoots(c, from)
	}
	return err
}

// noRoots tells what there is to read before there is an index.
func (a *app) noRoots(c config) error {
	if a.json {
		return a.printJSON([]rootRead{})
	}
	if len(c.Corpus) > 0 {
		a.notef("No index yet: verbatim reindex makes one of %s, as VERBATIM_CORPUS says.", strings.Join(c.Corpus, ", "))
		return nil
	}
	a.notef("No roots yet: questions are answered from the article that verbatim ships with. Add yours with: verbatim add PATH|URL …")
	return nil
}

// roots returns what the index is made of, with what came of the last look.
func (l *library) roots(ctx context.Context, dir string) ([]rootRead, engine.Origin, error) {
	held, err := l.engine.Hold(ctx)
	if err != nil {
		return nil, engine.Origin{}, err
	}
	defer func() { _ = held.Release() }()
	read, err := update.Roots(ctx, held, clonesOf(dir))
	if err != nil {
		return nil, engine.Origin{}, err
	}
	last := readLook(dir).Roots
	roots := make([]rootRead, len(read))
	for i, r := range read {
		known, ok := last[r.Root]
		if !ok {
			known = newRootRead(r)
		}
		known.Articles = r.Articles
		roots[i] = known
	}
	return roots, held.Generation().Origin, nil
}

func (a *app) printRoots(roots []rootRead) error {
	var out bytes.Buffer
	style := a.style()
	t := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "ROOT\tARTICLES\tLOOKED AT\tLAST RESULT")
	for _, r := range roots {
		fmt.Fprintf(t, "%s\t%d\t%s\t%s\n", oneLine(style, r.Root), r.Articles, r.age(time.Now()), oneLine(style, r.result()))
	}
	t.Flush()
	_, err := out.WriteTo(a.stdout)
	return err
}

// age tells when a root was looked at.
func (r rootRead) age(now time.Time) string {
	if r.At == nil {
		return "unknown"
	}
	return ago(now.Sub(*r.At))
}

// ago writes how long something is past, in the unit that people would take.
func ago(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return count(int(d/time.Minute), "minute") + " ago"
	case d < day:
		return count(int(d/time.Hour), "hour") + " ago"
	}
	return count(int(d/day), "day") + " ago"
}

// result tells what came of the last look.
func (r rootRead) result() string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{r.Added, "added"}, {r.Changed, "changed"}, {r.Removed, "removed"}, {r.Skipped, "skipped"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	result := "nothing new"
	if len(parts) > 0 {
		result = strings.Join(parts, ", ")
	}
	switch {
	case r.Stale != "" && r.Fetched != nil:
		return fmt.Sprintf("not brought up to date, its clone of %s answers: %s", ago(time.Since(*r.Fetched)), r.Stale)
	case r.Nothing != "" && r.Articles == 0:
		return "nothing read: " + r.Nothing
	case r.At == nil:
		return strings.TrimPrefix(result, "nothing new")
	}
	return result
}

// noteRoots tells what else is to be known of them.
func (a *app) noteRoots(c config, from engine.Origin) {
	if l := readLook(c.Data); l.Error != "" {
		a.notef("The last reindex, %s, failed: %s", ago(time.Since(l.At)), line(l.Error))
	}
	if len(from.Roots) == 1 && from.Roots[0] == corpus.Shipped {
		a.notef("This is the article that verbatim ships with. Add yours with: verbatim add PATH|URL …")
	}
	a.notePublished(from.Bases)
	a.noteDiffers(c, from)
}

// noteDiffers tells where the index was made of something else than is configured.
func (a *app) noteDiffers(c config, from engine.Origin) {
	if d := differs(c, from); d != "" {
		a.notef("%s", line(d))
	}
}

// differs says how what is configured differs from what an index was made of, "" where it does not.
func differs(c config, from engine.Origin) string {
	if len(c.Corpus) == 0 {
		return ""
	}
	unread, dropped := update.Differ(c.Corpus, from.Roots)
	var parts []string
	if len(unread) > 0 {
		parts = append(parts, "it names "+strings.Join(unread, ", ")+", which the index was not made of")
	}
	if len(dropped) > 0 {
		parts = append(parts, "it does not name "+strings.Join(dropped, ", ")+", which is in the index")
	}
	if len(parts) == 0 {
		return ""
	}
	return "VERBATIM_CORPUS differs from the index: " + strings.Join(parts, "; ") + ". verbatim reindex follows it."
}
