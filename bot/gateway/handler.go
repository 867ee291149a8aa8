package gateway

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/event"
)

// A Handler is called with the events of a bot. A nil field drops that event.
//
// Channel, ChannelGone and Server are called where events are read, before those that come after: they
// must not wait for anything. Each call of the others has a goroutine of its own. Events
// that concern the same message are handed over one after the other in the order they
// came; all others in any order. A call that panics is logged and costs that event only.
// The context ends when the Client stops and its grace is over.
type Handler struct {
	// Ready is called each time a shard starts a new session or goes on with one of another
	// Client, not when it resumes its own.
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
	MessageDelete func(ctx context.Context, deleted Deletion)

	// Channel gets new and changed channels and threads, and those that interactions come
	// from. ID is present.
	Channel func(channel *discordgo.Channel)

	// ChannelGone gets the id of each deleted channel or thread.
	ChannelGone func(id string)

	// Server gets each server when its shard connects, and what changes of it.
	Server func(event.Server)
}

// A Deletion names a message that was deleted, by ids. Server is "" in direct messages.
type Deletion struct{ Server, Channel, Message string }

// Ready says who the bot is, once a shard's session has started.
type Ready struct {
	User          *discordgo.User
	ApplicationID string
	Shard, Shards int
	Guilds        int // servers on this shard
}
