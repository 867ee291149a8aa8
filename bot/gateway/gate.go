package gateway

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/event"
	"verbatim/bot/gateway/pace"
	"verbatim/bot/gateway/rest"
)

// A gate lets shards start sessions no faster than Discord allows: one IDENTIFY in five
// seconds for each rate limit key, and no more in a day than session_start_limit says,
// since Discord resets the token of a bot that goes past it (events/gateway.mdx, "Rate
// Limiting" and "Sharding for Large Bots").
type gate struct {
	ask    func(context.Context) (*discordgo.GatewayBotResponse, error)
	timing timing
	log    *slog.Logger

	mu   sync.Mutex
	keys map[int]*gateKey
	last time.Time // latest session that was let through
}

// A gateKey is the state of one rate limit key: one shard at a time goes through, and
// the next one only when the one before is through or has failed.
type gateKey struct {
	busy chan struct{} // holds one value while a shard goes through
	free time.Time     // when the next one may
}

func newGate(c *Client) *gate {
	return &gate{ask: c.gatewayBot, timing: c.timing, log: c.cfg.Logger, keys: map[int]*gateKey{}}
}

// pass waits until the shard may send IDENTIFY and returns the gateway's address. The
// caller calls done when the session has started or failed to.
func (g *gate) pass(ctx context.Context, shard int) (address string, done func(), err error) {
	for {
		info, err := g.ask(ctx)
		if err != nil {
			return "", nil, err
		}
		limit := info.SessionStartLimit
		reset := time.Duration(limit.ResetAfter) * time.Millisecond
		if limit.Total == 0 || limit.Remaining > 0 {
			done, err = g.enter(ctx, g.key(shard%max(limit.MaxConcurrency, 1)), spacing(limit, reset))
			return info.URL, done, err
		}
		g.log.Error("no session start is left for today, waiting for new ones", "shard", shard, "wait", reset)
		if err := pace.Pause(ctx, reset+pace.Between(0, g.timing.identifyEvery)); err != nil {
			return "", nil, err
		}
	}
}

func (g *gate) key(n int) *gateKey {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.keys[n] == nil {
		g.keys[n] = &gateKey{busy: make(chan struct{}, 1)}
	}
	return g.keys[n]
}

// enter waits for the key and for its time.
func (g *gate) enter(ctx context.Context, k *gateKey, apart time.Duration) (done func(), err error) {
	select {
	case k.busy <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if err := pace.Pause(ctx, g.wait(k, apart)); err != nil {
		<-k.busy
		return nil, err
	}
	return func() {
		g.mu.Lock()
		k.free = time.Now().Add(g.timing.identifyEvery)
		g.mu.Unlock()
		<-k.busy
	}, nil
}

// wait is how long a key is not free yet, the time between sessions considered.
func (g *gate) wait(k *gateKey, apart time.Duration) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	now, at := time.Now(), k.free
	if slow := g.last.Add(apart); apart > 0 && !g.last.IsZero() && slow.After(at) {
		at = slow
	}
	if at.Before(now) {
		at = now
	}
	g.last = at
	return at.Sub(now)
}

// spacing is the least time between two sessions once more than half of the day's are used
// up, so that a gateway that loses them all the time cannot use up the rest.
func spacing(limit discordgo.SessionInformation, reset time.Duration) time.Duration {
	if limit.Remaining*2 >= limit.Total {
		return 0
	}
	return reset / time.Duration(limit.Remaining)
}

// gatewayBot asks for the gateway's address and limits until it gets them. It gives up
// only when the token is refused.
func (c *Client) gatewayBot(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
	for try := 0; ; try++ {
		info, err := c.GatewayBot(ctx)
		if err == nil {
			info.URL, err = event.Address(info.URL)
		}
		switch {
		case err == nil:
			return info, nil
		case rest.Status(err) == http.StatusUnauthorized:
			return nil, badToken(http.StatusUnauthorized)
		case ctx.Err() != nil:
			return nil, ctx.Err()
		}
		wait := pace.Backoff(try, c.timing.retryMin, c.timing.retryMax)
		c.cfg.Logger.Warn("Discord does not tell the gateway's address", "error", err, "wait", wait)
		if err := pace.Pause(ctx, wait); err != nil {
			return nil, err
		}
	}
}
