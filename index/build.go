package index

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"

	"verbatim/corpus"
)

// progress counts what was read so far.
type progress struct {
	inputs, total, pages, articles, sentences int
	bytes                                     int64
	stage                                     string
	last                                      time.Time
}

// tell calls the progress function, at most ten times a second within a stage.
func (u *update) tell(stage string) {
	if u.options.Progress == nil || stage == u.seen.stage && time.Since(u.seen.last) < 100*time.Millisecond {
		return
	}
	u.seen.stage, u.seen.last = stage, time.Now()
	u.options.Progress(Progress{
		Stage: stage, Inputs: u.seen.inputs, Total: u.seen.total, Pages: u.seen.pages,
		Articles: u.seen.articles, Sentences: u.seen.sentences, Bytes: u.seen.bytes,
	})
}

func (u *update) loosen(rec *inputRecord) {
	for _, n := range rec.Articles {
		u.loose[n] = true
	}
}

// build reads what has to be read, writes the new generation and switches to it.
func (u *update) build(ctx context.Context) (err error) {
	number := u.number + 1
	dir := generationDir(u.dir, number)
	if err := u.checkRoom(); err != nil {
		return err
	}
	if u.fresh {
		u.writer, err = newWriter(dir, u.roots, u.web)
	} else {
		u.writer, err = newChange(dir, u.old, generationDir(u.dir, u.number), u.roots, u.web)
	}
	if err == nil {
		err = u.fill(ctx)
	}
	if err == nil {
		return u.switchTo(number)
	}
	if u.writer != nil {
		u.writer.abandon()
	}
	if errors.Is(err, errSame) {
		err = u.keepGeneration()
	}
	return errors.Join(err, removeLeftovers(u.dir, u.number))
}

// errSame ends the writing of a generation that would not differ from the live one.
var errSame = errors.New("nothing changed")

// fill writes the new generation.
func (u *update) fill(ctx context.Context) error {
	if err := u.readAll(ctx); err != nil {
		return err
	}
	if u.writer.meta.Totals.Articles == 0 && !u.options.Force {
		return u.nothing()
	}
	if u.same() {
		return errSame
	}
	u.tell("write")
	u.writer.meta.Created = time.Now().UTC()
	if err := u.writer.finish(); err != nil {
		return err
	}
	t := u.writer.meta.Totals
	u.report.Passages, u.report.Sentences, u.report.Bytes = t.Passages, t.Sentences, t.Bytes
	return nil
}

// same reports whether reading everything that might have changed showed no change.
func (u *update) same() bool {
	r := u.report
	return u.old != nil && !u.options.Force && r.Added+r.Changed+r.Removed+r.Renamed == 0 &&
		slices.Equal(u.roots, u.old.meta.Roots) && u.web == u.old.meta.Web
}

// readAll goes through the tasks. Without a writer it only counts.
func (u *update) readAll(ctx context.Context) error {
	tasks := u.plan.tasks
	if !u.fresh {
		tasks = nil
		for _, t := range u.plan.tasks {
			if t.keep {
				u.passOver(t)
				continue
			}
			tasks = append(tasks, t)
		}
	}
	if err := u.forget(); err != nil {
		return err
	}
	s := newStream(u.old, u.fresh && u.writer != nil, u.options, u.web)
	if err := s.run(ctx, tasks, u.take, u.done); err != nil {
		return err
	}
	if err := u.removeLoose(); err != nil {
		return err
	}
	return u.strict()
}

// passOver counts an input that needs no reading.
func (u *update) passOver(t task) {
	u.seen.inputs++
	u.report.Unchanged += len(t.record.Articles)
	u.report.Skipped = append(u.report.Skipped, t.record.Skips...)
}

// take puts one article into the new generation.
func (u *update) take(t task, p *parcel) error {
	if p.page != nil {
		return u.takePage(t, p.page)
	}
	u.seen.articles++
	u.seen.bytes += int64(p.bytes)
	u.tell("read")
	if taken, err := u.taken(p); err != nil || taken {
		u.duplicate(t, p)
		return err
	}
	delete(u.loose, p.number)
	switch {
	case p.number == 0:
		u.report.Added++
		u.list("added", p.id)
	case p.unchanged:
		u.report.Unchanged++
	default:
		u.report.Changed++
		u.list("changed", p.id)
	}
	if u.writer == nil {
		return nil
	}
	if p.analysed == nil {
		u.current = append(u.current, p.number)
		return nil
	}
	if p.number != 0 && !u.fresh {
		if err := u.remove(p.number); err != nil {
			return err
		}
	}
	u.seen.sentences += p.analysed.sentence
	number, err := u.writer.add(p.analysed)
	u.current = append(u.current, number)
	return err
}

