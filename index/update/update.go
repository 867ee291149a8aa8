package update

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/clone"
	"verbatim/corpus/sandbox"
	"verbatim/index/engine"
)

var (
	// ErrEmpty means that a reindex found no article, and kept the old generation.
	ErrEmpty = errors.New("no articles found")
	// ErrSkipped means that a strict reindex had to pass something over, and kept the
	// old generation.
	ErrSkipped = errors.New("skipped inputs")
	// ErrBase means that an address was given for a root that is not known.
	ErrBase = errors.New("base URL")
	// ErrRoot means that roots cannot be added or removed as was asked for.
	ErrRoot = errors.New("what is read stays as it is")
)

// Web says how the URLs among the roots are read. It is remembered with them.
type Web = engine.Web

// Options says what a reindex reads and how.
type Options struct {
	// Roots are files, folders and URLs to read; empty means those of the last run, and the
	// shipped articles when there never was one.
	Roots []string
	// Add names roots to read besides those of the last run, and Remove some of those to read no
	// more: by name, by path, or by a part of either that fits one alone. With Add, Web says how
	// the new ones are read. Others are left as they are where they are on the web or are repositories.
	Add, Remove []string
	// Dropping is called before anything is written where roots of the last run are not read any
	// more; nil for nothing.
	Dropping func([]Dropped)
	// Clones is where repositories are cloned to; nil refuses them.
	Clones *clone.Clones
	// Bases are addresses at which roots are published, by root; "" stands for the only root,
	// and an empty address takes a root's away. Others stay as in the last run.
	Bases map[string]string
	// Web says how URLs are read; nil means as in the last run.
	Web *Web
	// Follow says whether symbolic links out of the folders are followed, as [intake.Follow]
	// does; nil means as in the last run.
	Follow *bool
	// KeepWeb leaves the pages and clones that are known as they were, and asks for none of them.
	KeepWeb bool

	// NoHistory leaves the clones that files lie in alone, which tell when files were changed.
	NoHistory bool

	Force  bool // read and analyse everything again
	DryRun bool // report what would change, write nothing
	Large  bool // archives may hold any amount of text
	Strict bool // a skipped input is an error, and nothing is switched
	// Split makes the passages of an article whose passages are known beforehand, which
	// must be as [corpus.Split] promises them; nil means corpus.Split. Several
	// goroutines call it.
	Split func(*corpus.Article) []corpus.Passage
	// Box has files and pages parsed by other processes; nil parses them in this one, which a
	// hostile one can end.
	Box *sandbox.Box
	// Progress is called from one goroutine now and then; nil for none.
	Progress func(Progress)
}

// splitter returns what makes passages of articles.
func (o *Options) splitter() func(*corpus.Article) []corpus.Passage {
	if o.Split == nil {
		return corpus.Split
	}
	return o.Split
}

// Run brings a store up to date with its roots: it builds a new generation beside the
// live one and switches to it. When nothing changed, the generation stays, unless an older version
// of this program wrote it: then everything is read again. So it is where the live generation is
// damaged. It returns an [*engine.LockedError] when another process is at it, and an
// [engine.ErrLost] when it is to read what the last run read and nobody knows that any more. Killed or failing at any point, it
// leaves the live generation as it was.
func Run(ctx context.Context, store engine.Store, o Options) (Report, error) {
	began := time.Now()
	keeper, err := store.Lock(ctx)
	if err != nil {
		return Report{}, err
	}
	r := &run{keeper: keeper, old: keeper.Live(), options: o, meter: meter{progress: o.Progress}}
	r.report.Generation, r.report.Anew = keeper.Last().Version, anew(keeper.Last())
	err = r.do(ctx)
	r.report.Took = time.Since(began)
	if err = errors.Join(err, keeper.Release()); err != nil {
		return r.report, fmt.Errorf("reindex: %w", err)
	}
	return r.report, nil
}

// A run is one call of [Run].
type run struct {
	keeper  engine.Keeper
	old     engine.Snapshot // the live generation, nil when there is none that can be read
	options Options
	meter   meter
	report  Report
}

func (r *run) do(ctx context.Context) error {
	r.meter.tell("list")
	from, err := origin(r.keeper.Last(), r.options)
	if err != nil {
		return err
	}
	r.report.Roots = from.Roots
	if r.report.Known, err = r.covered(); err != nil {
		return err
	}
	if !r.options.DryRun {
		if err := r.keeper.Announce(ctx, from); err != nil {
			return err
		}
	}
	o := r.options
	o.Force = r.again()
	p, err := makePlan(ctx, from, r.old, r.keeper.Last().Origin, o)
	if err != nil {
		return err
	}
	r.report.Renamed, r.report.Skipped, r.report.Notes = len(p.former), p.skips, p.notes
	r.tell(p)
	if err := r.bring(ctx, from, p); err != nil {
		return err
	}
	r.report.Read = p.tallies.all()
	return r.prune(from)
}

// tell says what is dropped, before that is done.
func (r *run) tell(p *plan) {
	r.report.Dropped = p.dropped
	if r.options.Dropping != nil && len(p.dropped) > 0 {
		r.options.Dropping(p.dropped)
	}
}

// prune removes the clones that nothing is read of any more.
func (r *run) prune(from engine.Origin) error {
	if r.options.Clones == nil {
		return nil
	}
	if r.options.DryRun {
		from = r.keeper.Last().Origin
	}
	if err := r.options.Clones.Prune(repositories(from.Roots)); err != nil {
		r.report.Notes = append(r.report.Notes, fmt.Sprintf("a clone that is not needed any more stays: %v", err))
	}
	return nil
}

