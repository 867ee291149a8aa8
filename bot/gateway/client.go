package gateway

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
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
// running handlers, closes the connections and returns nil. It returns a *FatalError
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
	connecting, disconnect := context.WithCancel(lasting)
	defer disconnect()
	ended := make(chan error, 1)
	go func() { ended <- c.connect(connecting) }()

	var err error
	select {
	case <-ctx.Done():
		c.stop()
		disconnect()
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
	for before := 0; ; {
		ids, count, err := c.layout(ctx)
		if err == nil && tooFew != nil && count <= before {
			err = tooFew
		}
		if err == nil {
			err = c.connectShards(ctx, ids, count, gate)
		}
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

// layout says which shards this process runs, and how many there are in all.
func (c *Client) layout(ctx context.Context) (ids []int, count int, err error) {
	if c.cfg.ShardCount > 0 {
		return []int{c.cfg.ShardID}, c.cfg.ShardCount, nil
	}
	info, err := c.gatewayBot(ctx)
	if err != nil {
		return nil, 0, err
	}
	for id := range max(info.Shards, 1) {
		ids = append(ids, id)
	}
	return ids, len(ids), nil
}

func (c *Client) connectShards(ctx context.Context, ids []int, count int, gate *gate) error {
	c.shards.Store(int64(len(ids)))
	group, ctx := errgroup.WithContext(ctx)
	for _, id := range ids {
		group.Go(func() error { return c.newShard(id, count, gate).run(ctx) })
	}
	return group.Wait()
}
