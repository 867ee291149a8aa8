package bot

import (
	"context"
	"time"

	"verbatim/bot/card"
	"verbatim/bot/gateway/event"
)

const (
	greetedWithin = 10 * time.Minute // how new a server is that is greeted
	arrivalsKept  = 100              // new servers that may wait for their greeting
)

// arrive remembers a new server that has a channel for notices. Where so many come at once that
// they do not fit, the rest goes without a greeting.
func (b *Bot) arrive(s event.Server) {
	if s.Notice == "" || b.clock().Sub(s.Joined) > greetedWithin {
		return
	}
	select {
	case b.arrivals <- s:
	default:
	}
}

// greet greets a new server once, in the channel for its notices, or nowhere.
func (b *Bot) greet(ctx context.Context, s event.Server) {
	first, err := b.store.Greet(s.ID, b.clock())
	if err != nil {
		b.log.ErrorContext(ctx, "could not note that a server is greeted", "error", err)
		return
	}
	if !first {
		return
	}
	locale, _ := b.locales.Get(s.ID)
	t := b.catalogue.For(locale)
	if _, err := b.discord.Send(ctx, s.Notice, card.Greeting(t, b.commands(t)).Post()); err != nil {
		b.log.InfoContext(ctx, "could not greet a server", "server", s.ID, "error", err)
	}
}
