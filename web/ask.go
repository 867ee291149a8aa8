package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"verbatim/bot/limit"
	"verbatim/bot/queue"
	"verbatim/bot/rush"
	"verbatim/index"
)

const (
	// patience is how long a question may wait and be worked on.
	patience = 30 * time.Second
	// maxQuestion is the most characters of a question.
	maxQuestion = 2000
	// maxTop is the most answers to one question.
	maxTop = 20
	// maxHits is the most passages of one look-up.
	maxHits = 50
)

// The surfaces, as they are told of.
const (
	onPage  = "page"
	onAPI   = "api"
	onTools = "mcp"
)

// place is the name by which whoever asks here takes turns with the servers of the bot, and is
// limited all together.
const place = "web"

// A desk is where every surface asks.
type desk struct{ config Config }

func newDesk(c Config) desk {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.View == nil {
		c.View = func() index.Filter { return index.Filter{} }
	}
	if c.Observe == nil {
		c.Observe = func(ctx context.Context, _ string) (context.Context, func(Outcome)) { return ctx, func(Outcome) {} }
	}
	if c.View == nil {
		c.View = func() index.Filter { return index.Filter{} }
	}
	return desk{c}
}

// A visit is one request on its way.
type visit struct {
	surface string
	client  string // who asks, for limits and turns
	id      string // of the request
}

// ask answers a question of a visit.
func (d desk) ask(ctx context.Context, v visit, q index.Query) (index.Answer, error) {
	ctx, done := d.config.Observe(ctx, v.surface)
	a, err := d.try(ctx, v, q)
	done(outcome(a, err))
	return a, d.failed(v, err)
}

func (d desk) try(ctx context.Context, v visit, q index.Query) (a index.Answer, err error) {
	defer caught(&err)
	q.Text = clean(q.Text)
	if err := d.limit(v); err != nil {
		return index.Answer{}, err
	}
	if q.Level == "" {
		q.Level = d.config.Level
	}
	view := d.config.View()
	q.Sources, q.Within, q.Sections = view.Sources, view.Within, true
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return d.config.Desk.Answer(ctx, v.party(), d.room(), q)
}

// search looks words up for a visit.
func (d desk) search(ctx context.Context, v visit, words string, n int) ([]index.PassageHit, error) {
	hits, err := d.find(ctx, v, words, n)
	return hits, d.failed(v, err)
}

func (d desk) find(ctx context.Context, v visit, words string, n int) (hits []index.PassageHit, err error) {
	defer caught(&err)
	if err := d.limit(v); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return d.config.Desk.Search(ctx, v.party(), d.room(), clean(words), n, d.config.View())
}

// caught turns a panic into an error: not every surface asks in a goroutine that net/http watches.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// clean returns what was typed as text.
func clean(typed string) string { return strings.TrimSpace(strings.ToValidUTF8(typed, "\uFFFD")) }

// limit holds back whoever asks too often, and all together where they would never be done with.
func (d desk) limit(v visit) error {
	if d.config.Limits == nil {
		return nil
	}
	return d.config.Limits.Ask(limit.Question{User: v.client, Channel: place}, time.Now())
}

func (d desk) room() rush.Room { return rush.Room{Library: d.config.Library} }

func (v visit) party() queue.Party { return queue.Party{Server: place, Member: v.client} }

// outcome says what became of a question.
func outcome(a index.Answer, err error) Outcome {
	var held limit.Reached
	switch {
	case errors.As(err, &held) && held.Scope == limit.User:
		return Outcome{Name: "limited", Reason: "user"}
	case errors.As(err, &held):
		return Outcome{Name: "limited", Reason: "channel"}
	case errors.Is(err, context.Canceled):
		return Outcome{Name: "failed", Reason: "gone"}
	case errors.Is(err, context.DeadlineExceeded):
		return Outcome{Name: "failed", Reason: "timeout"}
	case err != nil:
		return Outcome{Name: "failed", Reason: "error"}
	case a.Abstained:
		return Outcome{Name: "abstained", Reason: string(a.Reason), Confidence: a.Confidence}
	}
	return Outcome{Name: "answered", Confidence: a.Confidence}
}
