package gateway

import (
	"context"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A Handler is called with the events of a bot. A nil field drops that event.
//
// Channel, Server and Member are called where events are read, before those that come after: they
// must not wait for anything. Each call of the others has a goroutine of its own. Events
// that concern the same message are handed over one after the other in the order they
// came; all others in any order. A call that panics is logged and costs that event only.
// The context ends when the Client stops and its grace is over.
type Handler struct {
	// Ready is called each time a shard starts a new session, not when it resumes one.
	Ready func(ctx context.Context, ready Ready)

	// Interaction gets every interaction. ID, Token, the acting user and Data are
	// present and Data is of the kind that Type says.
	Interaction func(ctx context.Context, interaction *discordgo.Interaction)

	// MessageCreate gets new messages, the bot's own included. ID, ChannelID and
	// Author are present.
	MessageCreate func(ctx context.Context, message *discordgo.Message)

	// MessageUpdate gets edited messages, with the same guarantees.
	MessageUpdate func(ctx context.Context, message *discordgo.Message)

	// MessageDelete gets each deleted message, also of a bulk deletion.
	MessageDelete func(ctx context.Context, channelID, messageID string)

	// Channel gets new and changed channels and threads. ID is present.
	Channel func(channel *discordgo.Channel)

	// Server gets the id and the language of each server when its shard connects, and
	// when it changes.
	Server func(id, locale string)

	// Member gets each server that the bot is a member of, when its shard connects and when
	// it becomes one: since when, and the channel for the server's notices, "" for none. Like
	// Server it must not wait.
	Member func(id, channel string, since time.Time)
}

// Ready says who the bot is, once a shard's session has started.
type Ready struct {
	User          *discordgo.User
	ApplicationID string
	Shard, Shards int
	Guilds        int // servers on this shard
}
