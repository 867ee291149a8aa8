package vector

import (
	"context"
	"iter"
)

// A Carrier takes entries along into another place, where texts have other ids: each text that is there, too, keeps
// its vector wherever it stands now. It is not safe for concurrent use.
type Carrier struct {
	fresh   bool
	removed map[ID]bool
	placed  map[Key]ID   // what was put, by what is encoded of it
	twins   map[Key][]ID // further ones of the same
}

// NewCarrier returns a carrier. With fresh set no text stays what it was: only what is put has vectors.
func NewCarrier(fresh bool) *Carrier {
	return &Carrier{fresh: fresh, removed: map[ID]bool{}, placed: map[Key]ID{}, twins: map[Key][]ID{}}
}

// Freshen says that no text stays what it was.
func (c *Carrier) Freshen() { c.fresh = true }

// Put notes under which ids texts stand in the new place.
func (c *Carrier) Put(keys []Key, ids []ID) {
	for i, key := range keys {
		if _, ok := c.placed[key]; ok {
			c.twins[key] = append(c.twins[key], ids[i])
			continue
		}
		c.placed[key] = ids[i]
	}
}

// Remove notes a text of the old place that is not in the new one.
func (c *Carrier) Remove(id ID) { c.removed[id] = true }

// Copy hands over the entries that live on, many at a time, and returns the first error.
func (c *Carrier) Copy(ctx context.Context, old iter.Seq[Entry], to func(...Entry) error) error {
	const atOnce = 1024
	var batch []Entry
	for e := range old {
		batch = c.living(batch, e)
		if len(batch) < atOnce {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := to(batch...); err != nil {
			return err
		}
		batch = batch[:0]
	}
	return to(batch...)
}

// living appends an entry for each text of the new place that has the vector of an old one: that
// text itself, where it stays, and those put that say the same.
func (c *Carrier) living(batch []Entry, e Entry) []Entry {
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
