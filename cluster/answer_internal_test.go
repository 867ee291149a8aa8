package cluster

import (
	"encoding/json"
	"errors"
	"testing"
	"time"
)

// FuzzAnswer reads what anything that listens may answer.
func FuzzAnswer(f *testing.F) {
	f.Add(200, `{"timed_out":false,"_shards":{"total":3,"successful":3,"failed":0},"hits":{"total":{"value":1,"relation":"eq"},"hits":[{"_id":"1"}]}}`)
	f.Add(500, `{"error":{"root_cause":[{"type":"node_disconnected_exception"}],"type":"x","reason":"y","caused_by":{"type":"z"}},"status":500}`)
	f.Add(503, "<html>")
	f.Add(400, `{"error":"text","status":400}`)
	f.Fuzz(func(t *testing.T, status int, body string) {
		fault := faultOf(status, []byte(body))
		if fault.Error() == "" || fault.absent() && !fault.may() {
			t.Errorf("%d %q is %+v", status, body, fault)
		}
		for _, out := range []any{&found{}, &foundMany{wanted: 1}, &many{}, &bulkAnswer{wanted: 1}, &acknowledgement{}, &deleted{}} {
			if err := decode([]byte(body), out); err == nil && !json.Valid([]byte(body)) {
				t.Errorf("%q is taken for %+v", body, out)
			}
		}
	})
}

func TestBreaker(t *testing.T) {
	b := newBreaker(5*time.Second, nil)
	start, oops := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), errors.New("oops")
	for range 100 { // all at once, as when one node of several dies
		_ = b.noted(start, oops)
	}
	if err := errors.Join(b.allow(start), b.away()); err != nil {
		t.Errorf("it opens at once: %v", err)
	}
	late := start.Add(6 * time.Second)
	away, ok := errors.AsType[*AwayError](b.noted(late, oops))
	if !ok || !away.Since.Equal(start) || b.away() == nil {
		t.Errorf("after six seconds of failures: %v", away)
	}
	if b.allow(late) == nil || b.allow(late.Add(probeEvery)) != nil || b.allow(late.Add(probeEvery)) == nil {
		t.Error("it does not let one attempt through each second")
	}
	b.succeeded(late)
	if err := errors.Join(b.allow(late), b.away()); err != nil {
		t.Errorf("after a success: %v", err)
	}
	_ = b.noted(late, oops)
	if err := b.noted(late.Add(time.Hour), oops); b.away() != nil {
		t.Errorf("two failures in an hour are enough: %v", err)
	}
}
