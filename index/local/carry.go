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
	*vector.Carrier
	owner [16]byte // mark of the live generation
}

func newCarrier(fresh bool, live *generation) *carrier {
	c := &carrier{Carrier: vector.NewCarrier(fresh || live == nil)}
	if live != nil {
		c.owner = live.seal.Mark()
	}
	return c
}

// keysOf returns the keys of the passages of a document.
func keysOf(d *engine.Document) []vector.Key {
	keys := make([]vector.Key, len(d.Passages))
	for i := range keys {
		keys[i] = vector.KeyOf(d.Encoded(i))
	}
	return keys
}

// put notes where passages stand in the new generation.
func (c *carrier) put(keys []vector.Key, places []location) {
	ids := make([]vector.ID, len(places))
	for i, l := range places {
		ids[i] = idOf(l.id())
	}
	c.Put(keys, ids)
}

// remove notes a passage that is not in the new generation.
func (c *carrier) remove(l location) { c.Remove(idOf(l.id())) }

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
	if header.Owner != c.owner {
		c.Freshen()
	}
	header.Owner = seal.Mark()
	appender, err := vector.OpenAppender(filepath.Join(to, vectorsFile), header)
	if err == nil {
		err = errors.Join(c.Copy(ctx, set.Snapshot().All(), appender.Append), appender.Close())
	}
	if err != nil {
		return fmt.Errorf("carry vectors: %w", err)
	}
	disk.SyncDir(to)
	return nil
}
