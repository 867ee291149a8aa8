package manage

import (
	"context"
	"fmt"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/command"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/live"
	"verbatim/bot/message"
	"verbatim/bot/text"
)

// onFollow makes the messages of a channel sources, or lists the channels that are.
func (d *Desk) onFollow(ctx context.Context, c *call.Call) error {
	if err := mayManage(c); err != nil {
		return err
	}
	channel := c.Option("channel")
	if channel == "" {
		return c.Soon(ctx, true, func(ctx context.Context) (message.Message, error) { return d.follows(ctx, c) })
	}
	if !d.Content {
		return message.Refuse(text.Fill(c.Texts.Follow.NeedsIntent, "command", d.Commands(c.Texts)(command.Teach), "from", "**"+c.Texts.Commands.TeachFrom.Name+"**"))
	}
	return c.Soon(ctx, true, func(ctx context.Context) (message.Message, error) { return d.follow(ctx, c, channel) })
}

// follow has the server follow one of its channels.
func (d *Desk) follow(ctx context.Context, c *call.Call, id string) (message.Message, error) {
	s, err := d.Store.Settings(c.GuildID)
	if err != nil {
		return message.Message{}, err
	}
	if _, already := s.Follow[id]; !already && len(s.Follow) >= message.MaxButtons {
		return message.Message{}, message.Refuse(text.Fill(c.Texts.Follow.Many, "n", len(s.Follow)))
	}
	channel, posts, err := d.followReadable(ctx, c, id)
	switch {
	case rest.Gone(err) || rest.Forbidden(err):
		return message.Message{}, message.Refuse(c.Texts.Follow.Unreadable)
	case err != nil:
		return message.Message{}, err
	}
	d.Log.Info("following a channel", "server", c.GuildID, "channel", id, "posts", posts)
	return card.Followed(c.Texts, id, partOf(channel), posts), nil
}

// followReadable has the server follow a channel that the one who acts reads.
func (d *Desk) followReadable(ctx context.Context, c *call.Call, id string) (channel *discordgo.Channel, posts int, err error) {
	if channel, err = d.Discord.Channel(ctx, id); err != nil {
		return nil, 0, fmt.Errorf("look up a channel to follow: %w", err)
	}
	if channel.GuildID != c.GuildID || channel.Type == discordgo.ChannelTypeGuildCategory {
		return nil, 0, message.Refuse(c.Texts.Follow.Unreadable)
	}
	reads, err := d.reads(ctx, c, channel)
	switch {
	case err != nil:
		return nil, 0, fmt.Errorf("look up who reads a channel to follow: %w", err)
	case !reads:
		return nil, 0, message.Refuse(c.Texts.Follow.NotYours)
	}
	if posts, err = d.Live.Follow(ctx, c.GuildID, channel); err != nil {
		return nil, 0, fmt.Errorf("follow a channel: %w", err)
	}
	return channel, posts, nil
}

// partOf returns what of a channel is a source where it is followed.
func partOf(c *discordgo.Channel) card.Part {
	_, tagged := live.SolvedTag(c)
	switch {
	case live.IsForum(c) && tagged:
		return card.SolvedPosts
	case live.IsForum(c):
		return card.NoPosts
	case c.Type == discordgo.ChannelTypeGuildNews:
		return card.AllMessages
	}
	return card.PinnedMessages
}

// follows lists what a server follows.
func (d *Desk) follows(ctx context.Context, c *call.Call) (message.Message, error) {
	s, err := d.Store.Settings(c.GuildID)
	return card.Follows(c.Texts, s.Follow, func(id string) string {
		channel, err := d.Discord.Channel(ctx, id)
		if err != nil {
			return id
		}
		return channel.Name
	}), err
}

// onLeave has a server follow a channel no more.
func (d *Desk) onLeave(ctx context.Context, c *call.Call) error {
	if err := mayManage(c); err != nil {
		return err
	}
	if err := d.Live.Leave(c.GuildID, c.Vars["channel"]); err != nil {
		return err
	}
	d.Log.Info("not following a channel any more", "server", c.GuildID, "channel", c.Vars["channel"])
	return c.UpdateSoon(ctx, func(ctx context.Context) (message.Message, error) { return d.follows(ctx, c) })
}
