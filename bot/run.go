package bot

import (
	"context"
	"errors"
	"sync"
	"time"
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
	tending.Go(func() { b.hurry(ctx, lasting) })
	defer tending.Wait()
	defer cancel()
	return b.discord.Run(ctx)
}

// Connected reports whether all shards of the bot are.
func (b *Bot) Connected() bool {
	n := b.discord.Stats()
	return n.Shards > 0 && n.Connected == n.Shards
}

// hurryAfter is how long a bot that stops, or hands over, takes its time to answer what was asked.
const hurryAfter = 500 * time.Millisecond

// hurry has less read for each question soon after ctx ends, until lasting does: whoever asks the
// next bot waits for these to be answered.
func (b *Bot) hurry(ctx, lasting context.Context) {
	select {
	case <-ctx.Done():
	case <-lasting.Done():
		return
	}
	select {
	case <-time.After(hurryAfter):
	case <-lasting.Done():
		return
	}
	b.desk.Hurry(true)
	<-lasting.Done()
	b.desk.Hurry(false)
}
