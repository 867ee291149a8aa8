package queue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestTurns holds the only place, lets parties queue up, and follows the order in which they
// are served.
func TestTurns(t *testing.T) {
	for name, c := range map[string]struct {
		arrive, want string // pieces of work, by a letter for the server and a number for the member
	}{
		"one member":             {"a1 a1 a1", "a1 a1 a1"},
		"equal servers":          {"a1 b1 c1 a1 b1 c1", "a1 b1 c1 a1 b1 c1"},
		"a crowd before":         {"a1 a2 a3 a4 b1", "a1 b1 a2 a3 a4"},
		"a crowd after":          {"b1 a1 a2 a3", "b1 a1 a2 a3"},
		"one floods a server":    {"a1 a1 a1 a1 a2", "a1 a2 a1 a1 a1"},
		"two crowds and a guest": {"a1 a1 a2 b1 b1 b2 c1", "a1 b1 c1 a2 b2 a1 b1"},
		"outside of servers":     {".1 .1 .1 .2 a1", ".1 .2 a1 .1 .1"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				q, free := New(1), make(chan struct{})
				go q.Do(t.Context(), Party{Member: "first"}, func(Turn) error { <-free; return nil }) //nolint:errcheck // it returns nil
				synctest.Wait()
				var served []string
				var all sync.WaitGroup
				for i, name := range strings.Fields(c.arrive) {
					all.Go(func() {
						err := q.Do(t.Context(), named(name), func(Turn) error { served = append(served, name); return nil })
						if err != nil {
							t.Error(err)
						}
					})
					synctest.Wait()
					if n := q.Waiting(); n != i+1 {
						t.Fatalf("%d wait, want %d", n, i+1)
					}
				}
				close(free)
				all.Wait()
				if got := strings.Join(served, " "); got != c.want {
					t.Errorf("served %s, want %s", got, c.want)
				}
			})
		})
	}
}

// named is the party of a letter and a number, outside of servers with a dot for the letter.
func named(name string) Party {
	return Party{Server: strings.TrimSuffix(name[:1], "."), Member: name[1:]}
}

// TestTurn checks what work is told: how long it has waited, and what is due to it.
func TestTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(1)
		if s := q.Share(named("a1")); s != 1 {
			t.Errorf("a share of %v in an empty queue", s)
		}
		var got []string
		var all sync.WaitGroup
		for _, name := range strings.Fields("a1 a1 a1 a2 b1 .1") {
			all.Go(func() {
				q.Do(t.Context(), named(name), func(turn Turn) error { //nolint:errcheck // it returns nil
					got = append(got, fmt.Sprintf("%s %v 1/%v", name, turn.Waited, 1/turn.Share))
					time.Sleep(time.Second)
					return nil
				})
			})
			synctest.Wait()
		}
		for name, want := range map[string]float64{"a1": 1. / 18, "a2": 1. / 12, "a3": 1. / 9, "b1": 1. / 6, ".1": 1. / 6, "c1": 1. / 4} {
			if s := q.Share(named(name)); s != want {
				t.Errorf("one more of %s has a share of %v, want %v", name, s, want)
			}
		}
		all.Wait()
		want := []string{"a1 0s 1/1", "a1 1s 1/12", "b1 2s 1/3", ".1 3s 1/2", "a2 4s 1/2", "a1 5s 1/1"}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("turns (-want +got):\n%s", d)
		}
	})
}

// TestPlaces lets as much work in as there are places, never more.
func TestPlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const places = 3
		q := New(places)
		var mu sync.Mutex
		inside, most := 0, 0
		enter := func(n int) {
			mu.Lock()
			defer mu.Unlock()
			inside += n
			most = max(most, inside)
		}
		var all sync.WaitGroup
		for i := range 50 {
			all.Go(func() {
				q.Do(t.Context(), Party{Server: fmt.Sprint(i % 2), Member: fmt.Sprint(i % 4)}, func(Turn) error { //nolint:errcheck // it returns nil
					enter(1)
					time.Sleep(time.Second)
					enter(-1)
					return nil
				})
			})
		}
		all.Wait()
		if most != places || q.free != places || q.Waiting() != 0 || len(q.crowd.servers) != 0 {
			t.Errorf("at most %d were inside, %d places are free and %d servers wait", most, q.free, len(q.crowd.servers))
		}
	})
}

// TestGivingUp: who waits no longer takes nobody's turn, whether it had come or not.
func TestGivingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(1)
		work := func(Turn) error { time.Sleep(time.Second); return nil }
		var all sync.WaitGroup
		var mu sync.Mutex
		var served, gone []int
		for i := range 40 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i%8)*time.Second)
			defer cancel()
			all.Go(func() {
				err := q.Do(ctx, Party{Server: fmt.Sprint(i % 2), Member: fmt.Sprint(i % 3)}, work)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					served = append(served, i)
				case errors.Is(err, context.DeadlineExceeded):
					gone = append(gone, i)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if len(served) == 0 || len(gone) == 0 || q.free != 1 || q.Waiting() != 0 || len(q.crowd.servers) != 0 {
			t.Errorf("%d served, %d gone, %d places free, %d wait", len(served), len(gone), q.free, q.Waiting())
		}
	})
}

// TestPlaceIsGivenBack also by work that fails or panics.
func TestPlaceIsGivenBack(t *testing.T) {
	q, bad := New(1), errors.New("bad")
	if err := q.Do(t.Context(), named("a1"), func(Turn) error { return bad }); !errors.Is(err, bad) {
		t.Errorf("the work's error became %v", err)
	}
	func() {
		defer func() { recover() }()                                               //nolint:errcheck // it is the panic below
		q.Do(t.Context(), named("a1"), func(Turn) error { panic("at the disco") }) //nolint:errcheck // it does not return
	}()
	var order []string
	if err := q.Do(t.Context(), named("b1"), func(Turn) error { order = append(order, "b"); return nil }); err != nil || !slices.Equal(order, []string{"b"}) {
		t.Errorf("afterwards: %v, %v", order, err)
	}
}
