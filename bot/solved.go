package bot

import (
	"context"
	"slices"

	"verbatim/bot/call"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/live"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
)

// onSolved notes that an answer solved the question, by its asker or a moderator. A forum's post
// gets the tag that says so, where the forum has one.
func (b *Bot) onSolved(ctx context.Context, c *call.Call) error {
	a, err := b.recall(c)
	if err != nil {
		return err
	}
	rank := c.Number("rank")
	switch {
	case !b.rights(c, a).Solve:
		return message.Refuse(c.Texts.Errors.ModeratorsOnly)
	case rank < 0 || rank >= len(a.Quotes):
		return message.Refuse(c.Texts.Errors.Expired)
	}
	if a.Solved == 0 {
		b.count(a.Server, store.Tally{Solved: 1})
	}
	a.Solved = rank + 1
	b.record(a)
	return c.UpdateSoon(ctx, func(ctx context.Context) (message.Message, error) {
		m := message.Message{Content: c.Texts.Feedback.Solved}
		tag, err := b.tagSolved(ctx, a.Channel)
		switch {
		case rest.Forbidden(err):
			m.Content += "\n-# " + text.Fill(c.Texts.Feedback.NoTag, "tag", tag)
		case err != nil:
			b.log.WarnContext(ctx, "could not set the tag of a solved post", "channel", a.Channel, "error", err)
		}
		return m, nil
	})
}

// maxTags is how many tags a post can have
// (https://docs.discord.com/developers/resources/channel#modify-channel).
const maxTags = 5

// tagSolved gives the post of a forum the tag that says that it is solved. It returns the tag's
// name, "" where there is none to give.
func (b *Bot) tagSolved(ctx context.Context, channel string) (name string, err error) {
	if !b.channel(ctx, channel).Thread {
		return "", nil
	}
	post, err := b.discord.Channel(ctx, channel)
	if err != nil || post.ParentID == "" {
		return "", err
	}
	forum, err := b.discord.Channel(ctx, post.ParentID)
	if err != nil {
		return "", err
	}
	tag, ok := live.SolvedTag(forum)
	if !ok || slices.Contains(post.AppliedTags, tag.ID) || len(post.AppliedTags) >= maxTags {
		return "", nil
	}
	return tag.Name, b.discord.Tag(ctx, channel, append(post.AppliedTags, tag.ID))
}
