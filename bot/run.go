package bot

import (
	"context"
	"errors"
	"sync"
)

// ErrNoToken means that the bot was started without a token.
var ErrNoToken = errors.New("no Discord token: set DISCORD_TOKEN to the token of your application's bot")

// Run connects to Discord and answers until ctx ends, which is no error. Where the cause of that
// is [gateway.ErrHandOver], another bot can go on with what [Bot.Handed] then tells. It returns
// early with an error that says what to do when Discord refuses the bot for good. It may be
// called once.
func (b *Bot) Run(ctx context.Context) error {
	var tending sync.WaitGroup
	lasting, cancel := context.WithCancel(context.WithoutCancel(ctx))
	tending.Go(func() { b.tend(lasting) })
	tending.Go(func() { b.live.Watch(lasting) })
	tending.Go(func() {
		b.shelves.Encode(lasting, func(err error) {
			b.log.WarnContext(ctx, "what a server taught is found by its words alone", "error", err)
		})
	})
	defer tending.Wait()
	defer cancel()
	return b.discord.Run(ctx)
}

// Connected reports whether all shards of the bot are.
func (b *Bot) Connected() bool {
	n := b.discord.Stats()
	return n.Shards > 0 && n.Connected == n.Shards
}
