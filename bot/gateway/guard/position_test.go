package guard

import "testing"

// TestPosition follows an event that an old connection holds while the next one begins.
func TestPosition(t *testing.T) {
	p := new(Position)
	first := p.Begin()
	p.start(first, Session{Id: "s"}, 1)
	for _, c := range []struct {
		number   int
		sequence int64
		want     bool
	}{{first, 1, true}, {first, 2, true}, {first, 2, false}, {first, 1, false}, {first + 1, 3, false}} {
		if got := p.Advance(c.number, c.sequence); got != c.want {
			t.Errorf("event %d of connection %d handed over: %v, want %v", c.sequence, c.number, got, c.want)
		}
	}
	second := p.Begin()
	if _, last := p.Current(); last != 2 {
		t.Errorf("resumes after %d, want 2", last)
	}
	if p.Advance(first, 3) {
		t.Error("the old connection still hands over events that will come again")
	}
	if !p.Advance(second, 3) || p.Advance(second, 3) {
		t.Error("the replayed event is not handed over once")
	}
	p.start(first, Session{Id: "late"}, 1)
	if s, _ := p.Current(); s.Id != "s" {
		t.Error("a late READY of an old connection replaced the session")
	}
	p.Forget()
	if p.Resumable() {
		t.Error("a forgotten session can be resumed")
	}
}
