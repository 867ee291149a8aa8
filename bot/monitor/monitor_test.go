package monitor

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"verbatim/bot/gateway"
	"verbatim/bot/limit"
	"verbatim/bot/rush"
)

func TestMonitor(t *testing.T) {
	stats := Stats{Stats: gateway.Stats{Shards: 2, Connected: 1, Events: 7}, Questions: rush.Counts{Waiting: 3, Hurried: 4}, Held: limit.Counts{OfUser: 5}}
	h := Handler(func() Stats { return stats })
	get := func(path string) (int, string) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Code, w.Body.String()
	}
	if code, body := get("/healthz"); code != http.StatusOK || body != "ok\n" {
		t.Errorf("/healthz: %d %s", code, body)
	}
	if code, body := get("/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(body, "1 of 2") {
		t.Errorf("/readyz with a shard away: %d %s", code, body)
	}
	stats.Connected = 2
	if code, _ := get("/readyz"); code != http.StatusOK {
		t.Errorf("/readyz: %d", code)
	}
	_, body := get("/metrics")
	for _, want := range []string{"# TYPE verbatim_discord_events_total counter\nverbatim_discord_events_total 7\n", "\nverbatim_discord_questions_waiting 3\n",
		"\nverbatim_discord_questions_hurried_total 4\n", "\nverbatim_discord_questions_over_user_limit_total 5\n",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("/metrics lacks %q:\n%s", want, body)
		}
	}
}
