package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"verbatim/corpus"
	"verbatim/index/update"
)

const reindexLong = `Reindex reads files, folders and URLs into a new index beside the live one and
switches to it; what runs goes on answering. Only what changed is read again. An index
that is damaged, or that an older version wrote, is built anew.

Without an argument it reads what VERBATIM_CORPUS names, else what the last
reindex read, else the article that verbatim ships with. With arguments it reads
these, and drops what it read before, as it tells first: verbatim add reads something
besides. verbatim roots lists what is read.

What cannot be read is skipped, with its reason, and the rest goes on. So are drafts
(draft: true, _drafts/) and pieces of other pages (_name.mdx, _includes/), and symbolic
links that lead out of their folder, because whoever may write to it could have any file
of this machine read; --follow-links reads them, and is remembered with the folders. What
lies in /proc, /sys and /dev is never read.

The date of a text is the one it names itself (front matter, HTML, feed), or that of
its name (2024-03-05-title.md, 2024/03/05/title.html), or, in a clone of git that is
not shallow, that of the file's last change.

A repository of git is named by its address: https://…/NAME.git, git@HOST:OWNER/NAME,
ssh://…, or git+https://… for one that does not end in .git; #BRANCH, #:FOLDER or
#BRANCH:FOLDER reads a part. The git program clones it, its newest commit alone, into
the data folder, and asks for news each time; nothing in it is run, and nobody is asked
for a password. Where its host does not answer, the clone goes on answering.

A URL is a page, a feed or a sitemap. --depth also reads the pages of its site that
it links to, so many links deep, and those of the feeds it names. Pages are asked for
politely and only when they changed, as robots.txt and they themselves (noindex)
permit; one that is gone leaves the index, one that cannot be reached stays as it was. --depth and --allow-private are remembered with the
URLs they were given for.

The index answers as soon as it is switched to. Then each passage gets a vector of its
meaning, by which questions find it in other words; one that says what it said keeps
its own. Interrupted, the next reindex or serve goes on with them.

A file is linked to where people read it: on the site that MkDocs, Docusaurus, Jekyll,
Hugo, mdBook, Astro, Sphinx, VitePress or Antora makes of the folder, as its configuration says,
else in its repository. --base-url says it where they do not: the address at which the
folder PATH is published. It is remembered with PATH; sources shows it.

With --watch it goes on, reads files again when they change, and looks at
everything, URLs included, --every so often.`

const reindexExample = `  verbatim reindex ~/notes articles.jsonl
  verbatim reindex
  verbatim reindex https://git.example.org/owner/name.git#:docs
  verbatim reindex --dry-run
  verbatim reindex https://docs.example.org/ --depth 3
  verbatim reindex docs --base-url https://docs.example.org/
  verbatim reindex ~/notes --watch`

// reindexOptions are the flags of reindex.
type reindexOptions struct {
	roots                 []string
	given                 []string // on the command line
	add, remove           []string // instead of roots
	verbose               bool
	force, dryRun, strict bool
	noVectors             bool
	noGitDates            bool
	watch                 bool
	every                 time.Duration
	depth                 int
	allowPrivate          bool
	followLinks           bool
	large                 bool
	bases                 []string    // PATH=URL, or URL alone
	web                   *update.Web // nil: as in the last run
	follow                *bool       // nil: as in the last run
	keepWeb               bool
}

