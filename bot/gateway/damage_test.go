package gateway

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discordtest"
)

// damagedEvents are inputs that kill discordgo's reading goroutine or reach its handlers
// with parts missing.
func damagedEvents() []string {
	frames := []string{`null`, `[]`, `"text"`, `{}`, `{"op":null}`, `{"op":"0"}`, `{"op":0}`, `{"op":0,"t":"READY"}`, `{"op":12}`, `nonsense`, ``,
		`{"op":11,"d":{}}`, `{"op":10,"d":{"heartbeat_interval":60000}}`, `{"op":0,"s":-4,"t":"MESSAGE_CREATE","d":{}}`,
		`{"op":0,"s":9223372036854775807,"t":"MESSAGE_CREATE","d":{}}`, `{"op":0,"s":1.5,"t":"MESSAGE_CREATE","d":{}}`}
	events := []struct{ kind, data string }{
		{"GUILD_CREATE", `null`}, {"GUILD_CREATE", `{"id":"1","members":[null],"channels":[null],"voice_states":[null]}`},
		{"GUILD_UPDATE", `null`}, {"GUILD_DELETE", `null`}, {"CHANNEL_DELETE", `{}`}, {"THREAD_CREATE", `null`},
		{"GUILD_MEMBER_ADD", `{}`}, {"PRESENCE_UPDATE", `{"user":null}`}, {"VOICE_STATE_UPDATE", `{}`}, {"VOICE_SERVER_UPDATE", `{}`},
		{"MESSAGE_CREATE", `null`}, {"MESSAGE_CREATE", `{}`}, {"MESSAGE_CREATE", `[]`}, {"MESSAGE_CREATE", `{"id":"5","channel_id":"6","content":"no author"}`},
		{"MESSAGE_CREATE", `{"id":"../7","channel_id":"6","author":{"id":"8"},"content":"path"}`},
		{"MESSAGE_CREATE", `{"id":"5","channel_id":"6","author":{"id":"8"},"content":7}`},
		{"MESSAGE_UPDATE", `{"id":"5","channel_id":"6"}`}, {"MESSAGE_DELETE", `{}`}, {"MESSAGE_DELETE", `null`},
		{"THREAD_UPDATE", `{}`}, {"CHANNEL_CREATE", `{"id":"../1","name":"path"}`}, {"CHANNEL_UPDATE", `[]`},
		{"MESSAGE_DELETE_BULK", `{"ids":[null,"x"],"channel_id":"6"}`},
		{"INTERACTION_CREATE", `null`}, {"INTERACTION_CREATE", `{}`}, {"INTERACTION_CREATE", `{"id":"1","token":"t","type":2}`},
		{"INTERACTION_CREATE", `{"id":"1","token":"t","type":2,"data":{"name":"ask"}}`},
		{"INTERACTION_CREATE", `{"id":"1","token":"t","type":2,"data":null,"user":{"id":"3"}}`},
		{"INTERACTION_CREATE", `{"id":"1","token":"t","type":3,"data":{"custom_id":"x","component_type":2},"user":{"id":"3"}}`},
		{"INTERACTION_CREATE", `{"id":"1","token":"t","type":99,"data":{},"user":{"id":"3"}}`},
		{"NEVER_HEARD_OF", `{"a":1}`}, {"TYPING_START", `null`},
	}
	for _, e := range events {
		frames = append(frames, fmt.Sprintf(`{"op":0,"s":%%d,"t":%q,"d":%s}`, e.kind, e.data))
	}
	return frames
}

// TestDamagedEvents sends each damaged input, and a good message after each.
func TestDamagedEvents(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{Heartbeat: time.Minute})
	var want []string
	for i, frame := range damagedEvents() {
		r.server.SendNext(frame)
		want = append(want, fmt.Sprint("after damage ", i))
		r.say(want[i])
	}
	r.expectAll(want...)
	if n := len(r.server.Connections()); n != 1 {
		t.Errorf("%d connections, want 1: damage must not cost the connection", n)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.messages) != len(want) || len(r.interactions) > 0 || len(r.updates) > 0 || len(r.deletions) > 0 {
		t.Errorf("damaged events reached the handler: %v %v %v %v", r.messages, r.interactions, r.updates, r.deletions)
	}
	if r.client.Stats().Damaged == 0 {
		t.Error("no damage was counted")
	}
}

// TestDamagedHandshake damages what comes before the first event.
func TestDamagedHandshake(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{})
	r.server.Script(
		discordtest.Script{Interval: 0}, discordtest.Script{Interval: -5}, discordtest.Script{Interval: "soon"}, discordtest.Script{Interval: 1e18},
		discordtest.Script{NoReady: true, BeforeReady: []string{`null`, `{"op":0,"s":1,"t":"READY","d":null}`}},
		discordtest.Script{NoReady: true, BeforeReady: []string{`{"op":0,"s":1,"t":"READY","d":{"session_id":"x","guilds":[null]}}`}},
	)
	r.run()
	r.online()
	r.say("after")
	r.expectAll("after")
}

