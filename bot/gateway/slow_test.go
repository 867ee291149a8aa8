//go:build slow

package gateway

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// The tests of this file run the faults with the times of a real gateway, or for long.

// real gives a rig the times it has in earnest.
func real(r *rig) { r.client.timing = defaultTiming() }

// TestGatewayGoneForAMinute shows that the bot is back within 30 s of the gateway's return.
func TestGatewayGoneForAMinute(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{Heartbeat: 5 * time.Second, Timeout: 100 * time.Second}, real)
	r.server.DownFor(time.Minute)
	r.say("meanwhile")
	back := time.Now().Add(time.Minute)
	r.server.Until("resumption", func() bool { return r.server.Resumes() >= 1 })
	t.Logf("back %v after the gateway", time.Since(back))
	if d := time.Since(back); d > 30*time.Second {
		t.Errorf("back only %v after the gateway", d)
	}
	r.expectAll("meanwhile")
}

// TestRealTimes runs the rows whose length depends on a time in the program.
func TestRealTimes(t *testing.T) {
	for name, fault := range map[string]func(*rig){
		"no HELLO": func(r *rig) { r.server.Script(discordtest.Script{NoHello: true}); r.server.Cut() },
		"no READY": func(r *rig) { r.server.Script(discordtest.Script{NoReady: true}); r.server.Cut() },
		"op 7 in open": func(r *rig) {
			r.server.Script(discordtest.Script{NoReady: true, BeforeReady: []string{`{"op":7}`}})
			r.server.Cut()
		},
		"missing ACKs":   func(r *rig) { r.server.StopAcks() },
		"half-open TCP":  func(r *rig) { r.server.Freeze() },
		"cut":            func(r *rig) { r.server.Cut() },
		"session closed": func(r *rig) { r.server.Close(4009) },
		"op 9":           func(r *rig) { r.server.Send(`{"op":9,"d":false}`) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, discordtest.Options{Heartbeat: 3 * time.Second, Timeout: 40 * time.Second, IdentifyEvery: 5 * time.Second}, real)
			before, began := r.client.Stats().Connections, time.Now()
			fault(r)
			r.server.Until("connection", func() bool { return r.client.Stats().Connections > before })
			t.Logf("%s: back after %v", name, time.Since(began))
			if d := time.Since(began); d > 30*time.Second {
				t.Errorf("back only after %v", d)
			}
		})
	}
}

// TestMemoryStaysFlat compares the memory after 100,000 events with that after 300,000.
func TestMemoryStaysFlat(t *testing.T) {
	r := newRig(t, discordtest.Options{Heartbeat: 5 * time.Second})
	event := map[string]any{"id": "5", "channel_id": "6", "author": map[string]any{"id": "8"}, "content": "flood"}
	flood := func(n int) {
		before := r.client.Stats().Events
		for i := range n {
			r.server.Dispatch("", "MESSAGE_CREATE", event)
			if i%1000 == 999 {
				r.eventually("events", func() bool { return r.client.Stats().Events >= before+i-5000 })
			}
		}
		r.eventually("all events", func() bool { return r.client.Stats().Events == before+n })
		r.server.ForgetLog()
	}
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	flood(100000)
	before, goroutines, rss := heap(), runtime.NumGoroutine(), resident()
	flood(200000)
	after := heap()
	t.Logf("heap %d → %d KiB, resident %s → %s, goroutines %d → %d", before>>10, after>>10, rss, resident(), goroutines, runtime.NumGoroutine())
	if after > before+4<<20 || runtime.NumGoroutine() > goroutines+5 {
		t.Errorf("heap grew from %d to %d KiB, goroutines from %d to %d", before>>10, after>>10, goroutines, runtime.NumGoroutine())
	}
}

// resident is the process's memory as the kernel tells it.
func resident() string {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	_, rest, _ := strings.Cut(string(raw), "VmRSS:")
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}
