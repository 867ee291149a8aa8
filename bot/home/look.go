package home

import (
	"context"
	"errors"
	"time"

	"verbatim/cluster"
)

// A Part is the records of one store, as somebody sees them who has not taken them over.
type Part struct {
	Store  string
	Group  uint64    // the last one
	Holder string    // the process that has them, "" for none
	Until  time.Time // it has them at least, by its clock

	standing standing
}

// A State is what there is of a bot's records in a cluster.
type State struct {
	Index string
	Key   string // what tells the key; see [verbatim/bot/store.KeyPrint]
	Parts []Part
}

// Look tells what there is of a bot's records, and changes nothing.
func Look(ctx context.Context, c *cluster.Client, o Options) (State, error) {
	h := &Home{c: client{c}, o: o}
	state := State{Index: o.records()}
	const what = "look at the bot's records"
	err := c.Refresh(ctx, o.records())
	if errors.Is(err, cluster.ErrNotFound) { // nothing was ever kept
		return state, nil
	}
	if err != nil {
		return state, told(what, err)
	}
	if state.Key, err = h.Fingerprint(ctx, ""); err != nil {
		return state, err
	}
	state.Parts, err = h.parts(ctx)
	return state, told(what, err)
}
