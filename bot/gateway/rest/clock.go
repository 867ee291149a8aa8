package rest

import (
	"net/http"
	"sync"
	"time"
)

// A clock goes by the dates of Discord's answers, and from one to the next by how much time
// has passed. It does not care what this machine believes the time to be.
type clock struct {
	mu    sync.Mutex
	said  time.Time // zero before the first answer
	heard time.Time // when that was, by the monotonic clock
}

// coarse is by how much the clock may differ from a date before it is set: dates are whole
// seconds, and under way for a while.
const coarse = 5 * time.Second

// note takes the date of an answer, if it has one.
func (c *clock) note(h http.Header) {
	said, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	heard := time.Now()
	if c.said.IsZero() || said.Sub(c.said.Add(heard.Sub(c.heard))).Abs() > coarse {
		c.said, c.heard = said, heard
	}
}

// Now returns the time by Discord's clock, within some seconds, and false when Discord has
// not told it yet.
func (c *Client) Now() (now time.Time, known bool) {
	c.clock.mu.Lock()
	defer c.clock.mu.Unlock()
	return c.clock.said.Add(time.Since(c.clock.heard)), !c.clock.said.IsZero()
}
