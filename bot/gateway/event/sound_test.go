package event

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
)

// TestSamples feeds Discord's own example payloads.
func TestSamples(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file, kind string
		whole      bool // has what a handler needs
	}{
		{"interaction-application-commands-500.json", Interaction, true},
		{"interaction-application-commands-854.json", Interaction, true},
		{"interaction-application-commands-948.json", Interaction, true},
		{"interaction-developing-a-user-installable-app-246.json", Interaction, false}, // its user is empty
		{"interaction-webhook-54.json", Interaction, false},                            // a webhook
		{"message-message-167.json", MessageCreate, true},
		{"message-message-210.json", MessageUpdate, true},
	} {
		t.Run(c.file, func(t *testing.T) {
			data := discordtest.Sample(t, c.file)
			got, err := Sound(c.kind, data)
			if (err == nil) != c.whole || (got != nil) != c.whole {
				t.Errorf("sound says %v, want whole: %v", err, c.whole)
			}
		})
	}
}

func TestTidyMessage(t *testing.T) {
	m := &discordgo.Message{Mentions: []*discordgo.User{nil, {ID: "1"}}, ReferencedMessage: &discordgo.Message{ID: "4"}}
	TidyMessage(m)
	if len(m.Mentions) != 1 || m.ReferencedMessage != nil {
		t.Errorf("tidied to %+v", m)
	}
}

// FuzzSound shows that no data makes the checks panic, and that what they let through
// can be handed to handlers.
func FuzzSound(f *testing.F) {
	kinds := []string{Interaction, MessageCreate, MessageUpdate, MessageDelete, MessageDeleteBulk, ThreadCreate}
	for _, frame := range discordtest.Damage() {
		var p struct {
			Data json.RawMessage `json:"d"`
		}
		if json.Unmarshal([]byte(strings.Replace(frame, "%d", "1", 1)), &p) == nil {
			f.Add(0, []byte(p.Data))
			f.Add(1, []byte(p.Data))
		}
	}
	f.Add(0, []byte(`{"id":"1","token":"t","type":2,"data":{"name":"ask","options":[null,{"name":"q","type":3,"value":"x"}],"resolved":{"messages":{"1":null}}},"user":{"id":"3"}}`))
	f.Add(1, []byte(`{"id":"1","channel_id":"2","author":{"id":"3"},"components":[{"type":77}],"mentions":[null]}`))
	f.Fuzz(func(t *testing.T, kind int, data []byte) {
		k := kinds[max(kind, -kind, 0)%len(kinds)]
		good, err := Sound(k, data)
		if err != nil || good == nil {
			return
		}
		switch k {
		case Interaction:
			var e discordgo.InteractionCreate
			if err := json.Unmarshal(good, &e); err != nil {
				t.Fatalf("let through, but does not decode: %v", err)
			}
			TidyInteraction(e.Interaction)
			if actor(e.Interaction) == nil || e.Data == nil {
				t.Fatal("let through without actor or data")
			}
		case MessageCreate, MessageUpdate:
			var e discordgo.MessageCreate
			if err := json.Unmarshal(good, &e); err != nil {
				t.Fatalf("let through, but does not decode: %v", err)
			}
			TidyMessage(e.Message)
			if e.Author == nil {
				t.Fatal("let through without author")
			}
		case ThreadCreate:
			var e discordgo.ThreadCreate
			if err := json.Unmarshal(good, &e); err != nil || e.Channel == nil {
				t.Fatalf("let through without a channel: %v", err)
			}
		}
	})
}

func TestParseServer(t *testing.T) {
	s, ok := ParseServer([]byte(`{"id":"1","preferred_locale":"de","roles":[null,7,{"id":"2"},{"id":"3","tags":{"bot_id":"9"}},{"id":"x","tags":{"bot_id":"8"}},{"id":"4","tags":[]}]}`))
	if !ok || s.ID != "1" || s.Locale != "de" || len(s.Roles) != 1 || s.Roles["9"] != "3" {
		t.Errorf("read as %+v, %t", s, ok)
	}
	for _, damaged := range []string{`null`, `{}`, `[]`, `{"id":"../1"}`, `{"id":7}`} {
		if s, ok := ParseServer([]byte(damaged)); ok {
			t.Errorf("%s is read as %+v", damaged, s)
		}
	}
	if s, ok := ParseRole([]byte(`{"guild_id":"1","role":{"id":"3","tags":{"bot_id":"9"}}}`)); !ok || s.ID != "1" || s.Roles["9"] != "3" {
		t.Errorf("the role is read as %+v, %t", s, ok)
	}
	if s, ok := ParseRole([]byte(`{"guild_id":"1","role":{"id":"3"}}`)); ok {
		t.Errorf("a role of people is read as %+v", s)
	}
}
