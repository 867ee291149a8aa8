package queue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestTurns holds the only place, lets parties queue up, and follows the order in which
// they are served.
func TestTurns(t *testing.T) {
	for name, c := range map[string]struct {
		arrive, want string // a letter is a piece of work of that party
	}{
		"one party":            {"aaa", "aaa"},
		"equals":               {"abcabc", "abcabc"},
		"a crowd before":       {"aaaaaab", "abaaaaa"},
		"a crowd after":        {"baaaaaa", "baaaaaa"},
		"two crowds and guest": {"aaaabbbbc", "abcababab"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				q, free := New(1), make(chan struct{})
				go q.Do(t.Context(), "first", func() error { <-free; return nil }) //nolint:errcheck // it returns nil
				synctest.Wait()
				var served string
				var all sync.WaitGroup
				for i, party := range c.arrive {
					all.Go(func() {
						err := q.Do(t.Context(), string(party), func() error { served += string(party); return nil })
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
				if served != c.want {
					t.Errorf("served %s, want %s", served, c.want)
				}
			})
		})
	}
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
				q.Do(t.Context(), fmt.Sprint(i%4), func() error { //nolint:errcheck // it returns nil
					enter(1)
					time.Sleep(time.Second)
					enter(-1)
					return nil
				})
			})
		}
		all.Wait()
		if most != places || q.free != places || len(q.parties) != 0 {
			t.Errorf("at most %d were inside, %d places are free and %d parties wait", most, q.free, len(q.parties))
		}
	})
}

// TestGivingUp: who waits no longer takes nobody's turn, whether it had come or not.
func TestGivingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(1)
		work := func() error { time.Sleep(time.Second); return nil }
		var all sync.WaitGroup
		var mu sync.Mutex
		var served, gone []int
		for i := range 40 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i%8)*time.Second)
			defer cancel()
			all.Go(func() {
				err := q.Do(ctx, fmt.Sprint(i%3), work)
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
		if len(served) == 0 || len(gone) == 0 || q.free != 1 || len(q.parties) != 0 {
			t.Errorf("%d served, %d gone, %d places free, %d parties wait", len(served), len(gone), q.free, len(q.parties))
		}
	})
}

// TestPlaceIsGivenBack also by work that fails or panics.
func TestPlaceIsGivenBack(t *testing.T) {
	q, bad := New(1), errors.New("bad")
	if err := q.Do(t.Context(), "a", func() error { return bad }); !errors.Is(err, bad) {
		t.Errorf("the work's error became %v", err)
	}
	func() {
		defer func() { recover() }()                                   //nolint:errcheck // it is the panic below
		q.Do(t.Context(), "a", func() error { panic("at the disco") }) //nolint:errcheck // it does not return
	}()
	var order []string
	if err := q.Do(t.Context(), "b", func() error { order = append(order, "b"); return nil }); err != nil || !slices.Equal(order, []string{"b"}) {
		t.Errorf("afterwards: %v, %v", order, err)
	}
}