// bring does what a plan says.
func (r *run) bring(ctx context.Context, from engine.Origin, p *plan) error {
	r.meter.seen.Total = len(p.tasks)
	switch {
	case r.unchanged(from) && !p.touched:
		for _, t := range p.tasks {
			r.passOver(t, p)
		}
		r.keepGeneration()
		return r.strict()
	case r.options.DryRun:
		return r.read(ctx, p, &listing{old: r.old, report: &r.report})
	}
	return r.build(ctx, p)
}

// anew says why an index has to be built anew, nil when it need not.
func anew(last *engine.Generation) error {
	if last.Outdated {
		return errOutdated
	}
	return last.Unsound
}

// errOutdated is why an index is built anew that an older version of this program wrote.
var errOutdated = errors.New("an older version of verbatim wrote it")

// again reports whether everything is to be read and analysed again, changed or not.
func (r *run) again() bool {
	return r.options.Force || r.keeper.Last().Outdated
}

// unchanged reports whether the live generation came from the same place, and need not be
// built anew.
func (r *run) unchanged(from engine.Origin) bool {
	if r.old == nil || r.again() {
		return false
	}
	was := r.old.Generation().Origin
	return slices.Equal(from.Roots, was.Roots) && from.Web == was.Web && from.Follow == was.Follow && maps.Equal(from.Bases, was.Bases) && maps.Equal(from.Depths, was.Depths)
}

// build writes a new generation and switches to it.
func (r *run) build(ctx context.Context, p *plan) error {
	draft, err := r.keeper.Begin(ctx, engine.Start{Fresh: p.fresh, Origin: p.from, Bytes: p.bytes()})
	if err != nil {
		return err
	}
	err = r.fill(ctx, p, draft)
	if err == nil {
		r.meter.tell("switch")
		version, err := draft.Switch(ctx)
		if err == nil {
			r.report.Generation, r.report.Switched = version, true
		}
		return err
	}
	if errors.Is(err, errSame) {
		err = nil
		r.keepGeneration()
	}
	return errors.Join(err, draft.Abandon())
}

// errSame ends the writing of a generation that would not differ from the live one.
var errSame = errors.New("nothing changed")

// fill reads what has to be read and writes the new generation.
func (r *run) fill(ctx context.Context, p *plan, draft engine.Draft) error {
	if err := r.read(ctx, p, &writer{draft: draft, split: r.options.splitter(), old: r.old, fresh: p.fresh}); err != nil {
		return err
	}
	if err := noteHeads(ctx, draft, p.heads); err != nil {
		return err
	}
	if draft.Totals().Articles == 0 && !r.options.Force {
		return r.nothing()
	}
	if r.unchanged(p.from) && r.report.Added+r.report.Changed+r.report.Removed+r.report.Renamed == 0 {
		return errSame
	}
	r.meter.tell("write")
	if err := draft.Finish(ctx); err != nil {
		return err
	}
	r.report.count(draft.Totals())
	return nil
}

// read goes through the tasks of a plan and gives what they hold to an output.
func (r *run) read(ctx context.Context, p *plan, out output) error {
	tasks := p.tasks
	if !p.fresh {
		tasks = nil
		for _, t := range p.tasks {
			if t.keep {
				r.passOver(t, p)
				continue
			}
			tasks = append(tasks, t)
		}
	}
	if err := forget(ctx, p, out); err != nil {
		return err
	}
	l := newLedger(p, out, &r.report, &r.meter)
	o := r.options
	o.Force = r.again()
	s := newStream(r.old, p.from, o, out)
	if err := s.run(ctx, tasks, l); err != nil {
		return err
	}
	if err := l.close(ctx); err != nil {
		return err
	}
	if err := p.tallies.barren(); err != nil {
		return err
	}
	return r.strict()
}

// forget takes the inputs that are gone, or have another key, out of an output.
func forget(ctx context.Context, p *plan, out output) error {
	keys := slices.Clone(p.former)
	for _, rec := range p.gone {
		keys = append(keys, rec.Key)
	}
	for _, key := range keys {
		if err := out.forget(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// passOver counts an input that needs no reading.
func (r *run) passOver(t task, p *plan) {
	r.meter.seen.Inputs++
	p.tallies.of(t.input.Root).add(len(t.record.Articles), t.record.Skips)
	r.report.Unchanged += len(t.record.Articles)
	r.report.Skipped = append(r.report.Skipped, t.record.Skips...)
}

// keepGeneration reports an index that stays as it is.
func (r *run) keepGeneration() {
	t := r.old.Generation().Totals
	r.report.Unchanged = t.Articles
	r.report.count(t)
}

// strict turns skipped inputs into an error when that was asked for.
func (r *run) strict() error {
	missed := slices.DeleteFunc(slices.Clone(r.report.Skipped), func(s corpus.Skip) bool { return s.Reason.Meant() })
	if n := len(missed); r.options.Strict && n > 0 {
		return fmt.Errorf("%w: %d, the first is %s: %w", ErrSkipped, n, missed[0].Input, missed[0].Err)
	}
	return nil
}

// nothing explains why an index without articles is not put in the place of one that
// has some.
func (r *run) nothing() error {
	where := strings.Join(r.report.Roots, ", ")
	if n := len(r.report.Skipped); n > 0 {
		return fmt.Errorf("%w in %s: %d skipped, the first is %s: %w",
			ErrEmpty, where, n, r.report.Skipped[0].Input, r.report.Skipped[0].Err)
	}
	return fmt.Errorf("%w in %s", ErrEmpty, where)
}
