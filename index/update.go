package index

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"verbatim/corpus"
)

// UpdateOptions says what a reindex reads and how.
type UpdateOptions struct {
	// Roots are files, folders and URLs to read; empty means those of the last
	// run, and the shipped articles when there was none.
	Roots []string
	// Web says how URLs are read; nil means as in the last run.
	Web *Web
	// KeepWeb leaves the pages that are known as they were, and asks for none of them.
	KeepWeb bool

	Force  bool // read and analyse everything again
	DryRun bool // report what would change, write nothing
	Strict bool // a skipped input is an error, and nothing is switched
	// Split makes the passages of an article whose passages are known beforehand, which
	// must be as [corpus.Split] promises them; nil means corpus.Split. Several
	// goroutines call it.
	Split  func(*corpus.Article) []corpus.Passage
	Logger *slog.Logger
	// Progress is called from one goroutine now and then; nil for none.
	Progress func(Progress)
}

// Progress tells how far a reindex has come.
type Progress struct {
	Stage     string // "list", "read", "write", "switch"
	Inputs    int    // inputs done
	Total     int    // inputs in all, 0 while unknown
	Pages     int    // pages of the web, read or found unchanged
	Articles  int
	Sentences int
	Bytes     int64 // text read
}

// A Report tells what a reindex did. The first four count articles.
type Report struct {
	Generation                         int // the one that answers now
	Added, Changed, Removed, Unchanged int
	Renamed                            int // inputs that moved, with their articles' ids kept
	Passages, Sentences                int // in the whole index
	Bytes                              int64
	Skipped                            []corpus.Skip
	Took                               time.Duration
	Switched                           bool // false when nothing changed, and on a dry run
	Roots                              []string
	Changes                            []Change // on a dry run: what would change, the first 1,000
}

// A Change is what a reindex would do with an article.
type Change struct {
	Kind string // "added", "changed", "removed"
	ID   string
}

// Update brings the index below dir up to date with its roots: it builds a new
// generation beside the live one and switches to it. When nothing changed, the
// generation stays. It returns a [*LockedError] when another process is at it.
// Killed or failing at any point, it leaves the live generation as it was.
func Update(ctx context.Context, dir string, o UpdateOptions) (Report, error) {
	began := time.Now()
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	l, err := takeLock(dir)
	if err != nil {
		return Report{}, err
	}
	u := &update{dir: dir, options: o}
	err = u.run(ctx)
	u.report.Took = time.Since(began)
	if err = errors.Join(err, l.release()); err != nil {
		return u.report, fmt.Errorf("reindex: %w", explain(err))
	}
	return u.report, nil
}

// An update is one run of [Update].
type update struct {
	dir     string
	options UpdateOptions
	number  int         // of the live generation, 0 when there is none
	old     *generation // the live generation, nil when there is none that can be read
	roots   []string
	web     Web
	plan    *plan
	fresh   bool // build from nothing
	writer  *generationWriter
	loose   map[int]bool // articles of the last run that have not been seen again
	current []int        // articles of the input at hand
	dups    []corpus.Skip
	pages   map[string]bool // of the input at hand, when it is a URL: keys of those that were taken
	paged   int             // articles of its pages so far
	crowded bool            // an article of the page at hand is another input's
	report  Report
	seen    progress
}

func (u *update) run(ctx context.Context) error {
	if err := u.openOld(); err != nil {
		return err
	}
	defer u.closeOld()
	if err := removeLeftovers(u.dir, u.number); err != nil {
		u.options.Logger.Warn("cannot remove what an interrupted reindex left", "error", err)
	}
	if err := u.prepare(ctx); err != nil {
		return err
	}
	if u.settled() {
		for _, t := range u.plan.tasks {
			u.passOver(t)
		}
		return errors.Join(u.keepGeneration(), u.strict())
	}
	if u.options.DryRun {
		return u.readAll(ctx)
	}
	return u.build(ctx)
}

