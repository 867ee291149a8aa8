package local

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"verbatim/index/engine"
	"verbatim/index/local/disk"
	"verbatim/index/vector"
)

// A carrier takes the vectors of the live generation along into the next, so that what was
// encoded once is found by its meaning from the switch on. A passage that says the same keeps
// its vector wherever it stands now.
type carrier struct {
	fresh   bool                       // no passage stands where it stood
	owner   [16]byte                   // mark of the live generation
	removed map[vector.ID]bool         // passages of the live generation that are taken out
	placed  map[vector.Key]vector.ID   // passages put in, by what is encoded of them
	twins   map[vector.Key][]vector.ID // further ones of the same
}

func newCarrier(fresh bool, live *generation) *carrier {
	c := &carrier{
		fresh: fresh || live == nil, removed: map[vector.ID]bool{},
		placed: map[vector.Key]vector.ID{}, twins: map[vector.Key][]vector.ID{},
	}
	if live != nil {
		c.owner = live.seal.Mark()
	}
	return c
}

// keysOf returns the keys of the passages of a document.
func keysOf(d *engine.Document) []vector.Key {
	keys, a := make([]vector.Key, len(d.Passages)), &d.Article
	for i, p := range d.Passages {
		keys[i] = vector.KeyOf(engine.Encoded(a.Title, p.Headings, a.Text[p.Start:p.End]))
	}
	return keys
}

// put notes where passages stand in the new generation.
func (c *carrier) put(keys []vector.Key, places []location) {
	for i, key := range keys {
		id := idOf(places[i].id())
		if _, ok := c.placed[key]; ok {
			c.twins[key] = append(c.twins[key], id)
			continue
		}
		c.placed[key] = id
	}
}

// remove notes a passage that is not in the new generation.
func (c *carrier) remove(l location) { c.removed[idOf(l.id())] = true }

// carry writes the vectors that are known into the folder of the new generation, whose seal is
// given. Where the old ones cannot be read, none are known.
func (c *carrier) carry(ctx context.Context, from, to string, seal *disk.Seal) error {
	old := filepath.Join(from, vectorsFile)
	header, err := vector.ReadHeader(old)
	if err != nil {
		return nil
	}
	set, err := vector.Open(old, header)
	if err != nil {
		return nil
	}
	defer set.Close()
	c.fresh = c.fresh || header.Owner != c.owner
	header.Owner = seal.Mark()
	appender, err := vector.OpenAppender(filepath.Join(to, vectorsFile), header)
	if err == nil {
		err = errors.Join(c.copy(ctx, set.Snapshot(), appender), appender.Close())
	}
	if err != nil {
		return fmt.Errorf("carry vectors: %w", err)
	}
	disk.SyncDir(to)
	return nil
}

// copy appends the entries that live on.
func (c *carrier) copy(ctx context.Context, s *vector.Snapshot, to *vector.Appender) error {
	const atOnce = 1024
	var batch []vector.Entry
	for e := range s.All() {
		batch = c.living(batch, e)
		if len(batch) < atOnce {
			continue
		}
		if err := errors.Join(ctx.Err(), to.Append(batch...)); err != nil {
			return err
		}
		batch = batch[:0]
	}
	return to.Append(batch...)
}

// living appends an entry for each passage of the new generation that has the vector of an
// old one: that passage itself, where it stays, and those put in that say the same.
func (c *carrier) living(batch []vector.Entry, e vector.Entry) []vector.Entry {
	if !c.fresh && !c.removed[e.ID] {
		batch = append(batch, e)
	}
	first, ok := c.placed[e.Key]
	if !ok {
		return batch
	}
	for _, id := range append(c.twins[e.Key], first) {
		e.ID = id
		batch = append(batch, e)
	}
	delete(c.placed, e.Key)
	return batch
}
