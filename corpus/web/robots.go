package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/web/robots"
)

// Bounds of what robots.txt may ask for, and how long it holds.
const (
	maxDelay  = 30 * time.Second // a host that asks for longer pauses gets these
	robotsAge = 24 * time.Hour
	deniedAge = 5 * time.Minute // of rules that could not be read
)

// A host keeps the manners towards one host. One request runs at a time.
type host struct {
	busy chan struct{} // holds a token while a request runs
	next time.Time     // of the next request; guarded by busy

	mu     sync.Mutex
	robots *robots.Rules
	denied error // why nothing may be read
	asked  time.Time
	silent int // requests in a row that got no answer
}

func (f *Fetcher) host(u *url.URL) *host {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.hosts == nil {
		f.hosts = map[string]*host{}
	}
	key := u.Scheme + "://" + u.Host
	h, ok := f.hosts[key]
	if !ok {
		h = &host{busy: make(chan struct{}, 1)}
		f.hosts[key] = h
	}
	return h
}

// turn waits until the host may be asked; done must follow.
func (h *host) turn(ctx context.Context) error {
	select {
	case h.busy <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	timer := time.NewTimer(time.Until(h.next))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		<-h.busy
		return ctx.Err()
	}
}

// done ends a turn. The next one begins after interval, or what robots.txt asks for.
func (h *host) done(interval time.Duration) {
	h.mu.Lock()
	if h.robots != nil {
		interval = max(interval, min(h.robots.Delay, maxDelay))
	}
	h.mu.Unlock()
	h.next = time.Now().Add(interval)
	<-h.busy
}

// maxSilent is how many pages in a row may fail, each after several tries, before a host is
// left alone for a while.
const maxSilent = 3

// answered takes note of how a request ended. A host that answers nothing, or asks to be
// left alone, is.
func (h *host) answered(ctx context.Context, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	status, isStatus := errors.AsType[*statusError](err)
	busy := isStatus && (status.code == http.StatusServiceUnavailable || status.code == http.StatusTooManyRequests)
	switch {
	case ctx.Err() != nil:
	case err == nil, isStatus && !busy, !passing(err):
		h.silent = 0
	default:
		if h.silent++; h.silent >= maxSilent {
			h.denied, h.asked = err, time.Now()
		}
	}
}

// allowed asks robots.txt whether an address may be read, and fetches it first where that
// was not done today.
func (f *Fetcher) allowed(ctx context.Context, h *host, u *url.URL) error {
	if h.stale() {
		if err := f.learn(ctx, h, u); err != nil {
			return err
		}
	}
	return f.robotsAllow(h, u)
}

// stale reports whether robots.txt is to be fetched.
func (h *host) stale() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return time.Since(h.asked) > robotsAge || (h.denied != nil && time.Since(h.asked) > deniedAge)
}

// learn fetches robots.txt, unless another did while this one waited for it. The error is
// ctx.Err().
func (f *Fetcher) learn(ctx context.Context, h *host, u *url.URL) error {
	if err := h.turn(ctx); err != nil {
		return err
	}
	defer func() { <-h.busy }() // a page may be asked for right after it
	if !h.stale() {
		return nil
	}
	rules, denied := f.fetchRobots(ctx, u)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.robots, h.denied, h.asked = rules, denied, time.Now()
	return nil
}

func (f *Fetcher) robotsAllow(h *host, u *url.URL) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.denied != nil:
		return &downError{u.Scheme + "://" + u.Host, h.denied}
	case h.robots != nil && !h.robots.Allow(u.RequestURI()):
		return document.Refuse(corpus.ReasonForbidden, fmt.Errorf("robots.txt of %s asks not to read this", u.Host))
	}
	return nil
}

// fetchRobots returns the rules for this program, nil when there are none, or why nothing
// may be read: an unreachable robots.txt forbids all, a missing one allows all
// (RFC 9309, section 2.3.1).
func (f *Fetcher) fetchRobots(ctx context.Context, u *url.URL) (*robots.Rules, error) {
	within, cancel := context.WithTimeout(ctx, f.timeout())
	defer cancel()
	body, err := retry(within, f.interval(u), f.timeout(), func() ([]byte, error) { return f.askRobots(within, u) })
	if status, ok := errors.AsType[*statusError](err); ok && status.code < 500 && status.code != http.StatusTooManyRequests {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read robots.txt: %w", err)
	}
	return robots.Parse(body).For(f.agent()), nil
}

// askRobots asks once.
func (f *Fetcher) askRobots(ctx context.Context, u *url.URL) ([]byte, error) {
	address := u.Scheme + "://" + u.Host + "/robots.txt"
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", f.agent())
	client := *f.http()
	client.CheckRedirect = func(_ *http.Request, via []*http.Request) error {
		if len(via) > maxRedirects {
			return errors.New("too many redirects")
		}
		return nil
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, plainError(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, &statusError{resp.StatusCode, retryAfter(resp.Header.Get("Retry-After"))}
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, robots.MaxBytes))
	if err != nil {
		return nil, plainError(err)
	}
	return body, nil
}
