package bot

import (
	"github.com/bwmarrin/discordgo"

	"verbatim/bot/hear"
	"verbatim/bot/shelf"
	"verbatim/bot/store"
)

// retell lets what was taught from a message say what the message says since it was edited. What
// has not a word left that can be quoted is removed. Without the intent for the content of messages
// Discord mostly does not show what an edited one says: then the lesson stays.
func (b *Bot) retell(m *discordgo.Message) {
	if m.Content == "" && !b.config.MessageContent {
		return
	}
	text := hear.Anonymous(m.Content)
	for _, l := range b.taught(m.GuildID, m.ID) {
		if l.Text == text {
			continue
		}
		l.Text = text
		if _, err := shelf.Article(l); err != nil {
			b.unteach(m.GuildID, m.ID)
			return
		}
		if err := b.store.Retell(m.GuildID, l.ID, text, b.clock()); err != nil {
			b.log.Error("could not change what was taught from an edited message", "lesson", l.ID, "error", err)
			continue
		}
		b.log.Info("what was taught follows its edited message", "server", m.GuildID, "lesson", l.ID)
	}
}

// unteach removes what was taught from a message that is no more.
func (b *Bot) unteach(server, message string) {
	for _, l := range b.taught(server, message) {
		if err := b.store.Unteach(server, l.ID); err != nil {
			b.log.Error("could not remove what was taught from a deleted message", "lesson", l.ID, "error", err)
			continue
		}
		b.log.Info("removed what was taught: its message is gone", "server", server, "lesson", l.ID)
	}
}

// taught returns what was taught from a message.
func (b *Bot) taught(server, message string) []store.Lesson {
	room, err := b.shelves.Of(server)
	if err != nil {
		b.log.Error("could not look up what was taught from a message", "error", err)
		return nil
	}
	return room.Taught(message)
}
