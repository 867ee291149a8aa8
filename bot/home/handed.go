package home

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"verbatim/cluster"
)

// handedKept is for how long what a process left is of use to the next: Discord keeps a session for some minutes.
const handedKept = 5 * time.Minute

// A handing is the document of what a process left for the one that opens its home next.
type handing struct {
	At    time.Time `json:"at"`
	Value value     `json:"value"`
}

func (h *Home) handed() string { return "handed " + h.o.Store }

// Leave keeps something, which is JSON, for the process that opens the home next.
func (h *Home) Leave(ctx context.Context, data []byte) error {
	_, err := h.c.Put(ctx, h.o.records(), h.handed(), handing{time.Now().UTC(), data})
	return told("leave the sessions with Discord", err)
}

// Left returns what the process before has left, nil for nothing. It is there once.
func (h *Home) Left(ctx context.Context) ([]byte, error) {
	const what = "look for sessions with Discord"
	d, err := h.c.Get(ctx, h.o.records(), h.handed())
	if errors.Is(err, cluster.ErrNotFound) {
		return nil, nil
	}
	var left handing
	if err == nil {
		err = json.Unmarshal(d.Source, &left)
	}
	if err == nil {
		err = h.c.Delete(ctx, h.o.records(), h.handed())
	}
	if err != nil || time.Since(left.At) > handedKept {
		return nil, told(what, err)
	}
	return left.Value, nil
}
