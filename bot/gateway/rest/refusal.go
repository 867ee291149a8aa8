package rest

import (
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Discord bans an address after 10,000 answers with 401, 403 or 429 in ten minutes
// (topics/rate-limits.mdx, "Invalid Request Limit"). Sending stops long before: first
// all that can wait, then the answers to interactions too.
const (
	refusalWindow   = 10 * time.Minute
	refusalSlots    = 60
	refusalsMost    = 3000
	refusalsAtWorst = 6000
)

// refusals counts such answers over the last ten minutes, in slots of ten seconds.
type refusals struct {
	log *slog.Logger
	now func() time.Time

	mu    sync.Mutex
	slots [refusalSlots]int
	at    int64 // number of the newest slot
	told  bool  // the log has been told that sending is paused
}

func newRefusals(log *slog.Logger) *refusals {
	return &refusals{log: log, now: time.Now}
}

// note counts an answer. 429 with the scope "shared" is nobody's fault and not counted.
func (r *refusals) note(status int, header http.Header) {
	counted := status == http.StatusUnauthorized || status == http.StatusForbidden ||
		status == http.StatusTooManyRequests && header.Get("X-RateLimit-Scope") != "shared"
	if !counted {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.turn()
	r.slots[r.at%refusalSlots]++
}

// turn empties the slots that have become too old. The caller holds r.mu.
func (r *refusals) turn() {
	now := r.now().UnixNano() / int64(refusalWindow/refusalSlots)
	for n := min(now-r.at, refusalSlots); n > 0; n-- {
		r.slots[(now-n+1)%refusalSlots] = 0
	}
	r.at = max(r.at, now)
}

// count is how many there were in the last ten minutes.
func (r *refusals) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.turn()
	sum := 0
	for _, n := range r.slots {
		sum += n
	}
	return sum
}

// allow tells whether a request may be sent.
func (r *refusals) allow(k kind) bool {
	most := refusalsMost
	if k == callback {
		most = refusalsAtWorst
	}
	n := r.count()
	r.mu.Lock()
	defer r.mu.Unlock()
	paused := n >= refusalsMost
	if paused && !r.told {
		r.log.Error("Discord has refused too many requests; sending is paused so that this address is not banned", "refused", n, "window", refusalWindow)
	}
	r.told = paused
	return n < most
}
