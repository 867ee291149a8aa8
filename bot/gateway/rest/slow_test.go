//go:build slow

package rest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// TestMentionsBurst answers 300 mentions at once under Discord's limits without one 429.
func TestMentionsBurst(t *testing.T) {
	r := newRig(t, discordtest.Options{RateLimits: true})
	began := time.Now()
	var wg sync.WaitGroup
	for n := range 300 {
		place := r.server.DM()
		wg.Go(func() {
			if _, err := r.client.Send(within(t), place.ChannelID, Message{Content: fmt.Sprint(n)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	t.Logf("300 messages in %v", time.Since(began))
	if s := r.client.Traffic(); s.Limited != 0 {
		t.Errorf("%d of %d requests were answered with 429", s.Limited, s.Requests)
	}
}
