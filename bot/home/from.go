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

// of returns the home of another store of the bot, which nobody has.
func (h *Home) of(name string) *Home {
	o := h.o
	o.Store = name
	return &Home{c: h.c, o: o}
}

// Inherit implements [store.Home].
func (h *Home) Inherit(ctx context.Context, from []string, visit func(store.Change) error) error {
	for _, name := range from {
		other := h.of(name)
		if _, _, err := other.finish(ctx); err != nil {
			return told("look at the records of "+name, err)
		}
		if err := other.load(ctx, name, visit); err != nil {
			return err
		}
	}
	return nil
}

// finish makes the changes of the last group, which the process that kept it may not have come to, and returns the journal with the group.
func (h *Home) finish(ctx context.Context) (cluster.Document, store.Group, error) {
	d, err := h.c.Get(ctx, h.o.records(), h.journal())
	if err != nil {
		return d, store.Group{}, err
	}
	g, err := h.groupOf(d)
	if err == nil {
		err = h.make(ctx, g)
	}
	return d, g, err
}

// Retire implements [store.Home]. What is in the journals of the stores is deleted, too.
func (h *Home) Retire(ctx context.Context, from []string, mine func(store.Change) bool) error {
	for _, name := range from {
		if err := h.of(name).drop(ctx, mine); err != nil {
			return told("delete records of "+name, err)
		}
	}
	return nil
}

// drop deletes some records of a store, and empties its journal.
func (h *Home) drop(ctx context.Context, mine func(store.Change) bool) error {
	if err := h.clear(ctx); err != nil {
		return err
	}
	var items []cluster.Item
	err := h.load(ctx, h.o.Store, func(c store.Change) error {
		if mine(c) {
			items = append(items, cluster.Item{Index: h.o.records(), ID: h.idOf(c), Action: cluster.ActionDelete})
		}
		return nil
	})
	if err != nil || len(items) == 0 {
		return err
	}
	return h.c.WriteAll(ctx, items)
}

// clear takes the changes out of the journal, once they are made.
func (h *Home) clear(ctx context.Context) error {
	for {
		d, g, err := h.finish(ctx)
		if err != nil || len(g.Changes) == 0 {
			return err
		}
		var e entry
		if err := json.Unmarshal(d.Source, &e); err != nil {
			return err
		}
		e.Since, e.Changes = e.Number, nil
		if _, err = h.c.Replace(ctx, h.o.records(), h.journal(), e, d.Version); !errors.Is(err, cluster.ErrConflict) {
			return err
		}
	}
}
