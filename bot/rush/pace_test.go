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
		{0, 20, 0},          // 2 places × 2 s for 20 are 200 ms for each
		{0, 40, 0.5},
		{time.Second, 20, 0.5},
		{0, 67, 1 - least},
		{0, 233, 1 - least}, // 2 places × 7 s for 233 are 60 ms for each, as long as the least takes
		{0, 234, 1},
		{2 * time.Second, 2, 1 - least},
		{6 * time.Second, 30, 1 - least},
		{6 * time.Second, 40, 1},
		{7 * time.Second, 2, 1},
		{time.Hour, 2, 1},
	} {
		got := p.haste(queue.Turn{Waited: c.waited, Share: 1 / c.among})
		if math.Abs(got-c.want) > 1e-6 {
			t.Errorf("waited %v as one of %v: haste %v, want %v", c.waited, c.among, got, c.want)
		}
	}
}

// TestHurry has the least read even for the last of a line, and no more than in a rush.
func TestHurry(t *testing.T) {
	p := newPace(2)
	p.whole = 200 * time.Millisecond
	for among, want := range map[float64][2]float64{1: {0, 1 - least}, 20: {0, 1 - least}, 234: {1, 1}} {
		for i, on := range []bool{false, true, false} {
			p.setHurry(on)
			if got := p.haste(queue.Turn{Share: 1 / among}); math.Abs(got-want[i%2]) > 1e-6 {
				t.Errorf("one of %v, hurry %t: haste %v, want %v", among, on, got, want[i%2])
			}
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
