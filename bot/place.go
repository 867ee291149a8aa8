package bot

import (
	"context"
	"slices"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/rest"
	"verbatim/bot/hear"
	"verbatim/bot/store"
)

// allowed reports whether the managers of a server want answers in a channel.
func (b *Bot) allowed(ctx context.Context, s store.Settings, channel string) bool {
	known := hear.Places{}
	for {
		allowed, look := hear.Allowed(s, channel, known)
		if look == "" {
			return allowed
		}
		known[look] = b.channel(ctx, look)
	}
}

// standing returns the channels that were not deleted, as far as the bot knows.
func (b *Bot) standing(channels []string) []string {
	return slices.DeleteFunc(slices.Clone(channels), func(id string) bool { return b.standingOne(id) == "" })
}

// standingOne returns a channel's id unless it was deleted, as far as the bot knows.
func (b *Bot) standingOne(channel string) string {
	if p, _ := b.places.Get(channel); p.Gone {
		return ""
	}
	return channel
}

// sourcesIn returns the beginnings of ids or sources that a server's managers have chosen for a
// channel: for itself, for a thread's channel, for the category, or for the server.
func (b *Bot) sourcesIn(ctx context.Context, s store.Settings, channel string) []string {
	if len(s.In) == 0 {
		return s.Sources
	}
	places := []string{channel}
	p := b.channel(ctx, channel)
	if p.Thread {
		places = append(places, p.Parent)
		p = b.channel(ctx, p.Parent)
	}
	return s.SourcesIn(append(places, p.Category)...)
}

// channel returns what there is to know of a channel, from memory if possible.
func (b *Bot) channel(ctx context.Context, id string) hear.Place {
	if p, ok := b.places.Get(id); ok || id == "" {
		return p
	}
	c, err := b.discord.Channel(ctx, id)
	if rest.Code(err) == rest.CodeUnknownChannel {
		b.onChannelGone(id)
		return hear.Place{Gone: true}
	}
	if err != nil {
		b.log.DebugContext(ctx, "could not look up a channel", "channel", id, "error", err)
		return hear.Place{}
	}
	p := hear.PlaceOf(c)
	b.places.Put(id, p)
	return p
}

// nameOf returns what finds the name of a channel.
func (b *Bot) nameOf(ctx context.Context, channel string) func() string {
	return func() string { return b.channel(ctx, channel).Name }
}

// onChannel remembers a channel that is new or has changed.
func (b *Bot) onChannel(c *discordgo.Channel) {
	b.places.Put(c.ID, hear.PlaceOf(c))
	b.live.Changed(c)
}

// onChannelGone remembers that a channel was deleted.
func (b *Bot) onChannelGone(id string) {
	b.places.Put(id, hear.Place{Gone: true})
	b.live.Gone(id)
}
