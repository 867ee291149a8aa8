package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"verbatim/bot/monitor"
	"verbatim/bot/store"
)

// ErrNoToken means that the bot was started without a token.
var ErrNoToken = errors.New("no Discord token: set DISCORD_TOKEN to the token of your application's bot")

// Run connects to Discord and answers until ctx ends, which is no error. It returns
// early with an error that says what to do when Discord refuses the bot for good.
func Run(ctx context.Context, c Config, lib Library) (err error) {
	if c.Token == "" {
		return ErrNoToken
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Retention == 0 {
		c.Retention = DefaultRetention
	}
	s, err := store.Open(c.Data, storeName(c))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	b, err := newBot(c, lib, s)
	if err != nil {
		return err
	}
	var tending sync.WaitGroup
	lasting, cancel := context.WithCancel(context.WithoutCancel(ctx))
	tending.Go(func() { b.tend(lasting) })
	tending.Go(func() { b.live.Watch(lasting) })
	tending.Go(func() {
		b.shelves.Encode(lasting, func(err error) { c.Logger.Warn("what a server taught is found by its words alone", "error", err) })
	})
	defer tending.Wait()
	defer cancel()
	if c.Listen != "" {
		if err := monitor.Serve(lasting, c.Listen, b.stats, c.Logger); err != nil {
			return err
		}
	}
	return b.discord.Run(ctx)
}

// storeName returns the file name of the store: each process of a bot that is spread
// over several needs one of its own.
func storeName(c Config) string {
	if c.ShardCount > 1 {
		return fmt.Sprintf("bot-%d-of-%d.db", c.ShardID, c.ShardCount)
	}
	return "bot.db"
}

// stats is what the bot tells those who run it.
func (b *Bot) stats() monitor.Stats {
	return monitor.Stats{Stats: b.discord.Stats(), Questions: b.desk.Counts(), Held: b.limits.Counts()}
}
