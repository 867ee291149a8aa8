package home

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"verbatim/cluster"
)

// A mark is the document of a mark of what was deleted.
type mark struct {
	ID    string    `json:"id"`
	Of    string    `json:"of"` // ofMarks
	At    time.Time `json:"at"`
	Value value     `json:"value"`
}

const (
	ofMarks    = "marks"
	markPrefix = "mark "
)

// Mark implements [store.Home].
func (h *Home) Mark(ctx context.Context, name string, data []byte) error {
	_, err := h.c.Put(ctx, h.o.records(), markPrefix+name, mark{ID: markPrefix + name, Of: ofMarks, At: time.Now().UTC(), Value: data})
	return told("note what is deleted", err)
}

// Marks implements [store.Home].
func (h *Home) Marks(ctx context.Context) (map[string][]byte, error) {
	all := map[string][]byte{}
	err := h.eachMark(ctx, func(m mark) error {
		all[m.ID[len(markPrefix):]] = m.Value
		return nil
	})
	return all, err
}

// DropMarks implements [store.Home].
func (h *Home) DropMarks(ctx context.Context, before time.Time) error {
	return h.eachMark(ctx, func(m mark) error {
		if !m.At.Before(before) {
			return nil
		}
		return h.c.Delete(ctx, h.o.records(), m.ID)
	})
}

func (h *Home) eachMark(ctx context.Context, visit func(mark) error) error {
	const what = "look for what was deleted"
	if err := h.c.Refresh(ctx, h.o.records()); err != nil {
		return told(what, err)
	}
	all := cluster.Scan{Index: h.o.records(), By: "id", Query: object{"term": object{"of": ofMarks}}}
	return told(what, h.c.Scan(ctx, all, func(hit cluster.Hit) error {
		var m mark
		if err := json.Unmarshal(hit.Source, &m); err != nil || len(m.ID) < len(markPrefix) {
			return fmt.Errorf("decode a mark %q: %w", hit.ID, err)
		}
		return visit(m)
	}))
}

// Fingerprint implements [store.Home].
func (h *Home) Fingerprint(ctx context.Context, ours string) (string, error) {
	const id = "key"
	type key struct {
		Fingerprint string `json:"fingerprint"`
	}
	if ours != "" {
		if _, err := h.c.Create(ctx, h.o.records(), id, key{ours}); err == nil || !errors.Is(err, cluster.ErrConflict) {
			return ours, told("keep what tells the key", err)
		}
	}
	d, err := h.c.Get(ctx, h.o.records(), id)
	if errors.Is(err, cluster.ErrNotFound) {
		return "", nil
	}
	var kept key
	if err == nil {
		err = json.Unmarshal(d.Source, &kept)
	}
	return kept.Fingerprint, told("look at what tells the key", err)
}

// Sweep implements [store.Home]. Old claims go, too.
func (h *Home) Sweep(ctx context.Context) error {
	if err := h.tidy(ctx, time.Now()); err != nil {
		return err
	}
	left := h.deleted.Load()
	if left == 0 {
		return nil
	}
	h.mu.Lock()
	err := h.settle(ctx)
	h.mu.Unlock()
	if err == nil {
		err = told("free the disks of what was deleted", h.c.Expunge(ctx, h.o.records()))
	}
	if err == nil {
		h.deleted.CompareAndSwap(left, left-1)
	}
	return err
}
