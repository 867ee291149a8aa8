package hear

import (
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/act"
)

// Text returns what a message says: that of its own text, what it forwards, polls, or shows in
// embeds and components, which asks, or else says something; its own text where none does.
func Text(m *discordgo.Message) string {
	if m == nil {
		return ""
	}
	all := []string{m.Content}
	for _, s := range m.MessageSnapshots {
		all = append(all, Text(s.Message))
	}
	if m.Poll != nil {
		all = append(all, m.Poll.Question.Text)
	}
	all = append(all, shownIn(m.Components))
	if m.Content == "" || m.Author == nil || m.Author.Bot || m.WebhookID != "" { // those of people are previews of their links
		all = append(all, embedded(m.Embeds))
	}
	all = slices.DeleteFunc(all, func(text string) bool { return strings.TrimSpace(text) == "" })
	if len(all) == 1 {
		return all[0]
	}
	best, most := "", -1
	for _, text := range all {
		if weight := weigh(text); weight > most {
			best, most = text, weight
		}
	}
	return best
}

// weigh tells how likely a text holds what a message is about.
func weigh(text string) int {
	switch a := act.Of(text).Act; {
	case a.Talk():
		return 0
	case a == act.State:
		return 1
	}
	return 2
}

// embedded returns the words of embeds.
func embedded(embeds []*discordgo.MessageEmbed) string {
	var lines []string
	for _, e := range embeds {
		if e == nil {
			continue
		}
		lines = append(lines, e.Title, e.Description)
		for _, f := range e.Fields {
			if f != nil {
				lines = append(lines, f.Name, f.Value)
			}
		}
	}
	return joined(lines)
}

// shownIn returns the words of components, at any depth.
func shownIn(components []discordgo.MessageComponent) string {
	var lines []string
	for _, c := range components {
		switch c := c.(type) {
		case *discordgo.TextDisplay:
			lines = append(lines, c.Content)
		case *discordgo.Section:
			lines = append(lines, shownIn(c.Components))
		case *discordgo.Container:
			lines = append(lines, shownIn(c.Components))
		}
	}
	return joined(lines)
}

// joined joins the lines that are not blank.
func joined(lines []string) string {
	var kept []string
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}
