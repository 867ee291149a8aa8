package bot

import (
	"regexp"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// said reports whether a message of this type was written by somebody.
func said(t discordgo.MessageType) bool {
	return t == discordgo.MessageTypeDefault || t == discordgo.MessageTypeReply
}

// addressed reports whether a message mentions the bot or replies to it. Without the
// mention that a reply usually carries, Discord may hide what the reply says: then there
// is nothing to answer.
func addressed(m *discordgo.Message, me string) bool {
	for _, u := range m.Mentions {
		if u != nil && u.ID == me {
			return true
		}
	}
	if m.Mentions == nil && withoutMention(m.Content, me) != strings.TrimSpace(m.Content) {
		return true
	}
	return wroteReferenced(m, me) && m.Content != ""
}

// wroteReferenced reports whether a message replies to one of a user.
func wroteReferenced(m *discordgo.Message, user string) bool {
	to := m.ReferencedMessage
	return to != nil && to.Author != nil && to.Author.ID == user
}

var userMention = regexp.MustCompile(`<@!?(\d+)>`)

// withoutMention takes the mentions of a user out of a text.
func withoutMention(s, user string) string {
	return strings.TrimSpace(userMention.ReplaceAllStringFunc(s, func(m string) string {
		if strings.Trim(m, "<@!>") == user {
			return ""
		}
		return m
	}))
}

// anonymous takes the ids of users out of a text: what is kept of it must not name anybody
// by an id.
func anonymous(s string) string { return userMention.ReplaceAllString(s, "@user") }
