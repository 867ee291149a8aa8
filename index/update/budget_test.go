package update

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"verbatim/index/engine/enginetest"
)

// TestBudget has articles of two inputs, the first of which is being written, ask for room of
// which there are ten bytes.
func TestBudget(t *testing.T) {
	type ask struct {
		input, bytes int
	}
	for name, c := range map[string]struct {
		held  []ask
		ask   ask
		waits bool
	}{
		"fits":                               {nil, ask{2, 10}, false},
		"fits beside others":                 {[]ask{{1, 4}, {2, 3}}, ask{2, 3}, false},
		"does not fit":                       {[]ask{{1, 4}, {2, 3}}, ask{2, 4}, true},
		"never fits":                         {nil, ask{2, 11}, true},
		"too large, but its turn":            {nil, ask{1, 11}, false},
		"its turn, and others have the room": {[]ask{{2, 10}}, ask{1, 1}, false},
		"its turn, and it has some itself":   {[]ask{{2, 9}, {1, 1}}, ask{1, 1}, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				inputs := map[int]*share{1: {}, 2: {}}
				b := newBudget(10)
				b.turn(inputs[1])
				for _, h := range c.held {
					if err := b.take(t.Context(), inputs[h.input], int64(h.bytes)); err != nil {
						t.Fatal(err)
					}
				}
				taken := false
				go func() {
					taken = b.take(t.Context(), inputs[c.ask.input], int64(c.ask.bytes)) == nil
				}()
				synctest.Wait()
				if taken == c.waits {
					t.Errorf("taken: %v", taken)
				}
				b.turn(inputs[c.ask.input]) // whoever waits is let through in the end
				for _, h := range c.held {
					b.give(inputs[h.input], int64(h.bytes))
				}
				synctest.Wait()
				if !taken {
					t.Error("it waits though all others have been written")
				}
				b.give(inputs[c.ask.input], int64(c.ask.bytes))
				if b.left != 10 || inputs[1].bytes != 0 || inputs[2].bytes != 0 {
					t.Errorf("%d bytes are left of 10", b.left)
				}
			})
		})
	}
}

// TestBudgetEnds ends the wait for room.
func TestBudgetEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		b, s := newBudget(1), &share{}
		var err error
		go func() { err = b.take(ctx, s, 2) }()
		synctest.Wait()
		cancel()
		synctest.Wait()
		if !errors.Is(err, context.Canceled) || b.left != 1 || s.bytes != 0 {
			t.Errorf("%v, %d bytes left", err, b.left)
		}
	})
}

// TestLarge reindexes files so large that the terms of their last passages are not kept: all
// is read and answers.
func TestLarge(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	for i := range 3 {
		write(t, root, fmt.Sprint(i, ".txt"), strings.Repeat("b\n\n", 3000)+fmt.Sprintf("The keeper of house%d is Ida Brandt.\n", i))
	}
	if r := reindex(t, dir, Options{Roots: []string{root}}); r.Added != 3 || r.Passages != 3*3001 {
		t.Errorf("%+v", r)
	}
	for i := range 3 {
		want := fmt.Sprintf("The keeper of house%d is Ida Brandt.", i)
		if text, id := best(t, dir, fmt.Sprintf("keeper house%d", i)); text != want || id != fmt.Sprint(i) {
			t.Errorf("%q in %s, want %q", text, id, want)
		}
	}
	enginetest.Consistent(t, hold(t, dir))
}
