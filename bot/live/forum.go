package live

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/rest"
	"verbatim/bot/hear"
	"verbatim/bot/store"
)

const (
	maxSolved   = 200   // solved posts that are read of a forum, the latest ones
	maxArchived = 1000  // archived posts that are looked through for them
	maxReplies  = 200   // messages that are read of a post, the latest ones
	maxTold     = 16000 // bytes that are kept of the replies to a post
	fence       = "```" // of code, in Discord's Markdown
)

// solvedNames are what forums call the tag of a post whose question is solved, in lower case.
var solvedNames = []string{
	"solved", "resolved", "answered", "fixed", "gelöst", "erledigt", "beantwortet", "resuelto", "solucionado", "respondido",
	"résolu", "répondu", "resolvido", "解決", "解決済み", "вирішено", "розв’язано", "розв'язано",
}

// IsForum reports whether a channel consists of posts.
func IsForum(c *discordgo.Channel) bool {
	return c.Type == discordgo.ChannelTypeGuildForum || c.Type == discordgo.ChannelTypeGuildMedia
}

// SolvedTag returns a forum's tag that says that a post is solved, and false where it has none.
func SolvedTag(forum *discordgo.Channel) (discordgo.ForumTag, bool) {
	i := slices.IndexFunc(forum.AvailableTags, saysSolved)
	if i < 0 {
		return discordgo.ForumTag{}, false
	}
	return forum.AvailableTags[i], true
}

func saysSolved(t discordgo.ForumTag) bool {
	return slices.Contains(solvedNames, strings.ToLower(strings.Trim(t.Name, " !.✅✔☑\ufe0f[]()")))
}

// solved reports whether a post of a forum has a tag that says so.
func solved(forum, post *discordgo.Channel) bool {
	return slices.ContainsFunc(forum.AvailableTags, func(t discordgo.ForumTag) bool {
		return saysSolved(t) && slices.Contains(post.AppliedTags, t.ID)
	})
}

// solvedPosts reads the solved posts of a forum.
func (f *Follower) solvedPosts(ctx context.Context, forum *discordgo.Channel, server string) (posts []store.Post, err error) {
	threads, err := f.discord.Threads(ctx, server, forum.ID, maxArchived)
	if err != nil {
		return nil, err
	}
	for _, t := range threads {
		if !solved(forum, t) || len(posts) == maxSolved {
			continue
		}
		p, err := f.solvedPost(ctx, t, server)
		switch {
		case rest.Gone(err): // meanwhile
		case err != nil:
			return nil, err
		case p.Text != "":
			posts = append(posts, p)
		}
		f.note(t.ID, forum.ID)
	}
	return posts, nil
}

// solvedPost reads a post of a forum and the replies to it; its text is "" when there is none.
func (f *Follower) solvedPost(ctx context.Context, thread *discordgo.Channel, server string) (store.Post, error) {
	messages, err := f.discord.Messages(ctx, thread.ID, maxReplies)
	if err != nil {
		return store.Post{}, fmt.Errorf("read a post: %w", err)
	}
	if len(messages) == maxReplies && messages[maxReplies-1].ID != thread.ID {
		first, err := f.discord.Message(ctx, thread.ID, thread.ID) // a post has the id of its first message
		if err == nil {
			messages = append(messages, first)
		} else if !rest.Gone(err) {
			return store.Post{}, fmt.Errorf("read the beginning of a post: %w", err)
		}
	}
	written, _ := discordgo.SnowflakeTimestamp(thread.ID)
	return store.Post{
		ID: thread.ID, Server: server, Channel: thread.ParentID, Name: hear.Anonymous(thread.Name), Thread: true,
		Text: told(messages, thread.ID), Written: written.UTC(), Seen: f.now(),
	}, nil
}

// told joins what people say in a post, from its messages, newest first. Of a long one the
// beginning and the end are kept: there are the question and what solved it.
func told(messages []*discordgo.Message, first string) string {
	var opening string
	var replies []string
	left := maxTold
	for _, m := range messages {
		switch text := said(m); {
		case text == "":
		case m.ID == first:
			opening = text
		case left >= len(text):
			replies = append(replies, text)
			left -= len(text)
		default:
			left = 0
		}
	}
	if opening != "" {
		replies = append(replies, opening)
	}
	slices.Reverse(replies)
	return strings.Join(replies, "\n\n")
}

// said returns what a person says in a message, "" for a program's. Code that is left open ends with
// its message.
func said(m *discordgo.Message) string {
	if !counts(m) || m.Author == nil || m.Author.Bot || m.WebhookID != "" {
		return ""
	}
	text := hear.Anonymous(m.Content)
	if strings.Count(text, fence)%2 == 1 {
		text += "\n" + fence
	}
	return text
}
