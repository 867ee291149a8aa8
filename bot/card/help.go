package card

import (
	"strings"

	"verbatim/bot/message"
	"verbatim/bot/text"
)

// Commands shows a command, called by the name that Discord knows it by, so that it can be
// clicked.
type Commands func(name string) string

// Intro says in two lines what the bot does.
func Intro(t *text.Texts, c Commands) message.Message {
	return message.Message{Content: t.Help.Title + "\n" +
		text.Fill(t.Help.Intro, "ask", c("ask"), "help", c("help"), "sources", c("sources"))}
}

// Help explains the surfaces, and to moderators what they can do. channels are those where the bot
// answers unasked.
func Help(t *text.Texts, c Commands, channels []string, moderator bool) message.Message {
	h := t.Help
	lines := []string{h.Title, ""}
	for _, l := range []struct {
		command, says string
		moderators    bool
	}{
		{"ask", h.Ask, false}, {"search", h.Search, false}, {"sources", h.Sources, false},
		{"settings", h.Settings, true}, {"gaps", h.Gaps, true},
		{"teach", text.Fill(h.Teach, "from", "**"+t.Commands.TeachFrom.Name+"**"), true}, {"taught", h.Taught, true},
		{"hidden", h.Hidden, true}, {"stats", h.Stats, true}, {"alias", h.Alias, true}, {"follow", h.Follow, true},
		{"privacy", h.Privacy, false},
	} {
		if moderator || !l.moderators {
			lines = append(lines, c(l.command)+" · "+l.says)
		}
	}
	lines = append(lines, "", h.Mention, text.Fill(h.AskAbout, "command", "**"+t.Commands.AskAbout.Name+"**"))
	if len(channels) > 0 {
		lines = append(lines, text.Fill(h.Channels, "channels", channelNames(channels, "")))
	}
	lines = append(lines, "-# "+h.Limits)
	return message.Message{Content: strings.Join(lines, "\n")}
}

// Greeting is what a new server is told.
func Greeting(t *text.Texts, c Commands) message.Message {
	return message.Message{Content: text.Fill(t.Help.Greeting, "ask", c("ask"), "settings", c("settings"), "help", c("help"))}
}

// About says what the bot is and how many articles it knows.
func About(t *text.Texts, version string, articles int) message.Message {
	return message.Message{Content: strings.Join([]string{
		"**" + text.Fill(t.About.Title, "version", version) + "**", t.About.How, text.Fill(t.About.Sources, "n", articles),
	}, "\n")}
}

// Privacy says for how many days what is kept, and offers to delete a person's records, if
// there are any.
func Privacy(t *text.Texts, days, records int) message.Message {
	if records > 0 {
		return Stored(t, days, records)
	}
	return message.Message{Content: text.Fill(t.Privacy.Text, "days", days) + "\n" + t.Privacy.Nothing}
}

// Stored does the same where there may be more records than were counted.
func Stored(t *text.Texts, days, records int) message.Message {
	return message.Message{
		Content: text.Fill(t.Privacy.Text, "days", days) + "\n" + text.Fill(t.Privacy.Stored, "n", records),
		Rows:    []message.Row{{message.Button(t.Privacy.Delete, "forget")}},
	}
}