// TestUnknownComponents sends messages with components that discordgo does not know.
func TestUnknownComponents(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	bot := r.server.Write(r.place, r.ann, map[string]any{"content": "with news", "components": []any{
		map[string]any{"type": 1, "components": []any{map[string]any{"type": 2, "style": 1, "label": "ok", "custom_id": "a"}, map[string]any{"type": 99}}},
		map[string]any{"type": 18, "label": "new"}, nil,
	}})
	r.expectAll("with news")
	r.server.MessageCommand(r.place, r.ann, "Ask", bot)
	r.eventually("command on a message with unknown components", func() bool { return len(r.interactions) == 1 })
	data := r.interactions[0].ApplicationCommandData()
	if m := data.Resolved.Messages[bot]; m == nil || m.Content != "with news" || len(m.Components) != 1 {
		t.Errorf("the resolved message is %+v", m)
	}
	r.server.TakeViolations() // the test server itself decodes with discordgo
}

// TestNulls sends events whose lists hold nulls.
func TestNulls(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	r.server.Dispatch("", "MESSAGE_CREATE", map[string]any{
		"id": "5", "channel_id": "6", "author": map[string]any{"id": "8"}, "content": "nulls", "mentions": []any{nil},
		"embeds": []any{nil}, "attachments": []any{nil}, "referenced_message": map[string]any{"id": "4", "channel_id": "6", "content": "gone"},
	})
	r.expectAll("nulls")
	m := &discordgo.Message{Mentions: []*discordgo.User{nil, {ID: "1"}}, ReferencedMessage: &discordgo.Message{ID: "4"}}
	tidyMessage(m)
	if len(m.Mentions) != 1 || m.ReferencedMessage != nil {
		t.Errorf("tidied to %+v", m)
	}
}

// TestChannels learns of channels before the messages in them.
func TestChannels(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	for i, kind := range []string{"CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE"} {
		r.server.Dispatch("", kind, map[string]any{"id": "7", "type": 11, "parent_id": "6", "name": kind})
		r.say(kind)
		r.expectAll(kind)
		r.mu.Lock()
		if len(r.channels) != i+1 || r.channels[i] != kind {
			t.Errorf("channels are %q, want %s last", r.channels, kind)
		}
		r.mu.Unlock()
	}
}

// TestSamples feeds Discord's own example payloads.
func TestSamples(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file, kind string
		whole      bool // has what a handler needs
	}{
		{"interaction-application-commands-500.json", eventInteraction, true},
		{"interaction-application-commands-854.json", eventInteraction, true},
		{"interaction-application-commands-948.json", eventInteraction, true},
		{"interaction-developing-a-user-installable-app-246.json", eventInteraction, false}, // its user is empty
		{"interaction-webhook-54.json", eventInteraction, false},                            // a webhook
		{"message-message-167.json", eventCreate, true},
		{"message-message-210.json", eventUpdate, true},
	} {
		t.Run(c.file, func(t *testing.T) {
			data := discordtest.Sample(t, c.file)
			got, err := sound(c.kind, data)
			if (err == nil) != c.whole || (got != nil) != c.whole {
				t.Errorf("sound says %v, want whole: %v", err, c.whole)
			}
		})
	}
}

// FuzzSound shows that no data makes the checks panic, and that what they let through
// can be handed to handlers.
func FuzzSound(f *testing.F) {
	kinds := []string{eventInteraction, eventCreate, eventUpdate, eventDelete, eventDeleteBulk, eventThreadCreate}
	for _, frame := range damagedEvents() {
		var p payload
		if json.Unmarshal([]byte(strings.Replace(frame, "%d", "1", 1)), &p) == nil {
			f.Add(0, []byte(p.Data))
			f.Add(1, []byte(p.Data))
		}
	}
	f.Add(0, []byte(`{"id":"1","token":"t","type":2,"data":{"name":"ask","options":[null,{"name":"q","type":3,"value":"x"}],"resolved":{"messages":{"1":null}}},"user":{"id":"3"}}`))
	f.Add(1, []byte(`{"id":"1","channel_id":"2","author":{"id":"3"},"components":[{"type":77}],"mentions":[null]}`))
	f.Fuzz(func(t *testing.T, kind int, data []byte) {
		k := kinds[max(kind, -kind, 0)%len(kinds)]
		good, err := sound(k, data)
		if err != nil || good == nil {
			return
		}
		switch k {
		case eventInteraction:
			var e discordgo.InteractionCreate
			if err := json.Unmarshal(good, &e); err != nil {
				t.Fatalf("let through, but does not decode: %v", err)
			}
			tidyInteraction(e.Interaction)
			if actor(e.Interaction) == nil || e.Data == nil {
				t.Fatal("let through without actor or data")
			}
		case eventCreate, eventUpdate:
			var e discordgo.MessageCreate
			if err := json.Unmarshal(good, &e); err != nil {
				t.Fatalf("let through, but does not decode: %v", err)
			}
			tidyMessage(e.Message)
			if e.Author == nil {
				t.Fatal("let through without author")
			}
		case eventThreadCreate:
			var e discordgo.ThreadCreate
			if err := json.Unmarshal(good, &e); err != nil || e.Channel == nil {
				t.Fatalf("let through without a channel: %v", err)
			}
		}
	})
}
