package hear

import (
	"slices"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/store"
)

// A Message is what somebody wrote, as far as it matters here.
type Message struct {
	ID       string
	Channel  string
	Server   string // "" for a direct message
	Author   string
	Person   bool // a person wrote it: no bot, no webhook, not Discord
	Webhook  bool // a webhook posted it, perhaps in place of a person
	Edited   bool
	Content  string   // see [Text]
	Mentions []string // ids of users; nil when Discord did not tell
	Roles    []string // ids of roles that it mentions
	Everyone bool     // it mentions all
	Reply    Reply
}

// A Reply is the message that another one answers. Discord need not send it.
type Reply struct {
	ID      string // "" for a message that answers none
	Sent    bool   // what follows was sent along
	Author  string
	Content string
}

// From takes what matters from Discord's form of a message.
func From(m *discordgo.Message) Message {
	out := Message{
		ID: m.ID, Channel: m.ChannelID, Server: m.GuildID, Content: Text(m), Edited: m.EditedTimestamp != nil,
		Person:  said(m.Type) && m.WebhookID == "" && m.Author != nil && !m.Author.Bot,
		Webhook: said(m.Type) && m.WebhookID != "" && m.Flags&discordgo.MessageFlagsIsCrossPosted == 0,
		Roles:   m.MentionRoles, Everyone: m.MentionEveryone,
	}
	if m.Author != nil {
		out.Author = m.Author.ID
	}
	if m.Mentions != nil {
		out.Mentions = []string{}
	}
	for _, u := range m.Mentions {
		if u != nil {
			out.Mentions = append(out.Mentions, u.ID)
		}
	}
	if r := m.MessageReference; r != nil && r.Type == discordgo.MessageReferenceTypeDefault {
		out.Reply.ID = r.MessageID
	}
	if to := m.ReferencedMessage; to != nil {
		out.Reply.Sent, out.Reply.Content = true, Text(to)
		if to.Author != nil {
			out.Reply.Author = to.Author.ID
		}
	}
	return out
}

// said reports whether a message of this type was written by somebody.
func said(t discordgo.MessageType) bool {
	return t == discordgo.MessageTypeDefault || t == discordgo.MessageTypeReply
}

// opens reports whether a message is the first one of a post: that has the id of its
// thread.
func (m Message) opens() bool { return m.ID == m.Channel }

// A Place is a channel. The zero value stands for one that the bot cannot see.
type Place struct {
	Name   string
	Thread bool
	Parent string // of a thread: id of the channel it belongs to
	Forum  bool   // it consists of posts
	Gone   bool   // it was deleted

	Category string // of a channel: id of the category it stands in, "" for none
}

// Places are channels by id.
type Places map[string]Place

// PlaceOf takes what matters from Discord's form of a channel.
func PlaceOf(c *discordgo.Channel) Place {
	p := Place{
		Name: c.Name, Thread: c.IsThread(),
		Forum: c.Type == discordgo.ChannelTypeGuildForum || c.Type == discordgo.ChannelTypeGuildMedia,
	}
	if p.Thread {
		p.Parent = c.ParentID
	} else {
		p.Category = c.ParentID
	}
	return p
}

// Allowed reports whether the managers of a server want answers in a channel. A thread is
// allowed where its channel is; once all the channels that they chose are gone, every one
// is. When that depends on a channel that is not among the places, look names it.
func Allowed(s store.Settings, channel string, known Places) (allowed bool, look string) {
	if len(s.AllowedChannels) == 0 || slices.Contains(s.AllowedChannels, channel) || slices.Contains(s.AskChannels, channel) {
		return true, ""
	}
	p, ok := known[channel]
	switch {
	case !ok:
		return false, channel
	case slices.Contains(s.AllowedChannels, p.Parent):
		return true, ""
	}
	for _, id := range s.AllowedChannels {
		if p, ok := known[id]; !ok {
			return false, id
		} else if !p.Gone {
			return false, ""
		}
	}
	return true, ""
}
