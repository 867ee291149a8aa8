package bot

import (
	"context"

	"verbatim/bot/markdown"
)

// maxThreadName is how long the name of a thread can be
// (https://docs.discord.com/developers/resources/channel#start-thread-from-message).
const maxThreadName = 100

// aside returns a message that was heard as it is answered: in a thread of its own where its server
// wants that and the channel can have one, or else where it was written.
func (b *Bot) aside(ctx context.Context, h heard) heard {
	s, err := b.settings(h.server)
	if err != nil || !s.Threads {
		return h
	}
	if p := b.channel(ctx, h.channel); p.Thread || p.Forum {
		return h
	}
	name := markdown.Cut(markdown.OneLine(h.question), maxThreadName)
	if name == "" {
		return h
	}
	starting, cancel := context.WithTimeout(ctx, delivery)
	defer cancel()
	thread, err := b.discord.StartThread(starting, h.channel, h.asked, name)
	if err != nil {
		b.log.WarnContext(ctx, "could not start a thread; answering in the channel", "channel", h.channel, "error", err)
		return h
	}
	h.channel, h.aside = thread, true
	return h
}
