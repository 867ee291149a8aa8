package command

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/goldentest"
	"verbatim/bot/text"
)

// TestGolden compares the commands in every language with their golden file. Run with
// -update to write it anew, and read the difference.
func TestGolden(t *testing.T) {
	c, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	goldentest.Compare(t, filepath.Join("testdata", "commands.json"), List(c, true))
}

// TestSameCommandsSeesThroughWhatDiscordAdds also notices every real difference.
func TestSameCommandsSeesThroughWhatDiscordAdds(t *testing.T) {
	c, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	have := List(c, false)
	data, err := json.Marshal(have)
	if err != nil {
		t.Fatal(err)
	}
	fetch := func() []*discordgo.ApplicationCommand {
		var out []*discordgo.ApplicationCommand
		if err := json.Unmarshal(data, &out); err != nil {
			t.Fatal(err)
		}
		for _, c := range out {
			yes := false
			c.ID, c.ApplicationID, c.Version, c.NSFW = "1", "2", "3", &yes
			slices.Reverse(*c.Contexts)
		}
		slices.Reverse(out)
		return out
	}
	if same, err := sameCommands(have, fetch()); err != nil || !same {
		t.Errorf("the same commands differ, error %v", err)
	}
	for name, change := range map[string]func([]*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand{
		"one less": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand { return l[1:] },
		"description": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[0].Description += "!"
			return l
		},
		"translation": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			(*l[0].NameLocalizations)["de"] = "x"
			return l
		},
		"option": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[len(l)-1].Options[0].Required = !l[len(l)-1].Options[0].Required
			return l
		},
		"permission": func(l []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
			l[0].DefaultMemberPermissions = permissions(5)
			return l
		},
	} {
		if same, err := sameCommands(have, change(fetch())); err != nil || same {
			t.Errorf("%s: the change is not noticed, error %v", name, err)
		}
	}
}
