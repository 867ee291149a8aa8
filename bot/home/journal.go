package home

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"verbatim/bot/store"
	"verbatim/cluster"
)

// An entry is the document of the journal.
type entry struct {
	ID      string   `json:"id"`
	Of      string   `json:"of"` // ofJournals
	Home    string   `json:"home"`
	Number  uint64   `json:"number"`
	Since   uint64   `json:"since"`
	Writer  string   `json:"writer"` // "" where nobody may keep anything before it is taken over
	Wipes   bool     `json:"wipes,omitempty"`
	Changes []change `json:"changes"`

	Turn   uint64   `json:"turn"`           // how often the number of shards had changed when it became the one of this store, from 1
	From   []string `json:"from,omitempty"` // see [store.Group]
	Retire []string `json:"retire,omitempty"`
}

// A change is that of a record.
type change struct {
	store.Change
	Value value `json:"value,omitempty"`
}

// A record is the document of one.
type record struct {
	ID     string `json:"id"`
	Of     string `json:"of"` // the store
	Bucket string `json:"bucket"`
	Key    string `json:"key"`
	Value  value  `json:"value"`
}

const (
	ofJournals    = "journals"
	journalPrefix = "journal "
)

// journal is the id of the journal.
func (h *Home) journal() string { return journalPrefix + h.o.Store }

func (h *Home) entryOf(g store.Group) entry {
	e := entry{
		ID: h.journal(), Of: ofJournals, Home: g.Home, Number: g.Number, Since: g.Since, Wipes: g.Wipes, Writer: h.writer,
		Turn: h.turn, From: g.From, Retire: g.Retire, Changes: make([]change, 0, len(g.Changes)),
	}
	for _, c := range g.Changes {
		e.Changes = append(e.Changes, change{Change: c, Value: c.Value})
	}
	return e
}

// read returns the journal as it is now; the error is [cluster.ErrNotFound] where there is none.
func (h *Home) read(ctx context.Context) (e entry, seen cluster.Version, err error) {
	d, err := h.c.Get(ctx, h.o.records(), h.journal())
	if err == nil {
		e, err = decode(d.Source)
	}
	return e, d.Version, err
}

func decode(source []byte) (e entry, err error) {
	if err = json.Unmarshal(source, &e); err != nil {
		err = fmt.Errorf("decode the journal: %w", err)
	}
	return e, err
}

// groupOf returns the group in a journal.
func (h *Home) groupOf(e entry) store.Group {
	g := store.Group{Home: e.Home, Number: e.Number, Since: e.Since, Wipes: e.Wipes, From: e.From, Retire: e.Retire, Mine: e.Writer == h.writer}
	for _, c := range e.Changes {
		c.Change.Value = c.Value
		g.Changes = append(g.Changes, c.Change)
	}
	return g
}

// Last implements [store.Home].
func (h *Home) Last(ctx context.Context) (store.Group, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	e, seen, err := h.read(ctx)
	if errors.Is(err, cluster.ErrNotFound) { // somebody has deleted it
		return store.Group{}, store.ErrTaken
	}
	if err != nil {
		return store.Group{}, told("look at the records", err)
	}
	g := h.groupOf(e)
	if !g.Mine {
		return g, nil
	}
	if g.Number != h.last.Number { // kept by an attempt that seemed to fail
		if err := h.settle(ctx); err != nil {
			return g, err
		}
		h.last, h.made = g, h.begin(ctx, g)
	}
	h.seen = seen
	return g, nil
}

// Keep implements [store.Home].
func (h *Home) Keep(ctx context.Context, g store.Group) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := h.settle(ctx); err != nil {
		return err
	}
	if g.Home != h.last.Home || g.Since != h.last.Number {
		return store.ErrStale
	}
	seen, err := h.c.Replace(ctx, h.o.records(), h.journal(), h.entryOf(g), h.seen)
	if errors.Is(err, cluster.ErrConflict) {
		return store.ErrStale
	}
	if err != nil {
		return told("keep the records", err)
	}
	if g.Wipes {
		h.deleted.Store(2) // what is deleted now may be needed by a copy for some minutes
	}
	h.seen, h.last, h.made = seen, g, h.begin(ctx, g)
	return nil
}

// begin makes the changes of a group beside what follows.
func (h *Home) begin(ctx context.Context, g store.Group) chan error {
	made := make(chan error, 1)
	go func() { made <- h.make(ctx, g) }()
	return made
}

// settle waits until the changes of the last group are made. The caller holds h.mu.
func (h *Home) settle(ctx context.Context) error {
	if h.made == nil {
		return nil
	}
	err := <-h.made
	if err != nil {
		err = h.again(ctx)
	}
	if err != nil {
		h.made <- err // until it succeeds nothing else is kept
		return told("keep the records", err)
	}
	h.made = nil
	return nil
}

// again makes the changes of the last group once more, unless another process has the records: that has made them, and the cluster may have forgotten
// that it has deleted some since.
func (h *Home) again(ctx context.Context) error {
	e, _, err := h.read(ctx)
	if errors.Is(err, cluster.ErrNotFound) || err == nil && e.Writer != h.writer {
		return store.ErrTaken
	}
	if err != nil {
		return err
	}
	return h.make(ctx, h.last)
}

// make makes the changes of a group to the documents of the records.
func (h *Home) make(ctx context.Context, g store.Group) error {
	items := make([]cluster.Item, 0, len(g.Changes))
	for _, c := range g.Changes {
		item := cluster.Item{Index: h.o.records(), ID: h.idOf(c), Action: cluster.ActionDelete, Number: g.Number}
		if c.Value != nil {
			source, err := json.Marshal(record{ID: item.ID, Of: h.o.Store, Bucket: c.Bucket, Key: c.Key, Value: c.Value})
			if err != nil {
				return fmt.Errorf("encode %s %q: %w", c.Bucket, c.Key, err)
			}
			item.Action, item.Source = cluster.ActionPut, source
		}
		items = append(items, item)
	}
	if len(items) == 0 {
		return nil
	}
	return h.c.WriteAll(ctx, items)
}

// idOf is the id of a record's document. A key may be longer than an id.
func (h *Home) idOf(c store.Change) string {
	sum := sha256.Sum256([]byte(h.o.Store + "\x00" + c.Bucket + "\x00" + c.Key))
	return hex.EncodeToString(sum[:20])
}

// Load implements [store.Home].
func (h *Home) Load(ctx context.Context, visit func(store.Change) error) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := h.settle(ctx); err != nil {
		return err
	}
	return h.load(ctx, h.o.Store, visit)
}

// loaded is how many records are loaded at a time.
const loaded = 5000

// load visits every record of a store.
func (h *Home) load(ctx context.Context, of string, visit func(store.Change) error) error {
	if err := h.c.Refresh(ctx, h.o.records()); err != nil {
		return told("load the records", err)
	}
	all := cluster.Scan{Index: h.o.records(), By: "id", Query: object{"term": object{"of": of}}, Page: loaded}
	return told("load the records", h.c.Scan(ctx, all, func(hit cluster.Hit) error {
		var r record
		if err := json.Unmarshal(hit.Source, &r); err != nil {
			return fmt.Errorf("decode a record: %w", err)
		}
		return visit(store.Change{Bucket: r.Bucket, Key: r.Key, Value: r.Value})
	}))
}
