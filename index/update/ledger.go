package update

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"verbatim/corpus"
)

// A ledger takes articles in the order of the inputs and tells what becomes of each.
type ledger struct {
	out    output
	report *Report
	meter  *meter
	tally  tallies
	loose  map[int]bool // articles of the last run that have not been seen again
	entry  entry
}

// An entry is what the ledger knows of the input at hand.
type entry struct {
	articles []int // that it gave so far
	paged    int   // how many of them belong to pages that have ended
	taken    []corpus.Skip
	pages    map[string]bool // addresses of its pages, when it is a URL
	crowded  bool            // an article of the page at hand is another input's
}

func newLedger(p *plan, out output, report *Report, m *meter) *ledger {
	return &ledger{out: out, report: report, meter: m, tally: p.tallies, loose: p.loose()}
}

// article puts one article where it belongs.
func (l *ledger) article(ctx context.Context, t task, p *parcel) error {
	l.meter.seen.Articles++
	l.meter.seen.Bytes += int64(p.bytes)
	l.meter.tell("read")
	if taken, err := l.taken(ctx, p); err != nil || taken {
		l.duplicate(t, p)
		return err
	}
	delete(l.loose, p.number)
	switch {
	case p.number == 0:
		l.report.Added++
		l.tally.of(t.input.Root).Added++
	case p.unchanged:
		l.report.Unchanged++
	default:
		l.report.Changed++
		l.tally.of(t.input.Root).Changed++
	}
	number := p.number
	if !p.unchanged || l.out.wantsAll() {
		var err error
		if number, err = l.out.put(ctx, p); err != nil {
			return err
		}
		l.meter.seen.Sentences += p.sentences
	}
	l.entry.articles = append(l.entry.articles, number)
	return nil
}

// taken reports whether another article has the id already.
func (l *ledger) taken(ctx context.Context, p *parcel) (bool, error) {
	if p.number != 0 {
		return !l.loose[p.number], nil
	}
	return l.out.has(ctx, p.id)
}

// duplicate notes an article that was passed over because its id is taken.
func (l *ledger) duplicate(t task, p *parcel) {
	l.entry.crowded = true
	if t.input.IsURL() && corpus.IsURL(p.id) {
		return // the same page, because of another root
	}
	input := t.input.Path
	if input == "" {
		input = t.input.Key
	}
	l.entry.taken = append(l.entry.taken, corpus.Skip{
		Input: input, Place: "article " + p.id, Reason: corpus.ReasonDuplicate,
		Err: fmt.Errorf("another article has the id %q: give each its own", p.id),
	})
}

// page stores what is to be remembered of a page whose articles were taken.
func (l *ledger) page(ctx context.Context, t task, r *pageRecord) error {
	l.meter.seen.Pages++
	l.meter.tell("read")
	e := &l.entry
	for _, n := range r.Articles {
		if !l.loose[n] {
			e.crowded = true // another input has it now
			continue
		}
		delete(l.loose, n)
		l.report.Unchanged++
		e.articles = append(e.articles, n)
	}
	r.Articles = e.articles[e.paged:]
	e.paged = len(e.articles)
	if e.crowded { // what is taken may be free the next time: then the page is read again
		r.Visit.Hash = ""
	}
	e.crowded = false
	if e.pages == nil {
		e.pages = map[string]bool{}
	}
	e.pages[r.URL] = true
	return l.out.page(ctx, t.record.Key, r)
}

// input stores what an input gave.
func (l *ledger) input(ctx context.Context, t task, skips []corpus.Skip) error {
	l.meter.seen.Inputs++
	e := l.entry
	l.entry = entry{}
	skips = append(skips, e.taken...)
	l.report.Skipped = append(l.report.Skipped, skips...)
	l.tally.of(t.input.Root).add(len(e.articles), skips)
	rec := t.record
	rec.Articles, rec.Skips = e.articles, skips
	if t.input.IsURL() && e.pages == nil {
		e.pages = map[string]bool{}
	}
	return l.out.input(ctx, &rec, e.pages)
}

// close removes the articles that were not seen again.
func (l *ledger) close(ctx context.Context) error {
	l.report.Removed = len(l.loose)
	for _, number := range slices.Sorted(maps.Keys(l.loose)) {
		if err := l.out.remove(ctx, number); err != nil {
			return err
		}
	}
	return nil
}
