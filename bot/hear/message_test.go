package hear

import (
	"testing"

	"github.com/bwmarrin/discordgo"
)

func TestAddressed(t *testing.T) {
	me := &discordgo.User{ID: "1"}
	for name, c := range map[string]struct {
		m    discordgo.Message
		want bool
	}{
		"mention":            {discordgo.Message{Mentions: []*discordgo.User{{ID: "2"}, me}}, true},
		"another's mention":  {discordgo.Message{Mentions: []*discordgo.User{{ID: "2"}}}, false},
		"damaged mention":    {discordgo.Message{Mentions: []*discordgo.User{nil}}, false},
		"reply":              {discordgo.Message{Content: "x", ReferencedMessage: &discordgo.Message{Author: me}}, true},
		"reply, unreadable":  {discordgo.Message{ReferencedMessage: &discordgo.Message{Author: me}}, false},
		"reply to another":   {discordgo.Message{Content: "x", ReferencedMessage: &discordgo.Message{Author: &discordgo.User{ID: "2"}}}, false},
		"reply to a webhook": {discordgo.Message{Content: "x", ReferencedMessage: &discordgo.Message{}}, false},
		"no list":            {discordgo.Message{Content: "<@!1> who?"}, true},
		"in the text alone":  {discordgo.Message{Content: "`<@1>`", Mentions: []*discordgo.User{}}, false},
		"nothing":            {discordgo.Message{Content: "x"}, false},
	} {
		if got := From(&c.m).addresses(Settings{Me: "1"}); got != c.want {
			t.Errorf("%s: it addresses the bot %t, want %t", name, got, c.want)
		}
	}
}
