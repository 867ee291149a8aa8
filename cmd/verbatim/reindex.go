package main

import (
	"context"

	"github.com/spf13/cobra"

	"verbatim/index"
)

const reindexLong = `Reindex reads files, folders and URLs into a new index beside the live one and
switches to it; what runs goes on answering. Only what changed is read again.

Without an argument it reads what VERBATIM_CORPUS names, else what the last
reindex read, else the article that verbatim ships with.

What cannot be read is skipped, with its reason, and the rest goes on.`

const reindexExample = `  verbatim reindex ~/notes articles.jsonl
  verbatim reindex
  verbatim reindex --dry-run
  verbatim reindex ~/notes --watch`

// reindexOptions are the flags of reindex.
type reindexOptions struct {
	roots                 []string
	force, dryRun, strict bool
	watch                 bool
}

func newReindex(a *app) *cobra.Command {
	var o reindexOptions
	cmd := &cobra.Command{
		Use:     "reindex [PATH|URL …]",
		Short:   "Read the corpus into a new index and switch to it",
		Long:    reindexLong,
		Example: reindexExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.roots = args
			if o.watch && o.dryRun {
				return usagef("reindex --watch writes; it cannot be a --dry-run")
			}
			return a.runReindex(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	addJSON(cmd, a, "print the report as a JSON object")
	f.BoolVar(&o.dryRun, "dry-run", false, "say what would change and write nothing")
	f.BoolVar(&o.force, "force", false, "read everything again, changed or not")
	f.BoolVar(&o.strict, "strict", false, "a skipped file is an error, and the index stays as it was")
	f.BoolVar(&o.watch, "watch", false, "go on: reindex when files change, until interrupted")
	return cmd
}

func (a *app) runReindex(ctx context.Context, o reindexOptions) error {
	c, err := a.config()
	if err != nil {
		return err
	}
	if len(o.roots) == 0 {
		o.roots = c.Corpus
	}
	if o.watch && len(o.roots) == 0 {
		return usagef("reindex --watch needs to be told what to watch: a PATH, or VERBATIM_CORPUS")
	}
	if err := a.reindexOnce(ctx, c, o); err != nil || !o.watch {
		return err
	}
	return a.watch(ctx, c, o)
}

// reindexOnce brings the index up to date and prints what changed.
func (a *app) reindexOnce(ctx context.Context, c config, o reindexOptions) error {
	m := a.meter()
	report, err := index.Update(ctx, c.Data, index.UpdateOptions{
		Roots: o.roots, Force: o.force, DryRun: o.dryRun, Strict: o.strict,
		Progress: m.update,
	})
	m.end()
	a.noteSkips(report)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(newReindexResult(report, o))
	}
	return a.printReport(report, o)
}

// noteSkips tells what was passed over, and why.
func (a *app) noteSkips(r index.Report) {
	for _, s := range r.Skipped {
		place := s.Input
		if s.Place != "" {
			place += ", " + s.Place
		}
		a.notef("skipped %s: %s: %v", place, s.Reason, s.Err)
	}
}
