package pace

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestPacer counts what goes through in each second, on a clock of its own.
func TestPacer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var (
			p    = New()
			mu   sync.Mutex
			sent []time.Time
			wg   sync.WaitGroup
		)
		for range 300 {
			wg.Go(func() {
				if err := p.Wait(t.Context()); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				sent = append(sent, time.Now())
			})
		}
		wg.Wait()
		for i := range sent {
			if later := i + 45; later < len(sent) && sent[later].Sub(sent[i]) < time.Second {
				t.Errorf("45 more within %v", sent[later].Sub(sent[i]))
			}
		}
		if all := sent[len(sent)-1].Sub(sent[0]); all > 8*time.Second {
			t.Errorf("300 took %v", all)
		}
	})
}

// TestPacerGivesUp shows that nobody waits longer than there is time for.
func TestPacerGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := New()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var wg sync.WaitGroup
		for range 100 {
			wg.Go(func() {
				if err := p.Wait(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
					t.Error(err)
				}
			})
		}
		began := time.Now()
		wg.Wait()
		if took := time.Since(began); took > time.Second {
			t.Errorf("the last one gave up after %v", took)
		}
		if err := p.Wait(t.Context()); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}
