package gateway

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
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
	next map[int]time.Time // when a rate limit key is free again
	last time.Time         // latest IDENTIFY that was let through
}

func newGate(c *Client) *gate {
	return &gate{ask: c.gatewayBot, timing: c.timing, log: c.cfg.Logger, next: map[int]time.Time{}}
}

// pass waits until the shard may send IDENTIFY and returns the gateway's address.
func (g *gate) pass(ctx context.Context, shard int) (string, error) {
	for {
		info, err := g.ask(ctx)
		if err != nil {
			return "", err
		}
		limit := info.SessionStartLimit
		reset := time.Duration(limit.ResetAfter) * time.Millisecond
		if limit.Total > 0 && limit.Remaining <= 0 {
			g.log.Error("no session start is left for today, waiting for new ones", "shard", shard, "wait", reset)
			if err := pause(ctx, reset+between(0, g.timing.identifyEvery)); err != nil {
				return "", err
			}
			continue
		}
		wait := g.reserve(shard%max(limit.MaxConcurrency, 1), pace(limit, reset))
		return info.URL, pause(ctx, wait)
	}
}

// pace is the least time between two sessions once more than half of the day's are used
// up, so that a gateway that loses them all the time cannot use up the rest.
func pace(limit discordgo.SessionInformation, reset time.Duration) time.Duration {
	if limit.Remaining*2 >= limit.Total {
		return 0
	}
	return reset / time.Duration(limit.Remaining)
}

// reserve takes the next free moment of a rate limit key and returns how far away it is.
func (g *gate) reserve(key int, pace time.Duration) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	at := now
	if next := g.next[key]; next.After(at) {
		at = next
	}
	if slow := g.last.Add(pace); !g.last.IsZero() && slow.After(at) {
		at = slow
	}
	// The gateway counts when it receives, so leave some room.
	g.next[key] = at.Add(g.timing.identifyEvery + g.timing.identifyEvery/20)
	g.last = at
	return at.Sub(now)
}

// gatewayBot asks for the gateway's address and limits until it gets them. It gives up
// only when the token is refused.
func (c *Client) gatewayBot(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
	for try := 0; ; try++ {
		var info discordgo.GatewayBotResponse
		err := c.call(ctx, request{method: http.MethodGet, path: "/gateway/bot"}, &info)
		switch {
		case err == nil && info.URL != "":
			return &info, nil
		case Status(err) == http.StatusUnauthorized:
			return nil, badToken(http.StatusUnauthorized)
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err == nil:
			err = fmt.Errorf("no address in the answer")
		}
		wait := backoff(try, c.timing.retryMin, c.timing.retryMax)
		c.cfg.Logger.Warn("Discord does not tell the gateway's address", "error", err, "wait", wait)
		if err := pause(ctx, wait); err != nil {
			return nil, err
		}
	}
}
