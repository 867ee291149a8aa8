package bot

import (
	"context"
	"slices"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/store"
)

// allowed reports whether the managers of a server want answers in a channel. A thread
// is allowed where its channel is.
func (b *Bot) allowed(ctx context.Context, s store.Settings, channel string) bool {
	if len(s.AllowedChannels) == 0 || slices.Contains(s.AllowedChannels, channel) || slices.Contains(s.AskChannels, channel) {
		return true
	}
	return slices.Contains(s.AllowedChannels, b.channel(ctx, channel).parent)
}

// A spot is what the bot needs to know of a channel. The zero value stands for one that
// it cannot see.
type spot struct {
	kind   discordgo.ChannelType
	parent string // of a thread: the channel it belongs to
	name   string
	thread bool
}

// channel returns what there is to know of a channel, from memory if possible.
func (b *Bot) channel(ctx context.Context, id string) spot {
	if s, ok := b.spots.Get(id); ok || id == "" {
		return s
	}
	c, err := b.discord.Channel(ctx, id)
	if err != nil {
		b.log.Debug("could not look up a channel", "channel", id, "error", err)
		return spot{}
	}
	s := spotOf(c)
	b.spots.Put(id, s)
	return s
}

// onChannel remembers a channel that is new or has changed.
func (b *Bot) onChannel(c *discordgo.Channel) { b.spots.Put(c.ID, spotOf(c)) }

func spotOf(c *discordgo.Channel) spot {
	s := spot{kind: c.Type, name: c.Name, thread: c.IsThread()}
	if s.thread {
		s.parent = c.ParentID
	}
	return s
}
