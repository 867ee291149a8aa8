package update

import (
	"context"
	"slices"

	"verbatim/corpus"
	"verbatim/corpus/intake"
	"verbatim/index/engine"
)

// A task is one input of a reindex and what is known of it.
type task struct {
	input  corpus.Input
	record inputRecord // what will be stored; of an unchanged input, what was stored
	keep   bool        // nothing has to be read: its articles are those of the record
	known  bool        // the last run had it, perhaps under another name
}

// A plan says what a reindex has to do.
type plan struct {
	from    engine.Origin
	fresh   bool // build from nothing
	tasks   []task
	gone    []*inputRecord    // inputs of the last run that are not there any more
	former  []string          // keys that renamed inputs had
	skips   []corpus.Skip     // of listing
	notes   []string          // what else is to be told
	heads   map[string]string // commits that clones are at, by their folder
	touched bool              // an input has to be read or is gone
	places  places            // where the roots are read
	tallies tallies           // what becomes of them
	dropped []Dropped
}

// makePlan compares what is below the roots with what the last run stored. A file is
// taken for unchanged when its size and time are the same, or else when its bytes
// are, unless it stands elsewhere on the web. A new file with the bytes of one that is gone was renamed and keeps its id.
func makePlan(ctx context.Context, from engine.Origin, old engine.Snapshot, was engine.Origin, o Options) (*plan, error) {
	last, err := lastInputs(ctx, old)
	if err != nil && !o.Force { // damaged, and wanted again anyway
		return nil, err
	}
	at, err := settle(ctx, from, was, o)
	if err != nil {
		return nil, err
	}
	list := intake.List
	if from.Follow {
		list = intake.Follow
	}
	inputs, skips, err := list(ctx, at.paths)
	if err != nil {
		return nil, err
	}
	if err := intake.Place(ctx, inputs, at.bases(from.Bases)); err != nil {
		return nil, err
	}
	p := &plan{from: from, skips: skips, tasks: make([]task, 0, len(inputs)), places: at, tallies: newTallies(at, last, skips)}
	p.dropped = dropped(was.Roots, from.Roots, last, o.Clones)
	if err := p.date(ctx, inputs, old, last, o); err != nil {
		return nil, err
	}
	if err := p.compare(ctx, inputs, last, o); err != nil {
		return nil, err
	}
	p.notes = append(at.notes(), p.notes...)
	p.touched = len(p.gone)+len(p.former) > 0
	for _, t := range p.tasks {
		p.touched = p.touched || !t.keep
	}
	p.fresh = old == nil || o.Force || old.Generation().Worn || p.muchToRead()
	return p, nil
}

// date notes when inputs were changed, as the clones tell that they lie in.
func (p *plan) date(ctx context.Context, inputs []corpus.Input, old engine.Snapshot, last map[string]*inputRecord, o Options) error {
	if o.NoHistory {
		return nil
	}
	past, err := lastDates(ctx, old, last)
	if o.Clones != nil {
		past.Leave = o.Clones.Within
	}
	if err != nil && !o.Force { // damaged, and wanted again anyway
		return err
	}
	p.heads, p.notes, err = intake.Date(ctx, inputs, past)
	return err
}

// compare makes a task of every input, and finds those of the last run that are gone.
func (p *plan) compare(ctx context.Context, inputs []corpus.Input, last map[string]*inputRecord, o Options) error {
	here, added := make(map[*inputRecord]bool, len(last)), 0
	for _, in := range inputs {
		if err := ctx.Err(); err != nil {
			return err
		}
		rec := last[in.Key]
		if rec != nil {
			here[rec] = true
		} else {
			added++
		}
		p.tasks = append(p.tasks, compare(in, rec, o, p.places.keep(in.Root, o)))
	}
	for _, rec := range last {
		if !here[rec] {
			p.gone = append(p.gone, rec)
		}
	}
	if added > 0 {
		p.matchRenames()
		p.settleIDs()
	}
	return nil
}

// muchToRead reports whether so much is to be read that a generation from nothing, which
// takes unchanged articles from the store, is no dearer than a change.
func (p *plan) muchToRead() bool {
	read := 0
	for _, t := range p.tasks {
		if !t.keep && !(t.known && t.input.IsURL()) { // which is asked for, and mostly unchanged
			read++
		}
	}
	return 2*read > len(p.tasks) && read > 1
}

