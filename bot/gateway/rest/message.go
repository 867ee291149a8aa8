package rest

import (
	"context"
	"crypto/rand"
	"net/http"

	"github.com/bwmarrin/discordgo"
)

// A Message is what the bot writes into a channel. No mention in it pings anyone.
type Message struct {
	Content    string
	Components []discordgo.MessageComponent
	Flags      discordgo.MessageFlags

	// ReplyTo is the id of the message in the same channel that this one answers, ""
	// for none. If that one is gone, this one is sent all the same.
	ReplyTo string

	// Nonce, up to 25 characters, makes Discord drop a second message with the same
	// nonce for some minutes; "" makes one up. Give the id of the question's message to
	// be sure that it gets one answer.
	Nonce string
}

// outgoing is the JSON form of a new Message. discordgo.MessageSend has no nonce.
type outgoing struct {
	Content         string                            `json:"content"`
	Components      []discordgo.MessageComponent      `json:"components"`
	AllowedMentions *discordgo.MessageAllowedMentions `json:"allowed_mentions"`
	Flags           discordgo.MessageFlags            `json:"flags,omitempty"`
	Nonce           string                            `json:"nonce,omitempty"`
	EnforceNonce    bool                              `json:"enforce_nonce,omitempty"`
	Reference       *reference                        `json:"message_reference,omitempty"`
}

type reference struct {
	MessageID       string `json:"message_id"`
	FailIfNotExists bool   `json:"fail_if_not_exists"`
}

// Send posts a message, at most once however often it is tried, and returns its id.
func (c *Client) Send(ctx context.Context, channelID string, m Message) (id string, err error) {
	out := m.outgoing()
	out.Nonce, out.EnforceNonce = m.Nonce, true
	if out.Nonce == "" {
		out.Nonce = rand.Text()[:25]
	}
	if m.ReplyTo != "" {
		out.Reference = &reference{MessageID: m.ReplyTo}
	}
	var sent struct {
		ID string `json:"id"`
	}
	err = c.call(ctx, request{
		method: http.MethodPost, path: "/channels/" + channelID + "/messages", body: out, repeatable: true,
	}, &sent)
	return sent.ID, err
}

// Edit replaces the content and components of one of the bot's messages. ReplyTo and
// Nonce are ignored.
func (c *Client) Edit(ctx context.Context, channelID, messageID string, m Message) error {
	return c.call(ctx, request{
		method: http.MethodPatch, path: "/channels/" + channelID + "/messages/" + messageID, body: m.outgoing(),
	}, nil)
}

// Delete deletes a message.
func (c *Client) Delete(ctx context.Context, channelID, messageID string) error {
	return c.call(ctx, request{method: http.MethodDelete, path: "/channels/" + channelID + "/messages/" + messageID}, nil)
}

// Typing shows the bot as typing in a channel for ten seconds or until it writes.
func (c *Client) Typing(ctx context.Context, channelID string) error {
	return c.call(ctx, request{method: http.MethodPost, path: "/channels/" + channelID + "/typing", repeatable: true}, nil)
}

// Channel fetches a channel or thread.
func (c *Client) Channel(ctx context.Context, channelID string) (*discordgo.Channel, error) {
	var ch discordgo.Channel
	err := c.call(ctx, request{method: http.MethodGet, path: "/channels/" + channelID}, &ch)
	return &ch, err
}

// Server fetches what is needed of a server into out: it decodes the object that Discord has of it.
func (c *Client) Server(ctx context.Context, serverID string, out any) error {
	return c.call(ctx, request{method: http.MethodGet, path: "/guilds/" + serverID}, out)
}

// Added reports whether a user was added to a thread.
func (c *Client) Added(ctx context.Context, threadID, userID string) (bool, error) {
	err := c.call(ctx, request{method: http.MethodGet, path: "/channels/" + threadID + "/thread-members/" + userID}, nil)
	if Status(err) == http.StatusNotFound {
		return false, nil
	}
	return err == nil, err
}

// codeHasThread is Discord's error for a second thread at one message
// (https://docs.discord.com/developers/topics/opcodes-and-status-codes).
const codeHasThread = 160004

// StartThread starts a thread at a message and returns its id; where the message has one already,
// that one's. It takes the permission Create Public Threads.
func (c *Client) StartThread(ctx context.Context, channelID, messageID, name string) (id string, err error) {
	body := struct {
		Name string `json:"name"`
	}{name}
	err = c.call(ctx, request{
		method: http.MethodPost, path: "/channels/" + channelID + "/messages/" + messageID + "/threads", body: body, repeatable: true,
	}, nil)
	if Code(err) == codeHasThread {
		err = nil
	}
	return messageID, err // a thread has the id of its message
}

// Tag gives the post of a forum these of its tags, by their ids, and no others. Others' posts take
// the permission Manage Threads.
func (c *Client) Tag(ctx context.Context, channelID string, tags []string) error {
	body := struct {
		Tags []string `json:"applied_tags"`
	}{tags}
	return c.call(ctx, request{method: http.MethodPatch, path: "/channels/" + channelID, body: body}, nil)
}

// Message fetches a message. Discord sends its content only with the message-content intent.
func (c *Client) Message(ctx context.Context, channelID, messageID string) (*discordgo.Message, error) {
	var m discordgo.Message
	err := c.call(ctx, request{method: http.MethodGet, path: "/channels/" + channelID + "/messages/" + messageID}, &m)
	return &m, err
}

func (m Message) outgoing() outgoing {
	out := outgoing{Content: m.Content, Components: m.Components, AllowedMentions: noMentions(), Flags: m.Flags}
	if out.Components == nil {
		out.Components = []discordgo.MessageComponent{}
	}
	return out
}
