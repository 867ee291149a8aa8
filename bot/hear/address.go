package hear

import (
	"regexp"
	"slices"
	"strings"
)

// addresses reports whether a message mentions a user or replies to one. Without the
// mention that a reply usually carries, Discord may hide what the reply says: then there
// is nothing to answer.
func (m Message) addresses(user string) bool {
	if slices.Contains(m.Mentions, user) {
		return true
	}
	if m.Mentions == nil && WithoutMention(m.Content, user) != strings.TrimSpace(m.Content) {
		return true
	}
	return m.Reply.Sent && m.Reply.Author == user && m.Content != ""
}

var userMention = regexp.MustCompile(`<@!?(\d+)>`)

// WithoutMention takes the mentions of a user out of a text.
func WithoutMention(s, user string) string {
	return strings.TrimSpace(userMention.ReplaceAllStringFunc(s, func(m string) string {
		if strings.Trim(m, "<@!>") == user {
			return ""
		}
		return m
	}))
}

// Anonymous takes the ids of users out of a text: what is kept of it must not name anybody
// by an id.
func Anonymous(s string) string { return userMention.ReplaceAllString(s, "@user") }
