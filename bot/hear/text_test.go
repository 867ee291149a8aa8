package hear

import (
	"testing"

	"github.com/bwmarrin/discordgo"
)

func TestText(t *testing.T) {
	person, robot := &discordgo.User{ID: "2"}, &discordgo.User{ID: "3", Bot: true}
	embed := []*discordgo.MessageEmbed{nil, {Title: "Ticket", Description: "see below", Fields: []*discordgo.MessageEmbedField{nil, {Name: "Question", Value: who}}}}
	all := "Ticket\nsee below\nQuestion\n" + who
	forwarded := []discordgo.MessageSnapshot{{}, {Message: &discordgo.Message{Content: who}}}
	for name, c := range map[string]struct {
		message discordgo.Message
		want    string
	}{
		"nothing":                   {discordgo.Message{Author: person}, ""},
		"text":                      {discordgo.Message{Author: person, Content: "hm"}, "hm"},
		"forwarded":                 {discordgo.Message{Author: person, MessageSnapshots: forwarded}, who},
		"forwarded embed":           {discordgo.Message{Author: person, MessageSnapshots: []discordgo.MessageSnapshot{{Message: &discordgo.Message{Embeds: embed}}}}, all},
		"poll":                      {discordgo.Message{Author: person, Poll: &discordgo.Poll{Question: discordgo.PollMedia{Text: who}}}, who},
		"preview of a link":         {discordgo.Message{Author: person, Content: "lol https://example.org", Embeds: embed}, "lol https://example.org"},
		"embed":                     {discordgo.Message{Author: robot, Embeds: embed}, all},
		"embed beside a heading":    {discordgo.Message{Author: robot, Content: "New ticket", Embeds: embed}, all},
		"embed beside a question":   {discordgo.Message{Author: robot, Content: "Where is it?", Embeds: embed}, "Where is it?"},
		"embed of a webhook":        {discordgo.Message{Author: person, WebhookID: "9", Content: "thanks!", Embeds: embed}, all},
		"components, however deep":  {discordgo.Message{Author: robot, Components: []discordgo.MessageComponent{&discordgo.Container{Components: []discordgo.MessageComponent{&discordgo.Section{Components: []discordgo.MessageComponent{&discordgo.TextDisplay{Content: who}}}}}}}, who},
		"a button among components": {discordgo.Message{Author: robot, Components: []discordgo.MessageComponent{&discordgo.ActionsRow{Components: []discordgo.MessageComponent{&discordgo.Button{Label: who}}}}}, ""},
	} {
		if got := Text(&c.message); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := Text(nil); got != "" {
		t.Errorf("no message says %q", got)
	}
}
