package rest

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/url"

	"github.com/bwmarrin/discordgo"
)

// An exchange is one try of a request and what came back.
type exchange struct {
	status int // 0: no answer
	header http.Header
	answer []byte
	err    error
}

// attempt sends a request once, through discordgo but past its limiter: the bucket it
// asks for is a new one each time, buckets does the waiting.
func (c *Client) attempt(ctx context.Context, r request, contentType string, body []byte) *exchange {
	x := new(exchange)
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, exchangeKey{}, x), c.timing.attempt)
	defer cancel()
	c.requests.Add(1)
	answer, err := c.session.RequestWithLockedBucket(r.method, c.base+r.path, contentType, body,
		discordgo.NewRatelimiter().LockBucket(""), 0, discordgo.WithContext(ctx))
	if x.status == http.StatusTooManyRequests {
		c.limited.Add(1)
		completeLimit(x.header, answer)
	}
	c.refusals.note(x.status, x.header)
	c.clock.note(x.header)
	x.answer = answer
	switch {
	case x.status >= 200 && x.status < 300 && err == nil:
	case x.status >= 300:
		x.err = statusError(x, answer, err)
	default:
		x.err = withoutURL(err)
	}
	c.buckets.give(r, x.limitStatus(), x.header)
	return x
}

// limitStatus is the status as far as it tells of a limit on requests: a channel's slow mode
// is none, and can last for hours.
func (x *exchange) limitStatus() int {
	if x.slowed() {
		return http.StatusBadRequest
	}
	return x.status
}

func (x *exchange) slowed() bool { return Code(x.err) == CodeSlowMode }

// outlook tells whether another try makes sense, and whether this one may have arrived
// although no good answer came.
func (x *exchange) outlook(r request) (again, lost bool) {
	switch {
	case x.status == http.StatusTooManyRequests:
		return !x.slowed(), false
	case x.status == 0 && unsent(x.err):
		return true, false
	case x.status >= 300 && x.status < 500, x.status == http.StatusNotImplemented:
		return false, false
	}
	return r.safe() || r.kind == callback, true
}

// unsent tells whether an error came before anything was sent.
func unsent(err error) bool {
	e, ok := errors.AsType[*net.OpError](err)
	return ok && e.Op == "dial"
}

// alreadyDone tells whether a refusal says that an earlier try has done what was asked.
func alreadyDone(r request, err error) bool {
	return r.kind == callback && Code(err) == CodeAcknowledged || r.method == http.MethodDelete && Gone(err)
}

// statusError makes the error of an answer other than 2xx.
func statusError(x *exchange, answer []byte, err error) *StatusError {
	e := &StatusError{Status: x.status, Message: http.StatusText(x.status)}
	if x.status == http.StatusTooManyRequests {
		e.RetryAfter = retryAfter(x.header)
	}
	var said struct {
		Code    int             `json:"code"`
		Message string          `json:"message"`
		Errors  json.RawMessage `json:"errors"`
	}
	if rest, ok := errors.AsType[*discordgo.RESTError](err); ok {
		answer = rest.ResponseBody
	}
	if json.Unmarshal(answer, &said) == nil && said.Message != "" {
		e.Code, e.Message = said.Code, said.Message
		if len(said.Errors) > 0 {
			e.Message += " " + string(said.Errors)
		}
	}
	return e
}

// withoutURL takes the address out of an error of net/http: it may hold the token of an
// interaction.
func withoutURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}
