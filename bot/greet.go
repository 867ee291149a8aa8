package bot

import (
	"context"
	"time"

	"verbatim/bot/card"
)

const (
	greetedWithin = 10 * time.Minute // how new a server is that is greeted
	arrivalsKept  = 100              // new servers that may wait for their greeting
)

// An arrival is a server that the bot is a member of, since a time that may be long ago.
type arrival struct {
	server, channel string
	since           time.Time
}

// onMember remembers a new server that has a channel for notices. Where so many come at once that
// they do not fit, the rest goes without a greeting.
func (b *Bot) onMember(server, channel string, since time.Time) {
	if channel == "" || b.clock().Sub(since) > greetedWithin {
		return
	}
	select {
	case b.arrivals <- arrival{server, channel, since}:
	default:
	}
}

// greet greets a new server once, in the channel for its notices, or nowhere.
func (b *Bot) greet(ctx context.Context, a arrival) {
	first, err := b.store.Greet(a.server, b.clock())
	if err != nil {
		b.log.Error("could not note that a server is greeted", "error", err)
		return
	}
	if !first {
		return
	}
	locale, _ := b.locales.Get(a.server)
	if _, err := b.discord.Send(ctx, a.channel, card.Greeting(b.catalogue.For(locale)).Post()); err != nil {
		b.log.Info("could not greet a server", "server", a.server, "error", err)
	}
}
