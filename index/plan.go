package index

import (
	"context"

	"verbatim/corpus"
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
	tasks   []task
	gone    []inputRecord // inputs of the last run that are not there any more
	former  []string      // keys that renamed inputs had
	skips   []corpus.Skip // of listing
	touched bool          // an input has to be read or is gone
}

// makePlan compares what is below the roots with what the last run stored. A file is
// taken for unchanged when its size and time are the same, or else when its bytes
// are. A new file with the bytes of one that is gone was renamed and keeps its id.
func makePlan(ctx context.Context, roots []string, old map[string]inputRecord, force bool) (*plan, error) {
	inputs, skips, err := corpus.List(ctx, roots)
	if err != nil {
		return nil, err
	}
	p := &plan{skips: skips}
	gone := map[string]inputRecord{}
	for key, rec := range old {
		gone[key] = rec
	}
	for _, in := range inputs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		rec, known := old[in.Key]
		delete(gone, in.Key)
		p.tasks = append(p.tasks, compare(in, rec, known, force))
	}
	p.matchRenames(gone)
	for _, rec := range gone {
		p.gone = append(p.gone, rec)
		p.touched = true
	}
	p.settleIDs()
	return p, nil
}

// compare decides whether an input has to be read.
func compare(in corpus.Input, rec inputRecord, known, force bool) task {
	t := task{input: in, known: known, record: inputRecord{
		Key: in.Key, ID: in.ID, Root: in.Root, Path: in.Path, Size: in.Size, ModTime: in.ModTime.UTC(),
	}}
	if known {
		t.input.ID, t.record.ID, t.record.Articles = rec.ID, rec.ID, rec.Articles
	}
	settled := known && !force && rec.Path == in.Path && !rec.unsettled()
	if settled && !in.ModTime.IsZero() && in.Size == rec.Size && in.ModTime.Equal(rec.ModTime) {
		t.record, t.keep = rec, true
		return t
	}
	if in.Path == "" {
		return t
	}
	hash, err := fileHash(in.Path)
	if err != nil {
		return t // reading it will say why
	}
	t.record.Hash = hash
	if settled && hash == rec.Hash {
		rec.Size, rec.ModTime = in.Size, in.ModTime.UTC()
		t.record, t.keep = rec, true
	}
	return t
}

// matchRenames gives new files with the bytes of one that is gone its id, and takes
// that one out of gone.
func (p *plan) matchRenames(gone map[string]inputRecord) {
	byHash := map[string]inputRecord{}
	for _, rec := range gone {
		if other, ok := byHash[rec.Hash]; rec.Hash != "" && (!ok || rec.Key < other.Key) {
			byHash[rec.Hash] = rec
		}
	}
	for i := range p.tasks {
		t := &p.tasks[i]
		rec, ok := byHash[t.record.Hash]
		if t.known || !ok {
			continue
		}
		delete(byHash, t.record.Hash)
		delete(gone, rec.Key)
		t.known = true
		t.input.ID, t.record.ID = rec.ID, rec.ID
		t.record.Articles = rec.Articles
		p.former = append(p.former, rec.Key)
	}
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
		p.touched = p.touched || !t.keep
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