func newReindex(a *app) *cobra.Command {
	var o reindexOptions
	cmd := &cobra.Command{
		Use:     "reindex [PATH|URL|GIT-URL …]",
		Short:   "Read the corpus into a new index and switch to it",
		Long:    reindexLong,
		Example: reindexExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.roots, o.given = args, args
			if err := o.check(); err != nil {
				return err
			}
			changed := cmd.Flags().Changed
			if len(args) > 0 || changed("depth") || changed("allow-private") {
				o.web = &update.Web{Depth: o.depth, AllowPrivate: o.allowPrivate}
			}
			if len(args) > 0 || changed("follow-links") {
				o.follow = &o.followLinks
			}
			return a.runReindex(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	addJSON(cmd, a, "print the report as a JSON object")
	o.addShared(cmd)
	f.BoolVar(&o.force, "force", false, "read everything again, changed or not")
	f.StringArrayVar(&o.bases, "base-url", nil, "address at which PATH is published; PATH=URL for one of several, PATH= to forget it")
	f.BoolVar(&o.large, "large-archives", false, "read zip and tar archives of more than 256 MB of text to their end")
	f.BoolVar(&o.noGitDates, "no-git-dates", false, "give no file the date of its last change in git (default $VERBATIM_GIT_DATES)")
	f.BoolVar(&o.watch, "watch", false, "go on: reindex when files change, until interrupted")
	f.DurationVar(&o.every, "every", watchEvery, "with --watch, how often everything is looked at, URLs included")
	return cmd
}

// addShared adds the flags that all have that read something.
func (o *reindexOptions) addShared(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&o.dryRun, "dry-run", false, "say what would change and write nothing")
	f.BoolVar(&o.strict, "strict", false, "a skipped file is an error, and the index stays as it was")
	f.IntVar(&o.depth, "depth", 0, "links that are followed from a page, on its site")
	f.BoolVar(&o.allowPrivate, "allow-private", false, "also read URLs at private and loopback addresses")
	f.BoolVar(&o.followLinks, "follow-links", false, "also read what symbolic links lead to outside of their folder, for folders that only you write to")
	f.BoolVar(&o.verbose, "verbose", false, "list everything that is skipped, not only a line for each kind")
	f.BoolVar(&o.noVectors, "no-vectors", false, "make no vectors of meaning: leave them to serve or a later reindex")
}

func (o reindexOptions) check() error {
	switch {
	case o.watch && o.dryRun:
		return usagef("reindex --watch writes; it cannot be a --dry-run")
	case o.depth < 0:
		return usagef("--depth %d: it cannot be negative", o.depth)
	case o.every < time.Second:
		return usagef("--every %s: a second at least", o.every)
	}
	return nil
}

// memoryAim is what the garbage collector tries to stay within, in bytes, because a corpus
// of a million files has long lists. GOMEMLIMIT wins over it.
const memoryAim = 700 << 20

func (a *app) runReindex(ctx context.Context, o reindexOptions) error {
	if a.env["GOMEMLIMIT"] == "" {
		debug.SetMemoryLimit(memoryAim)
	}
	c, err := a.config()
	if err != nil {
		return err
	}
	a.notePages(o.given)
	if len(o.roots) == 0 {
		o.roots = c.Corpus
	}
	if o.web == nil {
		o.web = c.web()
	}
	if o.follow == nil {
		o.follow = c.follow()
	}
	o.large = o.large || c.LargeArchives
	roots, err := a.reindexOnce(ctx, c, o)
	if err != nil || !o.watch {
		return err
	}
	if slices.Equal(roots, []string{corpus.Shipped}) {
		return usagef("reindex --watch needs to be told what to watch: a PATH or URL, or VERBATIM_CORPUS")
	}
	a.notef("Watching for changes; press Ctrl-C to end.")
	o.force = false
	w := watcher{every: o.every, reindex: func(ctx context.Context, keepWeb bool) ([]string, error) {
		o.keepWeb = keepWeb
		return a.reindexOnce(ctx, c, o)
	}, note: func(format string, args ...any) { fmt.Fprintf(a.stderr, "verbatim: "+format+"\n", args...) }}
	return w.run(ctx, roots)
}

// reindexOnce brings the index up to date, prints what changed, and returns the roots.
func (a *app) reindexOnce(ctx context.Context, c config, o reindexOptions) ([]string, error) {
	bases, err := basesOf(o.bases)
	if err != nil {
		return nil, err
	}
	m := a.meter()
	report, err := c.updateLibrary(ctx, update.Options{
		Roots: o.roots, Add: o.add, Remove: o.remove, Bases: bases, Web: o.web, Follow: o.follow, NoHistory: o.noGitDates || !c.GitDates, Large: o.large,
		KeepWeb: o.keepWeb, Force: o.force, DryRun: o.dryRun, Strict: o.strict,
		Progress: m.update,
		Dropping: func(gone []update.Dropped) { m.end(); a.noteDropped(gone, o) },
	}, nil)
	m.end()
	a.noteAnew(report)
	a.noteSkips(report, o.verbose)
	if errors.Is(err, update.ErrBase) || errors.Is(err, update.ErrRoot) {
		err = usageError{err}
	}
	if err != nil {
		return report.Roots, err
	}
	if a.json {
		err = a.printJSON(newReindexResult(report, o))
	} else {
		err = a.printReport(report, o)
	}
	if err == nil && !o.dryRun && !o.noVectors {
		err = a.vectorsAfter(ctx, c)
	}
	return report.Roots, err
}

// vectorsAfter makes the vectors that a finished index lacks. Where that fails the reindex
// has not: words answer, and the rest can be made later.
func (a *app) vectorsAfter(ctx context.Context, c config) error {
	encoder, err := c.shippedEncoder()
	if err == nil {
		err = a.fillVectors(ctx, c, encoder)
	}
	if err != nil && ctx.Err() == nil {
		fmt.Fprintf(a.stderr, "verbatim: the index answers, but not all vectors of meaning are made: %v\n", err)
	}
	return ctx.Err()
}

// noteAnew tells why everything was read though nobody asked for it.
func (a *app) noteAnew(r update.Report) {
	switch {
	case r.Anew == nil:
	case r.Switched:
		a.notef("%s", line(fmt.Sprintf("The index was built anew: %v", r.Anew)))
	default:
		a.notef("%s", line(fmt.Sprintf("The index has to be built anew: %v", r.Anew)))
	}
}

// noteSkips tells what was passed over, and why, and what else is to be known.
func (a *app) noteSkips(r update.Report, all bool) {
	for _, n := range slices.Concat(r.Notes, r.Known, skipLines(r.Skipped, all)) {
		a.notef("%s", line(n))
	}
}

// noteDropped tells what will not be read any more, before that is so.
func (a *app) noteDropped(gone []update.Dropped, o reindexOptions) {
	if len(o.remove) > 0 {
		return // which the user has just said
	}
	why := "Reindex reads what it is given in place of what it read before"
	if len(o.given) == 0 {
		why = "VERBATIM_CORPUS does not name all that was read before"
	}
	a.notef("%s, and drops:", why)
	for _, d := range gone {
		a.notef("  %s (%s)", line(d.Root), count(d.Articles, "article"))
	}
	switch {
	case o.dryRun:
	case len(o.given) == 0:
		a.notef("Ctrl-C keeps them; so does naming them in VERBATIM_CORPUS.")
	default:
		a.notef("Ctrl-C keeps them. To read something besides: verbatim add PATH|URL …")
	}
}

// count writes a number of things.
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
