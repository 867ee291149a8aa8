package rush

import (
	"math"
	"testing"
	"time"

	"verbatim/bot/queue"
)

func TestHaste(t *testing.T) {
	p := newPace(2)
	p.whole = 200 * time.Millisecond
	for _, c := range []struct {
		waited time.Duration
		among  float64 // the share is one of so many
		want   float64
	}{
		{0, 1, 0},
		{time.Minute, 1, 0}, // the last of a line holds up nobody
		{0, 60, 0},          // 2 places × 6 s for 60 are 200 ms for each
		{0, 120, 0.5},
		{3 * time.Second, 60, 0.5},
		{0, 199, 1 - 12/199./0.2},
		{0, 201, 1}, // less than 60 ms are less than the least
		{6 * time.Second, 2, 1},
		{time.Hour, 2, 1},
	} {
		got := p.haste(queue.Turn{Waited: c.waited, Share: 1 / c.among})
		if math.Abs(got-c.want) > 1e-6 {
			t.Errorf("waited %v as one of %v: haste %v, want %v", c.waited, c.among, got, c.want)
		}
	}
}

func TestPaceLearns(t *testing.T) {
	p := newPace(1)
	for range 50 {
		p.learn(time.Second, 0.5)
		p.learn(time.Millisecond, 1) // says nothing of reading
	}
	if d := p.whole - 2*time.Second; d.Abs() > 10*time.Millisecond {
		t.Errorf("half a reading takes 1 s, but the usual one %v", p.whole)
	}
	for range 200 {
		p.learn(0, 0)
	}
	if h := p.haste(queue.Turn{Share: 0.5}); h != 0 {
		t.Errorf("haste %v where a reading takes no time", h)
	}
}
