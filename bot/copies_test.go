package bot

import (
	"testing"
	"time"

	"verbatim/bot/hear"
)

// TestCopies claims the copies of messages.
func TestCopies(t *testing.T) {
	start := time.Unix(1_700_000_000, 0)
	said := hear.Message{ID: "1", Channel: "10", Author: "7", Person: true, Content: "A: who built it?"}
	copied := func(change func(*hear.Message)) *hear.Message {
		m := &hear.Message{ID: "2", Channel: "10", Author: "99", Webhook: true, Content: "who built it?"}
		change(m)
		return m
	}
	for name, c := range map[string]struct {
		copy  *hear.Message
		after time.Duration
		want  bool
	}{
		"the same":       {copied(func(m *hear.Message) {}), time.Second, true},
		"elsewhere":      {copied(func(m *hear.Message) { m.Channel = "11" }), time.Second, false},
		"other words":    {copied(func(m *hear.Message) { m.Content = "who paid?" }), time.Second, false},
		"nothing":        {copied(func(m *hear.Message) { m.Content = " " }), time.Second, false},
		"much too late":  {copied(func(m *hear.Message) {}), time.Minute, false},
		"marks left out": {copied(func(m *hear.Message) { m.Content = "built it?" }), time.Second, true},
	} {
		all := newCopies()
		o := all.expect(said, start)
		if got := all.claim(c.copy, start.Add(c.after)); got != c.want {
			t.Errorf("%s: claimed %t, want %t", name, got, c.want)
		}
		if author := c.copy.Author; (author == "7") != c.want || c.copy.Person != c.want {
			t.Errorf("%s: it is by %s", name, author)
		}
		if all.claim(c.copy, start.Add(c.after)) {
			t.Errorf("%s: claimed twice", name)
		}
		if c.want && o.wait(t.Context()) {
			t.Errorf("%s: the original is answered, too", name)
		}
	}
}
