package bot

import (
	"slices"
	"sync"
	"time"
)

// trouble is where the bot was not let write. It is safe for concurrent use.
type trouble struct {
	mu sync.Mutex
	at map[string]map[string]time.Time // by server, channels, and when somebody was told
}

const (
	toldAgain    = time.Hour // after that somebody else is told of the same channel
	troublesKept = 25        // channels of one server
	serversKept  = 1000
)

func newTrouble() *trouble { return &trouble{at: map[string]map[string]time.Time{}} }

// met notes a channel where the bot may not write, and reports whether somebody is to be
// told: once an hour for each channel.
func (t *trouble) met(server, channel string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.at[server] == nil {
		if len(t.at) >= serversKept {
			clear(t.at) // it is found again
		}
		t.at[server] = map[string]time.Time{}
	}
	told, known := t.at[server][channel]
	if known && now.Sub(told) < toldAgain {
		return false
	}
	if known || len(t.at[server]) < troublesKept {
		t.at[server][channel] = now
	}
	return true
}

// over forgets a channel, for the bot has written there.
func (t *trouble) over(server, channel string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.at[server], channel)
}

// in lists the channels of a server.
func (t *trouble) in(server string) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var channels []string
	for id := range t.at[server] {
		channels = append(channels, id)
	}
	slices.Sort(channels)
	return channels
}
