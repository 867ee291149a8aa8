package home

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"verbatim/bot/store"
	"verbatim/cluster"
)

// A standing is what the journal of a store says to stores of other numbers of shards.
type standing struct {
	turn  uint64 // see [entry]
	begun bool   // it has not taken over yet what it is to have: until then all is where it was before
	empty bool   // nothing was ever kept in it
}

func (e entry) standing() standing {
	return standing{e.Turn, len(e.From) > 0, e.Since == 0 && len(e.Changes) == 0}
}

// counts reports whether records are in the store that may be nowhere else.
func (s standing) counts() bool { return !s.begun && !s.empty }

// from names the stores whose records go into this one, as far as they are of its servers, and tells the turn that it has with them: those of the
// number of shards that had its turn last, unless that is this store's. Nobody keeps anything in a store of another number after that. The journal is
// this process's already, so that whoever begins at the same moment sees it.
func (h *Home) from(ctx context.Context, mine entry) (from []string, turn uint64, err error) {
	others, err := h.others(ctx)
	if err != nil {
		return nil, 0, err
	}
	own, latest := mine.standing(), Part{}
	for _, p := range others {
		if p.held() {
			return nil, 0, fmt.Errorf("the bot still runs with %d shards: %s is held by %s. End all of these processes before any is started with another --shard-count", p.count(), p.Store, p.Holder)
		}
		if p.standing.counts() && p.standing.turn > latest.standing.turn {
			latest = p
		}
	}
	if turn = max(own.turn, 1); latest.Store != "" && (!own.counts() || own.turn < latest.standing.turn) {
		turn = latest.standing.turn + 1
		from, err = whole(others, latest)
	}
	for _, p := range others {
		if err == nil {
			err = h.of(p.Store).fence(ctx, p)
		}
	}
	return from, turn, err
}

// whole names all stores of the number of shards that one is of. Where some of them have not taken over what they are to have, it is partly
// elsewhere, and nobody can take it over.
func whole(parts []Part, like Part) (all []string, err error) {
	var missing []string
	for shard := range like.count() {
		name := store.Name(shard, like.count())
		all = append(all, name)
		if !slices.ContainsFunc(parts, func(p Part) bool {
			return p.Store == name && !p.standing.begun && p.standing.turn == like.standing.turn
		}) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("the bot's records are with %d shards, of which these have not begun: %s. Start all of them with --shard-count %d once, and end them, before any is started with another number",
			like.count(), strings.Join(missing, ", "), like.count())
	}
	return all, nil
}

// errOther says that somebody was faster.
var errOther = errors.New("the bot is started with another number of shards at the same time: end all processes, and start those of one number")

// fence sees to it that nobody keeps anything in a store any more, as long as it stands as it was seen to.
func (h *Home) fence(ctx context.Context, was Part) error {
	for {
		e, seen, err := h.read(ctx)
		switch {
		case err != nil:
			return err
		case e.standing() != was.standing:
			return errOther
		case e.Writer == "":
			return nil
		}
		if e.Writer = ""; was.standing.begun {
			e.Turn = 0 // it is begun anew, if ever
		}
		_, err = h.c.Replace(ctx, h.o.records(), h.journal(), e, seen)
		if err == nil {
			return h.c.Delete(ctx, h.o.records(), h.o.lock()) // so that who had it finds out
		}
		if !errors.Is(err, cluster.ErrConflict) {
			return err
		}
	}
}

// others lists the parts of other numbers of shards.
func (h *Home) others(ctx context.Context) ([]Part, error) {
	parts, err := h.parts(ctx)
	_, count := store.Part(h.o.Store)
	return slices.DeleteFunc(parts, func(p Part) bool { return p.count() == count }), err
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
	e, err := decode(journal.Source)
	if err != nil {
		return p, err
	}
	p.Group, p.standing = e.Number, e.standing()
	d, err := h.c.Get(ctx, h.o.records(), h.of(p.Store).o.lock())
	if errors.Is(err, cluster.ErrNotFound) {
		return p, nil
	}
	if err == nil {
		err = json.Unmarshal(d.Source, &p)
	}
	return p, err
}

// held reports whether a process has the part, as far as clocks agree.
func (p Part) held() bool { return p.Holder != "" && time.Now().Before(p.Until) }

// count is the number of shards that the part is one of.
func (p Part) count() int {
	_, count := store.Part(p.Store)
	return count
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

// finish makes the changes of the last group, which the process that kept it may not have come to, and returns the journal.
func (h *Home) finish(ctx context.Context) (entry, cluster.Version, error) {
	e, seen, err := h.read(ctx)
	if err == nil {
		err = h.make(ctx, h.groupOf(e))
	}
	return e, seen, err
}

// Retire implements [store.Home]. What is in the journals of the stores is deleted, too.
func (h *Home) Retire(ctx context.Context, from []string, mine func(store.Change) bool) error {
	for _, name := range from {
		if err := h.of(name).drop(ctx, h.turn, mine); err != nil {
			return told("delete records of "+name, err)
		}
	}
	return nil
}

// drop deletes some records of a store that was taken over with a turn, and empties its journal. Who has the store again loses nothing by it: the
// number of the deletions is lower than that of what is kept since.
func (h *Home) drop(ctx context.Context, turn uint64, mine func(store.Change) bool) error {
	number, err := h.clear(ctx, turn)
	if err != nil {
		return err
	}
	var items []cluster.Item
	err = h.load(ctx, h.o.Store, func(c store.Change) error {
		if mine(c) {
			items = append(items, cluster.Item{Index: h.o.records(), ID: h.idOf(c), Action: cluster.ActionDelete, Number: number})
		}
		return nil
	})
	if err != nil || len(items) == 0 {
		return err
	}
	return h.c.WriteAll(ctx, items)
}

// clear takes the changes out of the journal, once they are made, and returns the number of the group without any that is in it then. The error is
// [store.ErrTaken] where the store had a later turn.
func (h *Home) clear(ctx context.Context, turn uint64) (uint64, error) {
	for {
		e, seen, err := h.finish(ctx)
		if err == nil && e.Turn >= turn {
			err = store.ErrTaken
		}
		if err != nil {
			return 0, err
		}
		e.Number, e.Writer, e.Changes = e.Number+1, "", []change{}
		e.Since = e.Number
		if _, err = h.c.Replace(ctx, h.o.records(), h.journal(), e, seen); !errors.Is(err, cluster.ErrConflict) {
			return e.Number, err
		}
	}
}
