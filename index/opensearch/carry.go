package opensearch

import (
	"context"
	"encoding/json"
	"errors"

	"verbatim/cluster"
	"verbatim/index/engine"
	"verbatim/index/vector"
)

// keysOf returns what the vectors of a document's passages are known by, and under which ids they stand.
func keysOf(d *engine.Document) []vector.Key {
	keys := make([]vector.Key, len(d.Passages))
	for i := range keys {
		keys[i] = vector.KeyOf(d.Encoded(i))
	}
	return keys
}

// idsOf returns the ids of the vectors of an article's passages.
func idsOf(article, passages int) []vector.ID {
	ids := make([]vector.ID, passages)
	for i := range ids {
		ids[i] = idOf(article, i)
	}
	return ids
}

// carry writes the vectors that are known into the new generation, in packs of many. Those that cannot be read, as when the nodes
// that had them are gone, are made again: nobody has to wait for them.
func (d *draft) carry(ctx context.Context) error {
	r, w := readPacks(d.keeper.c, d.keeper.now), &packWriter{draft: d, ctx: ctx}
	var reading error
	old := func(yield func(vector.Entry) bool) {
		reading = r.each(ctx, func(h vector.Header, e vector.Entry) bool {
			w.of = engine.Encoding{Identity: h.Identity, Dimension: h.Dimension}
			return yield(e)
		})
	}
	err := d.carried.Copy(ctx, old, w.write)
	if err = errors.Join(err, w.close(), ctx.Err()); err == nil && reading != nil {
		d.keeper.o.log().Warn("vectors of meaning cannot be read and are made again", "error", reading)
	}
	return err
}

// A packWriter writes packs into a draft. It makes their index when there is something to write.
type packWriter struct {
	draft  *draft
	ctx    context.Context //nolint:containedctx // of the one call that it is for
	of     engine.Encoding
	header vector.Header
	bulk   *cluster.Bulk // nil while nothing was written
	packs  int
	wrote  int // entries
}

// packEntries is how many entries a pack has where many are written at once.
const packEntries = 256

func (w *packWriter) write(entries ...vector.Entry) error {
	for len(entries) > 0 {
		n := min(packEntries, len(entries))
		if err := w.pack(entries[:n]); err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}

func (w *packWriter) pack(entries []vector.Entry) (err error) {
	c, b := w.draft.keeper.c, w.draft.base
	if w.bulk == nil {
		if w.header, err = createVectors(w.ctx, c, w.draft.keeper.o, b, w.of); err != nil {
			return err
		}
		w.bulk = c.Bulk(w.ctx, cluster.BulkConfig{})
	}
	pack, err := w.header.Pack(entries)
	if err != nil {
		return err
	}
	w.packs++
	w.wrote += len(entries)
	id := packID(w.packs)
	source, err := json.Marshal(kept{Record: sealed(id, pack)})
	if err != nil {
		return err
	}
	return w.bulk.Add(cluster.Item{Index: b.vectors(), ID: id, Source: source})
}

// close writes what is left, and remembers how much was written.
func (w *packWriter) close() error {
	if w.bulk == nil {
		return nil
	}
	if _, err := w.bulk.Close(); err != nil {
		return err
	}
	k := w.draft.keeper
	return remember(w.ctx, k.c, k.o.Name, w.draft.base, completion{w.wrote, w.of.Identity})
}
