package card

import (
	"strings"

	"verbatim/bot/message"
	"verbatim/bot/text"
)

// Help explains the surfaces, and to moderators what they can do.
func Help(t *text.Texts, moderator bool) message.Message {
	h := t.Help
	lines := []string{h.Title, ""}
	for _, l := range []struct {
		command    text.Label
		says       string
		moderators bool
	}{
		{t.Commands.Ask, h.Ask, false}, {t.Commands.Search, h.Search, false}, {t.Commands.Sources, h.Sources, false},
		{t.Commands.Settings, h.Settings, true}, {t.Commands.Gaps, h.Gaps, true},
		{t.Commands.Teach, text.Fill(h.Teach, "from", "**"+t.Commands.TeachFrom.Name+"**"), true}, {t.Commands.Taught, h.Taught, true},
		{t.Commands.Hidden, h.Hidden, true}, {t.Commands.Stats, h.Stats, true}, {t.Commands.Alias, h.Alias, true}, {t.Commands.Follow, h.Follow, true},
		{t.Commands.Privacy, h.Privacy, false},
	} {
		if moderator || !l.moderators {
			lines = append(lines, slash(l.command)+" · "+l.says)
		}
	}
	lines = append(lines, "", h.Mention, text.Fill(h.AskAbout, "command", "**"+t.Commands.AskAbout.Name+"**"))
	return message.Message{Content: strings.Join(lines, "\n")}
}

// Greeting is what a new server is told.
func Greeting(t *text.Texts) message.Message {
	return message.Message{Content: text.Fill(t.Help.Greeting, "ask", slash(t.Commands.Ask), "settings", slash(t.Commands.Settings), "help", slash(t.Commands.Help))}
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
