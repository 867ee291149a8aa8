package card

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/text"
)

// More renders the second page of the panel: how the bot behaves where it has no answer, and
// towards webhooks, and whether it answers in threads.
func (p Settings) More() message.Message {
	t, s := p.Texts.Settings, p.Settings
	words := t.RefusalDefault
	if s.Refusal != "" {
		words = markdown.Escape(markdown.Cut(markdown.OneLine(s.Refusal), maxEcho))
	}
	var people []string
	if s.People != "" {
		people = []string{s.People}
	}
	menu := channelMenu("setpeople", t.HelpChannelPick, people)
	menu.MaxValues = 1
	lines := []string{
		"**" + t.Header + "**",
		t.HelpChannel + ": **" + channelNames(people, t.None) + "**",
		t.Refusal + ": **" + words + "**",
		t.Proxies + ": **" + p.state(s.Proxies) + "**",
		t.Threads + ": **" + p.state(s.Threads) + "**",
	}
	if lacks := p.lacks(); lacks != "" {
		lines = append(lines, "⚠️ "+lacks)
	}
	return message.Message{
		Content: strings.Join(lines, "\n"),
		Rows: []message.Row{{menu}, {
			message.Button(t.RefusalButton, "refusalform"),
			message.Button(text.Fill(t.ProxiesButton, "state", p.state(s.Proxies)), "setproxies/"+flipped(s.Proxies)),
			message.Button(text.Fill(t.ThreadsButton, "state", p.state(s.Threads)), "setthreads/"+flipped(s.Threads)),
			message.Button(t.Back, "setback"),
		}},
	}
}

// flipped stands in a custom_id for the other state of what is on or off.
func flipped(on bool) string {
	if on {
		return "off"
	}
	return "on"
}

// RefusalForm asks for a server's words for when there is no answer.
func RefusalForm(t *text.Texts, words string) *discordgo.InteractionResponseData {
	return message.Form("setrefusal", t.Settings.Refusal, discordgo.TextInput{
		CustomID: "words", Label: t.Settings.RefusalLabel, Style: discordgo.TextInputParagraph,
		Placeholder: t.Settings.RefusalHelp, MaxLength: MaxRefusal, Value: markdown.Cut(words, MaxRefusal),
	})
}
