package home

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"verbatim/bot/store"
	"verbatim/cluster"
)

// from names the stores whose records go into this one, as far as they are of its servers: those of the number of processes that the bot had
// last, where that is another one and later than this store was last open, the zero time for never.
func (h *Home) from(ctx context.Context, mine time.Time) ([]string, error) {
	parts, err := h.parts(ctx)
	if err != nil {
		return nil, err
	}
	_, count := store.Part(h.o.Store)
	latest, theirs := mine, 0
	for _, p := range parts {
		if _, n := store.Part(p.Store); n != count && p.began.After(latest) {
			latest, theirs = p.began, n
		}
	}
	var from []string
	for _, p := range parts {
		if _, n := store.Part(p.Store); n != theirs {
			continue
		}
		if p.Holder != "" && time.Now().Before(p.Until) {
			return nil, fmt.Errorf("the bot still runs with %d shards: %s is held by %s. End all of these processes before any is started with another --shard-count", theirs, p.Store, p.Holder)
		}
		from = append(from, p.Store)
	}
	return from, nil
}

// parts lists the parts of the bot's records.
func (h *Home) parts(ctx context.Context) (parts []Part, err error) {
	if err := h.c.Refresh(ctx, h.o.records()); err != nil {
		return nil, err
	}
	all := cluster.Scan{Index: h.o.records(), By: "id", Query: object{"term": object{"of": ofJournals}}}
	err = h.c.Scan(ctx, all, func(hit cluster.Hit) error {
		p, err := h.part(ctx, hit)
		parts = append(parts, p)
		return err
	})
	return parts, err
}

// part makes a part of its journal.
func (h *Home) part(ctx context.Context, journal cluster.Hit) (Part, error) {
	p := Part{Store: journal.ID[len(journalPrefix):]}
	g, began, err := h.groupAt(cluster.Document{Source: journal.Source})
	if err != nil {
		return p, err
	}
	p.Group, p.began = g.Number, began
	o := h.o
	o.Store = p.Store
	d, err := h.c.Get(ctx, o.records(), o.lock())
	if errors.Is(err, cluster.ErrNotFound) {
		return p, nil
	}
	if err == nil {
		err = json.Unmarshal(d.Source, &p)
	}
	return p, err
}
