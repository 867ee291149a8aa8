package gateway

import (
	"fmt"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// TestDamagedEvents sends each damaged input, and a good message after each.
func TestDamagedEvents(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{Heartbeat: time.Minute})
	var want []string
	for i, frame := range discordtest.Damage() {
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