// openOld opens the live generation, if there is one that this program can read.
func (u *update) openOld() error {
	number, err := current(u.dir)
	if errors.Is(err, ErrNoIndex) {
		return nil
	}
	if err == nil {
		u.number = number
		u.report.Generation = number
		u.old, err = openGeneration(u.dir, number)
	}
	if err != nil {
		m, _ := readMeta(generationDir(u.dir, number))
		u.roots, u.web = m.Roots, m.Web
		u.options.Logger.Warn("the index cannot be read and is built again", "error", err)
		return nil
	}
	u.roots, u.web = u.old.meta.Roots, u.old.meta.Web
	return nil
}

func (u *update) closeOld() {
	if u.old != nil {
		_ = u.old.release()
	}
}

// prepare settles what to read, and how.
func (u *update) prepare(ctx context.Context) (err error) {
	u.tell("list")
	if len(u.options.Roots) > 0 {
		if u.roots, err = absolute(u.options.Roots); err != nil {
			return err
		}
	}
	if len(u.roots) == 0 {
		u.roots = []string{corpus.Shipped}
	}
	u.report.Roots = u.roots
	if u.options.Web != nil {
		u.web = *u.options.Web
	}
	inputs, err := u.inputs()
	if err != nil {
		return err
	}
	u.plan, err = makePlan(ctx, u.roots, inputs, u.options)
	if err != nil {
		return err
	}
	u.report.Renamed = len(u.plan.former)
	u.report.Skipped = u.plan.skips
	u.fresh = u.old == nil || u.options.Force || u.worthFresh()
	u.seen.total = len(u.plan.tasks)
	u.loose, u.pages = map[int]bool{}, map[string]bool{}
	for i := range u.plan.tasks {
		t := &u.plan.tasks[i]
		if u.fresh || !t.keep {
			u.loosen(&t.record)
		}
	}
	for _, rec := range u.plan.gone {
		u.loosen(rec)
	}
	return nil
}

// inputs returns what the last run read.
func (u *update) inputs() (map[string]*inputRecord, error) {
	if u.old == nil {
		return nil, nil
	}
	inputs, err := u.old.catalogue.inputs()
	if err != nil && u.options.Force {
		return nil, nil // damaged, and wanted again anyway
	}
	return inputs, err
}

// absolute makes paths independent of the folder the program was started in, because
// the next run has to find them again.
func absolute(roots []string) ([]string, error) {
	out := make([]string, len(roots))
	for i, r := range roots {
		out[i] = r
		if _, err := os.Lstat(r); err != nil {
			continue // a URL, the shipped articles, or nothing: corpus.List says which
		}
		abs, err := filepath.Abs(r)
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", r, err)
		}
		out[i] = abs
	}
	return out, nil
}

// settled reports whether nothing can have changed.
func (u *update) settled() bool {
	return u.old != nil && !u.options.Force && !u.plan.touched && slices.Equal(u.roots, u.old.meta.Roots) && u.web == u.old.meta.Web
}

// keepGeneration reports an index that stays as it is.
func (u *update) keepGeneration() error {
	t := u.old.meta.Totals
	u.report.Unchanged = t.Articles
	u.report.Passages, u.report.Sentences, u.report.Bytes = t.Passages, t.Sentences, t.Bytes
	return nil
}

// switchTo makes a finished generation the one that answers.
func (u *update) switchTo(number int) error {
	u.tell("switch")
	syncDir(filepath.Join(u.dir, generations))
	if err := replaceFile(filepath.Join(u.dir, currentFile), []byte(strconv.Itoa(number)+"\n")); err != nil {
		return fmt.Errorf("switch to generation %d: %w", number, err)
	}
	u.report.Generation, u.report.Switched = number, true
	if err := removeLeftovers(u.dir, number); err != nil {
		u.options.Logger.Info("the old generation is still in use and is removed next time", "error", err)
	}
	return nil
}

// removeLeftovers removes all generations but one.
func removeLeftovers(dir string, keep int) error {
	entries, err := os.ReadDir(filepath.Join(dir, generations))
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range entries {
		if keep > 0 && e.Name() == filepath.Base(generationDir(dir, keep)) {
			continue
		}
		errs = append(errs, os.RemoveAll(filepath.Join(dir, generations, e.Name())))
	}
	if err := os.Remove(filepath.Join(dir, currentFile+".new")); !errors.Is(err, os.ErrNotExist) {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
