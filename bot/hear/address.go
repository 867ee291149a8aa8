package hear

import (
	"regexp"
	"slices"
	"strings"

	"verbatim/bot/act"
)

// addresses reports whether a message mentions the bot, itself or by the role that Discord
// made for it, or replies to it. Without the mention that a reply usually carries, Discord
// may hide what the reply says: then there is nothing to answer.
func (m Message) addresses(s Settings) bool {
	if slices.Contains(m.Mentions, s.Me) || s.Role != "" && slices.Contains(m.Roles, s.Role) {
		return true
	}
	if m.Mentions == nil && WithoutMention(m.Content, s.Me) != strings.TrimSpace(m.Content) {
		return true
	}
	return m.Reply.Sent && m.Reply.Author == s.Me && m.Content != ""
}

// others reports whether a message speaks to somebody else than the bot: by a mention, a
// role, a reply, or a name in its text.
func (m Message) others(me string) bool {
	person := func(id string) bool { return id != me && id != m.Author }
	named := slices.ContainsFunc(anyMention.FindAllStringSubmatch(m.Content, -1), func(f []string) bool { return person(f[1]) })
	answers := m.Reply.ID != "" && (!m.Reply.Sent || person(m.Reply.Author))
	return answers || named || m.Everyone || len(m.Roles) > 0 || slices.ContainsFunc(m.Mentions, person) || act.Calls(m.Content)
}

var (
	userMention = regexp.MustCompile(`<@!?(\d+)>`)
	anyMention  = regexp.MustCompile(`<@[!&]?(\d+)>`)
)

// WithoutMention takes the mentions of a user, or a role, out of a text.
func WithoutMention(s string, ids ...string) string {
	return strings.TrimSpace(anyMention.ReplaceAllStringFunc(s, func(m string) string {
		if id := strings.Trim(m, "<@!&>"); id != "" && slices.Contains(ids, id) {
			return ""
		}
		return m
	}))
}

// Anonymous takes the ids of users out of a text: what is kept of it must not name anybody
// by an id.
func Anonymous(s string) string { return userMention.ReplaceAllString(s, "@user") }