// taken reports whether another article has the id already.
func (u *update) taken(p *parcel) (bool, error) {
	if p.number != 0 {
		return !u.loose[p.number], nil
	}
	if u.writer == nil {
		return false, nil
	}
	return u.writer.has(p.id)
}

func (u *update) duplicate(t task, p *parcel) {
	u.crowded = true
	if t.input.IsURL() && corpus.IsURL(p.id) {
		return // the same page, because of another root
	}
	input := t.input.Path
	if input == "" {
		input = t.input.Key
	}
	u.dups = append(u.dups, corpus.Skip{
		Input: input, Place: "article " + p.id, Reason: corpus.ReasonDuplicate,
		Err: fmt.Errorf("another article has the id %q: give each its own", p.id),
	})
}

// done stores what an input gave.
func (u *update) done(t task, skips []corpus.Skip) error {
	u.seen.inputs++
	skips = append(skips, u.dups...)
	u.report.Skipped = append(u.report.Skipped, skips...)
	rec := t.record
	rec.Articles, rec.Skips = u.current, skips
	u.current, u.dups, u.crowded = nil, nil, false
	if u.writer == nil {
		u.paged = 0
		return nil
	}
	if t.input.IsURL() {
		if err := u.donePages(rec.Key); err != nil {
			return err
		}
	}
	return u.writer.put(func(tx *bolt.Tx) error { return putInput(tx, rec) })
}

// list notes a change of an article on a dry run.
func (u *update) list(kind, id string) {
	const most = 1000
	if u.writer == nil && len(u.report.Changes) < most {
		u.report.Changes = append(u.report.Changes, Change{kind, id})
	}
}

// removeLoose removes the articles that were not seen again.
func (u *update) removeLoose() error {
	u.report.Removed = len(u.loose)
	if u.writer == nil {
		return u.listLoose()
	}
	if u.fresh {
		return nil
	}
	for number := range u.loose {
		if err := u.remove(number); err != nil {
			return err
		}
	}
	return nil
}

// listLoose notes the articles that would be removed.
func (u *update) listLoose() error {
	for _, number := range slices.Sorted(maps.Keys(u.loose)) {
		rec, err := u.old.catalogue.article(number)
		if err != nil {
			return err
		}
		u.list("removed", rec.id)
	}
	return nil
}

// forget takes the inputs that are gone, or have another key, out of the catalogue.
func (u *update) forget() error {
	if u.writer == nil || u.fresh {
		return nil
	}
	keys := slices.Clone(u.plan.former)
	for _, rec := range u.plan.gone {
		keys = append(keys, rec.Key)
	}
	for _, key := range keys {
		err := u.writer.put(func(tx *bolt.Tx) error { return deleteInput(tx, key) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (u *update) remove(number int) error {
	rec, err := u.old.catalogue.article(number)
	if err != nil {
		return err
	}
	_, passages, err := u.old.body(&rec)
	if err != nil {
		return err
	}
	return u.writer.remove(number, &rec, passages)
}

// worthFresh decides between changing a copy of the live generation and building from
// nothing, which reads unchanged articles from the store: when much is to be read, or
// much of the text files is no longer in use, or there are many of them.
func (u *update) worthFresh() bool {
	const maxTextFiles = 32
	read := 0
	for _, t := range u.plan.tasks {
		if !t.keep && !(t.known && t.input.IsURL()) { // which is asked for, and mostly unchanged
			read++
		}
	}
	m := u.old.meta
	return 2*read > len(u.plan.tasks) && read > 1 || m.Dead > m.Totals.Passages || m.Texts >= maxTextFiles ||
		m.Totals.Passages == 0
}

// strict turns skipped inputs into an error when that was asked for.
func (u *update) strict() error {
	if n := len(u.report.Skipped); u.options.Strict && n > 0 {
		s := u.report.Skipped[0]
		return fmt.Errorf("%w: %d, the first is %s: %w", ErrSkipped, n, s.Input, s.Err)
	}
	return nil
}

// nothing explains why an index without articles is not put in the place of one that
// has some.
func (u *update) nothing() error {
	where := strings.Join(u.roots, ", ")
	if n := len(u.report.Skipped); n > 0 {
		return fmt.Errorf("%w in %s: %d skipped, the first is %s: %w",
			ErrEmpty, where, n, u.report.Skipped[0].Input, u.report.Skipped[0].Err)
	}
	return fmt.Errorf("%w in %s", ErrEmpty, where)
}

// explain adds what to do to errors that come from below.
func explain(err error) error {
	if errors.Is(err, syscall.ENOSPC) || strings.Contains(err.Error(), "no space left on device") {
		return fmt.Errorf("%w: %w", ErrDiskFull, err)
	}
	return err
}