// bytes is the size of what is going to be read, as far as it is known.
func (p *plan) bytes() (n int64) {
	for _, t := range p.tasks {
		if size := t.record.Size; size > 0 && (p.fresh || !t.keep) {
			n += size
		}
	}
	return n
}

// loose returns the articles of the last run that will be gone unless they are seen again.
func (p *plan) loose() map[int]bool {
	all := map[int]bool{}
	loosen := func(rec *inputRecord) {
		for _, n := range rec.Articles {
			all[n] = true
		}
	}
	for i := range p.tasks {
		if t := &p.tasks[i]; p.fresh || !t.keep {
			loosen(&t.record)
		}
	}
	for _, rec := range p.gone {
		loosen(rec)
	}
	return all
}

// maxHashed is how many bytes a file may have whose bytes are compared; a larger one is known by
// its size and time alone, and mostly too large to be read.
const maxHashed = 256 << 20

// compare decides whether an input has to be read; rec is what the last run stored of
// it, nil for a new one; keepWeb leaves a URL that is known as it was.
func compare(in corpus.Input, rec *inputRecord, o Options, keepWeb bool) task {
	in.Large = o.Large
	t := task{input: in, known: rec != nil, record: inputRecord{
		Key: in.Key, ID: in.ID, Root: in.Root, Path: in.Path, Size: in.Size, ModTime: in.ModTime.UTC(),
		Changed: in.Changed, Page: in.Page.Key(),
	}}
	if rec != nil {
		t.input.ID, t.record.ID, t.record.Articles = rec.ID, rec.ID, rec.Articles
	}
	if in.IsURL() && rec != nil && keepWeb && !o.Force {
		t.record, t.keep = *rec, true
		return t
	}
	settled := rec != nil && !o.Force && rec.Path == in.Path && rec.Page == t.record.Page && !rec.unsettled() &&
		(in.Changed.IsZero() || in.Changed.Equal(rec.Changed))
	if settled && !in.ModTime.IsZero() && in.Size == rec.Size && in.ModTime.Equal(rec.ModTime) {
		t.record, t.keep = *rec, true
		return t
	}
	if in.Path == "" || in.Size > maxHashed {
		return t
	}
	hash, err := fileHash(in)
	if err != nil {
		return t // reading it will say why
	}
	t.record.Hash = hash
	if settled && hash == rec.Hash {
		t.record, t.keep = *rec, true
		t.record.Size, t.record.ModTime = in.Size, in.ModTime.UTC()
	}
	return t
}

// matchRenames gives new files with the bytes of one that is gone its id, and takes
// that one out of gone.
func (p *plan) matchRenames() {
	byHash := map[string]*inputRecord{}
	for _, rec := range p.gone {
		if other, ok := byHash[rec.Hash]; rec.Hash != "" && (!ok || rec.Key < other.Key) {
			byHash[rec.Hash] = rec
		}
	}
	moved := map[*inputRecord]bool{}
	for i := range p.tasks {
		t := &p.tasks[i]
		rec, ok := byHash[t.record.Hash]
		if t.known || !ok || moved[rec] {
			continue
		}
		moved[rec] = true
		t.known = true
		t.input.ID, t.record.ID = rec.ID, rec.ID
		t.record.Articles = rec.Articles
		p.former = append(p.former, rec.Key)
	}
	p.gone = slices.DeleteFunc(p.gone, func(rec *inputRecord) bool { return moved[rec] })
}

// settleIDs gives inputs that are new another id where a renamed one holds on to the
// id that their name would give.
func (p *plan) settleIDs() {
	taken := map[string]bool{}
	for _, t := range p.tasks {
		if t.known {
			taken[t.input.ID] = true
		}
	}
	for i := range p.tasks {
		t := &p.tasks[i]
		if t.known {
			continue
		}
		if taken[t.input.ID] {
			t.input.ID = t.input.Key
			t.record.ID = t.input.ID
		}
		taken[t.input.ID] = true
	}
}
