package rest

import (
	"net/http"
	"testing"
	"time"
)

func TestClockGoesByDiscord(t *testing.T) {
	c := new(Client)
	if _, known := c.Now(); known {
		t.Error("the time is known before anybody has told it")
	}
	date := func(at time.Time) http.Header { return http.Header{"Date": {at.UTC().Format(http.TimeFormat)}} }
	far := time.Now().AddDate(-30, 0, 0)
	for _, h := range []http.Header{nil, {"Date": {"yesterday"}}, date(far), date(far.Add(2 * time.Second)), nil} {
		c.clock.note(h)
	}
	if now, known := c.Now(); !known || now.Sub(far).Abs() > time.Minute {
		t.Errorf("the time is %v, %t; want %v", now, known, far)
	}
	later := far.AddDate(1, 0, 0)
	c.clock.note(date(later))
	if now, _ := c.Now(); now.Sub(later).Abs() > time.Minute {
		t.Errorf("set again it is %v, want %v", now, later)
	}
}
