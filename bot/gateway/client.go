package gateway

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"verbatim/bot/gateway/rest"
)

// A Client is one bot's connection to Discord: Run receives, the other methods send.
// All methods may be called from several goroutines, and sending works before and
// after Run.
type Client struct {
	*rest.Client
	cfg     Config
	handler Handler
	timing  timing
	proxy   func(*http.Request) (*url.URL, error)
	roots   *x509.CertPool // whose certificates the gateway may show; nil: the system's
	crew    *crew
	counts  *counts
	shards  atomic.Int64
	started atomic.Bool

	mu      sync.Mutex
	left    []Session // see Sessions
	running []*shard
}

// New checks the configuration and makes a Client. Nothing is sent yet.
func New(cfg Config, handler Handler) (*Client, error) {
	cfg = cfg.withDefaults()
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	c := &Client{
		cfg: cfg, handler: handler, timing: defaultTiming(), proxy: http.ProxyFromEnvironment, counts: new(counts),
	}
	c.crew = newCrew(cfg.Limit, cfg.Logger, c.counts)
	var err error
	if c.Client, err = rest.New(rest.Config{Base: cfg.APIBase, Token: cfg.Token, UserAgent: cfg.UserAgent, Logger: cfg.Logger}); err != nil {
		return nil, fmt.Errorf("gateway: make session: %w", err)
	}
	return c, nil
}

// Run connects and hands events to the handler until ctx ends, then waits for the
// running handlers, closes the connections and returns nil. Where the cause of that end is
// ErrHandOver, it takes nothing more at first, then waits, and leaves the sessions to be gone on
// with. It returns a *FatalError
// when going on would be of no use, for instance because the token is wrong. Faults of
// the network and of Discord are no reason to return. Run may be called once.
func (c *Client) Run(ctx context.Context) error {
	if c.started.Swap(true) {
		return errors.New("gateway: Run was called twice")
	}
	lasting := context.WithoutCancel(ctx)
	handling, abort := context.WithCancel(lasting)
	defer abort()
	c.crew.start(handling)
	connecting, disconnect := context.WithCancelCause(lasting)
	defer disconnect(nil)
	ended := make(chan error, 1)
	go func() { ended <- c.connect(connecting) }()

	var err error
	select {
	case <-ctx.Done():
		if handsOver(ctx) {
			disconnect(ErrHandOver)
			err = <-ended
			c.stop()
			break
		}
		c.stop()
		disconnect(nil)
		err = <-ended
	case err = <-ended:
		c.stop()
	}
	return err
}

// stop lets the running handlers end.
func (c *Client) stop() {
	if !c.crew.drain(c.cfg.Grace) {
		c.cfg.Logger.Warn("handlers still run after the grace period and are left behind", "grace", c.cfg.Grace)
	}
}

// connect keeps all shards connected. When Discord wants more of them than it advised,
// and advises more by now, it starts over.
func (c *Client) connect(ctx context.Context) error {
	gate := newGate(c)
	var tooFew *FatalError
	handed := c.cfg.Sessions
	for before := 0; ; {
		ids, count, err := c.layout(ctx, handed)
		if err == nil && tooFew != nil && count <= before {
			err = tooFew
		}
		if err == nil {
			err = c.connectShards(ctx, ids, count, gate, handed)
		}
		handed = nil
		if ctx.Err() != nil {
			return nil
		}
		e, ok := errors.AsType[*FatalError](err)
		if !ok || e.Code != 4011 || e == tooFew || c.cfg.ShardCount > 0 {
			return err
		}
		c.cfg.Logger.Warn("Discord wants more shards than it advised", "shards", count)
		tooFew, before = e, count
	}
}

// layout says which shards this process runs, and how many there are in all: as many as there
// are sessions to go on with, or else as Discord advises.
func (c *Client) layout(ctx context.Context, handed []Session) (ids []int, count int, err error) {
	if c.cfg.ShardCount > 0 {
		return []int{c.cfg.ShardID}, c.cfg.ShardCount, nil
	}
	if len(handed) > 0 {
		count = handed[0].Shards
	} else {
		info, err := c.gatewayBot(ctx)
		if err != nil {
			return nil, 0, err
		}
		count = max(info.Shards, 1)
	}
	for id := range count {
		ids = append(ids, id)
	}
	return ids, count, nil
}

// runs notes that a shard runs, nil that none does any more.
func (c *Client) runs(sh *shard) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if sh == nil {
		c.running = nil
		return
	}
	c.running = append(c.running, sh)
}

func (c *Client) connectShards(ctx context.Context, ids []int, count int, gate *gate, handed []Session) error {
	c.shards.Store(int64(len(ids)))
	group, ctx := errgroup.WithContext(ctx)
	c.runs(nil)
	for _, id := range ids {
		sh := c.newShard(id, count, gate)
		sh.goOn(handed)
		c.runs(sh)
		group.Go(func() error {
			err := sh.run(ctx)
			if handsOver(ctx) {
				c.leave(sh)
			}
			return err
		})
	}
	return group.Wait()
}
