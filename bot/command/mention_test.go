package command

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/text"
)

// TestMention: a command can be clicked once its id is known, and is called by its name in a language
// before; there is none without one.
func TestMention(t *testing.T) {
	c, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	var registered []*discordgo.ApplicationCommand
	before, after := NewRegistry(nil, nil, nil), NewRegistry(nil, nil, nil)
	german := c.For("de")
	for _, command := range List(c, true) {
		if command.Type != discordgo.ChatApplicationCommand {
			continue // those of a message's menu cannot be clicked
		}
		registered = append(registered, &discordgo.ApplicationCommand{Name: command.Name, ID: "7"})
		if got, want := before.Mention(german, command.Name), "**/"+(*command.NameLocalizations)[discordgo.German]+"**"; got != want {
			t.Errorf("%s is %s before it is registered, want %s", command.Name, got, want)
		}
	}
	after.learn(registered)
	for _, command := range registered {
		if got := after.Mention(german, command.Name); got != "</"+command.Name+":7>" {
			t.Errorf("%s is %s", command.Name, got)
		}
	}
	if got := after.Mention(german, "nothing"); !strings.HasPrefix(got, "**/") {
		t.Errorf("a command that is not registered is %s", got)
	}
}
