package card

import (
	"maps"
	"slices"

	"verbatim/bot/message"
	"verbatim/bot/text"
)

// A Part is what of a channel is a source.
type Part int

// Parts of channels.
const (
	PinnedMessages Part = iota
	AllMessages
	SolvedPosts
	NoPosts // solved posts of a forum that has no tag to tell them
)

// Followed says which of a channel's messages are sources from now on, and how many there are.
func Followed(t *text.Texts, channel string, part Part, posts int) message.Message {
	says := map[Part]string{
		PinnedMessages: t.Follow.Pins, AllMessages: t.Follow.All, SolvedPosts: t.Follow.Solved,
		NoPosts: t.Follow.Solved + "\n⚠️ " + t.Follow.NoTag,
	}[part]
	return message.Message{Content: text.Fill(says, "channel", "<#"+channel+">", "n", posts)}
}

// Follows lists the channels that a server follows, with a button to leave each; name tells their
// names.
func Follows(t *text.Texts, follow map[string]bool, name func(channel string) string) message.Message {
	if len(follow) == 0 {
		return message.Message{Content: t.Follow.Empty}
	}
	channels := slices.Sorted(maps.Keys(follow))
	m := message.Message{Content: text.Fill(t.Follow.Header, "channels", channelNames(channels, ""))}
	var r message.Row
	for _, id := range channels[:min(len(channels), message.MaxButtons)] {
		r = append(r, message.Button(text.Fill(t.Follow.Leave, "name", "#"+name(id)), "leave/"+id))
	}
	m.Rows = []message.Row{r}
	return m
}
