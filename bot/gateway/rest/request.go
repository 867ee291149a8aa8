package rest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/event"
	"verbatim/bot/gateway/pace"
)

// maxTries is how often a request is sent before its failure is reported.
const maxTries = 5

// kind says which of Discord's limits a request falls under.
type kind int

const (
	ordinary kind = iota
	callback      // first answer to an interaction: dead after three seconds
	webhook       // later answers to an interaction
)

// A request is one call of the REST interface.
type request struct {
	method, path string // path begins after the version
	body         any
	files        []*discordgo.File
	kind         kind
	repeatable   bool // a POST that does no harm when it arrives twice
}

// safe tells whether the request may be sent again when nobody knows what became of it.
func (r request) safe() bool {
	return r.method != http.MethodPost || r.repeatable
}

// call sends a request and decodes the answer into out, which may be nil.
func (c *Client) call(ctx context.Context, r request, out any) error {
	answer, err := c.send(ctx, r)
	if err != nil {
		return fmt.Errorf("discord: %s %s: %w", r.method, publicPath(r.path), err)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return fmt.Errorf("discord: %s %s: decode answer: %w", r.method, publicPath(r.path), err)
	}
	return nil
}

// send tries a request until it succeeds, until it is clear that it won't, or until its
// time is over.
func (c *Client) send(ctx context.Context, r request) ([]byte, error) {
	contentType, body, err := encode(r)
	if err != nil {
		return nil, fmt.Errorf("encode body: %w", err)
	}
	sending, cancel := c.limitTime(ctx, r)
	defer cancel()
	if r.kind != callback { // what is on its way in time may be answered later
		ctx = sending
	}
	unsure := false // an earlier try may have arrived
	for try := 0; ; try++ {
		if err := c.clear(sending, r); err != nil {
			return nil, c.late(r, err)
		}
		x := c.attempt(ctx, r, contentType, body)
		if x.err == nil || unsure && alreadyDone(r, x.err) {
			return x.answer, nil
		}
		again, lost := x.outlook(r)
		unsure = unsure || lost
		if !again || try+1 >= maxTries || sending.Err() != nil {
			return nil, c.late(r, x.err)
		}
		c.retries.Add(1)
		if !c.rest(sending, r, x, try) {
			return nil, c.late(r, x.err)
		}
	}
}

// rest waits between two tries. It returns false when the request's time ends before.
func (c *Client) rest(ctx context.Context, r request, x *exchange, try int) bool {
	wait := pace.Backoff(try, c.timing.again, 16*c.timing.again)
	if x.status == http.StatusTooManyRequests {
		if bucketKey(r) != "" {
			return true // clear waits
		}
		wait = retryAfter(x.header)
	}
	if deadline, ok := ctx.Deadline(); ok && time.Now().Add(wait).After(deadline) {
		return false
	}
	return pace.Pause(ctx, wait) == nil
}

func encode(r request) (contentType string, body []byte, err error) {
	switch {
	case len(r.files) > 0:
		return discordgo.MultipartBodyWithJSON(r.body, r.files)
	case r.body != nil:
		body, err = json.Marshal(r.body)
		return "application/json", body, err
	}
	return "", nil, nil
}

// limitTime sets the moment after which a request is not sent any more.
func (c *Client) limitTime(ctx context.Context, r request) (context.Context, context.CancelFunc) {
	if r.kind == callback {
		return context.WithDeadline(ctx, event.Arrival(ctx).Add(c.timing.respond))
	}
	if _, ok := ctx.Deadline(); ok {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, c.timing.request)
}

// clear waits until Discord's limits allow the request.
func (c *Client) clear(ctx context.Context, r request) error {
	if !c.refusals.allow(r.kind) {
		return ErrBlocked
	}
	if r.kind == ordinary {
		if err := c.perSecond.Wait(ctx); err != nil {
			return err
		}
	}
	return c.buckets.take(ctx, r)
}

// late turns the end of an interaction's time into ErrTooLate.
func (c *Client) late(r request, err error) error {
	if r.kind == callback && errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: %w", ErrTooLate, err)
	}
	return err
}

// publicPath is a path without an interaction's token.
func publicPath(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) > 3 && (parts[1] == "interactions" || parts[1] == "webhooks") {
		parts[3] = "…"
	}
	return strings.Join(parts, "/")
}
