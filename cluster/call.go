package cluster

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// An operation is one request of the cluster's interface. Making it twice does what making it once does.
type operation struct {
	name   string // for messages, such as "search"
	method string
	path   []string // its parts, as they are
	params url.Values
	body   []byte        // JSON, or lines of JSON
	lines  bool          // of JSON
	limit  time.Duration // of an attempt; 0 for the client's
}

// The waits between attempts grow from the first to the longest, each half as long again at most.
const (
	firstWait = 50 * time.Millisecond
	maxWait   = 2 * time.Second
)

// call makes a request and reads the answer into out, nil for one that does not matter. It returns how many
// attempts there were: where there was more than one, an earlier one may have been obeyed though its answer was lost.
func (c *Client) call(ctx context.Context, op operation, out any) (attempts int, err error) {
	var last error
	blank := blanked(out)
	patience := max(c.patience, 2*op.limit)
	_, err = backoff.Retry(ctx, func() (struct{}, error) {
		attempts++
		blank()
		last = c.attempt(ctx, op, out)
		return struct{}{}, last
	}, backoff.WithBackOff(waits()), backoff.WithMaxElapsedTime(patience))
	if last != nil && ctx.Err() != nil && !errors.Is(last, ctx.Err()) {
		last = fmt.Errorf("%w: %w", ctx.Err(), last)
	}
	if permanent, ok := errors.AsType[*backoff.PermanentError](last); ok {
		last = permanent.Unwrap()
	}
	if err != nil {
		return attempts, fmt.Errorf("%s %s: %w", op.name, strings.Join(op.path, "/"), last)
	}
	return attempts, nil
}

// blanked returns what makes an answer be as it is now: what is decoded over an answer before leaves some of that.
func blanked(out any) func() {
	if out == nil {
		return func() {}
	}
	answer := reflect.ValueOf(out).Elem()
	before := reflect.New(answer.Type()).Elem()
	before.Set(answer)
	return func() { answer.Set(before) }
}

func waits() *backoff.ExponentialBackOff {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval, b.MaxInterval = firstWait, maxWait
	return b
}

// attempt makes a request once. An error that another attempt will not mend is marked as permanent.
func (c *Client) attempt(ctx context.Context, op operation, out any) error {
	if err := c.breaker.allow(time.Now()); err != nil {
		return backoff.Permanent(err)
	}
	within, cancel := context.WithTimeout(ctx, or(op.limit, c.limit))
	defer cancel()
	body, err := c.send(within, op)
	if errors.Is(ctx.Err(), context.Canceled) {
		return backoff.Permanent(ctx.Err()) // says nothing of the cluster
	}
	if err == nil {
		err = decode(body, out)
	}
	return c.judge(err)
}

// decode reads an answer, and returns an error when it is not whole.
func decode(body []byte, out any) error {
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(body, out); err != nil {
		return &PartialError{Reason: fmt.Sprintf("it cannot be decoded: %v", err)}
	}
	if answer, ok := out.(interface{ incomplete() error }); ok {
		return answer.incomplete()
	}
	return nil
}

// judge tells the breaker of an attempt, and what is to come of its error.
func (c *Client) judge(err error) error {
	if err == nil {
		c.breaker.succeeded(time.Now())
		return nil
	}
	if hint := misconfigured(err); hint != nil {
		return backoff.Permanent(hint)
	}
	fault, answered := errors.AsType[*Fault](err)
	partial, _ := errors.AsType[*PartialError](err)
	switch {
	case partial != nil, answered && !fault.absent():
		c.breaker.succeeded(time.Now())
		if partial == nil && !fault.may() {
			return backoff.Permanent(err)
		}
		return err
	}
	err = c.breaker.noted(time.Now(), err)
	if c.breaker.away() != nil {
		return backoff.Permanent(err) // as for those that are not even tried
	}
	return err
}

// send sends a request to the node whose turn it is, and returns the answer, which is whole.
func (c *Client) send(ctx context.Context, op operation) ([]byte, error) {
	req, err := op.request(ctx)
	if err != nil {
		return nil, err
	}
	resp, err := c.nodes.Stream(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var body bytes.Buffer
	if _, err := body.ReadFrom(resp.Body); err != nil {
		return nil, err
	}
	if resp.StatusCode >= http.StatusBadRequest {
		return nil, faultOf(resp.StatusCode, body.Bytes())
	}
	return body.Bytes(), nil
}

func (op operation) request(ctx context.Context) (*http.Request, error) {
	u := url.URL{Path: "/" + strings.Join(op.path, "/"), RawQuery: op.params.Encode()}
	escaped := make([]string, len(op.path))
	for i, part := range op.path {
		escaped[i] = url.PathEscape(part)
	}
	u.RawPath = "/" + strings.Join(escaped, "/")
	req, err := http.NewRequestWithContext(ctx, op.method, "/", bytes.NewReader(op.body))
	if err != nil {
		return nil, err
	}
	req.URL = &u
	if op.body == nil {
		req.Body, req.ContentLength = nil, 0
		return req, nil
	}
	req.Header.Set("Content-Type", "application/json")
	if op.lines {
		req.Header.Set("Content-Type", "application/x-ndjson")
	}
	return req, nil
}
