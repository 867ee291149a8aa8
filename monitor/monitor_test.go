package monitor_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"verbatim/monitor"
)

// get asks a monitor.
func get(m *monitor.Monitor, path string) (status int, body string) {
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

// busy is a monitor that has counted something of everything.
func busy(t *testing.T) *monitor.Monitor {
	t.Helper()
	m := monitor.New(monitor.Program{Version: "v1.2.3", Commit: "abc", Go: "go1"})
	m.Index(func() (monitor.Index, error) {
		return monitor.Index{Generation: 3, Built: time.Unix(1000, 0), Articles: 5, Passages: 8, Vectors: 2}, nil
	})
	m.Discord(func() monitor.Discord { return monitor.Discord{Connected: 2, Shards: 2, Events: 7} })
	m.Desk(func() monitor.Desk {
		return monitor.Desk{Waiting: 4, Read: 1, Hurried: 2, ByWords: 3, Kept: 9, Shared: 5}
	})
	m.Presses(func() int { return 6 })
	m.Reindexed(monitor.Reindex{Took: 3 * time.Second, Skipped: 2})
	m.Reindexed(monitor.Reindex{Took: time.Second, Failed: true})
	m.Voted(true)
	m.Gap()
	for _, r := range []monitor.Result{
		{Outcome: monitor.Answered, Confidence: .85}, {Outcome: monitor.Abstained, Reason: "nothing close"},
		{Outcome: monitor.Limited, Reason: "user"}, {Outcome: monitor.Failed, Reason: "a/path"},
	} {
		ctx, q := m.Ask(t.Context(), monitor.Slash, time.Now())
		q.Acknowledged()
		q.Acknowledged()
		m.Stage(ctx, "read", time.Now())
		monitor.Of(ctx).Found(r)
		q.Silent()
		q.Delivered()
		q.Done()
	}
	return m
}

func TestMetrics(t *testing.T) {
	status, body := get(busy(t), "/metrics")
	if status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	for _, want := range []string{
		`verbatim_build_info{commit="abc",goversion="go1",version="v1.2.3"} 1`,
		`verbatim_questions_total{outcome="answered",reason="",surface="slash"} 1`,
		`verbatim_questions_total{outcome="abstained",reason="nothing_close",surface="slash"} 1`,
		`verbatim_questions_total{outcome="limited",reason="user",surface="slash"} 1`,
		`verbatim_questions_total{outcome="failed",reason="other",surface="slash"} 1`,
		`verbatim_answer_confidence_bucket{outcome="answered",le="0.8"} 0`,
		`verbatim_answer_confidence_bucket{outcome="answered",le="0.9"} 1`,
		`verbatim_answer_confidence_count{outcome="abstained"} 1`,
		`verbatim_stage_duration_seconds_count{stage="read"} 4`,
		`verbatim_question_duration_seconds_count{surface="slash"} 4`,
		`verbatim_discord_acknowledge_duration_seconds_count{surface="slash"} 4`,
		`verbatim_discord_answer_duration_seconds_count{surface="slash"} 4`,
		`verbatim_silences_total{surface="slash"} 4`,
		`verbatim_votes_total{vote="up"} 1`,
		`verbatim_votes_total{vote="down"} 0`,
		`verbatim_gaps_total 1`,
		`verbatim_index_generation 3`,
		`verbatim_index_built_timestamp_seconds 1000`,
		`verbatim_index_vectors_ratio 0.25`,
		`verbatim_reindex_last_succeeded 0`,
		`verbatim_reindex_last_duration_seconds 1`,
		`verbatim_reindex_last_skipped_inputs 2`,
		`verbatim_reindexes_total{result="failed"} 1`,
		`verbatim_queue_length 4`,
		`verbatim_readings_total{haste="some"} 2`,
		`verbatim_cache_requests_total{result="hit"} 9`,
		`verbatim_cache_requests_total{result="miss"} 6`,
		`verbatim_discord_events_total 7`,
		`verbatim_discord_presses_over_limit_total 6`,
		`go_goroutines `,
		`process_open_fds `,
	} {
		if !strings.Contains(body, "\n"+want) {
			t.Errorf("there is no %s", want)
		}
	}
	if t.Failed() {
		t.Log(body)
	}
}

// TestLabelsAreBounded: whoever scrapes keeps every value for good, so what comes from outside
// must not become one.
func TestLabelsAreBounded(t *testing.T) {
	m := monitor.New(monitor.Program{})
	ctx, q := m.Ask(t.Context(), "a page of somebody's", time.Now())
	q.Found(monitor.Result{Outcome: monitor.Failed, Reason: "open /home/somebody: no"})
	m.Stage(ctx, "stage 7", time.Now())
	_, body := get(m, "/metrics")
	if strings.Contains(body, "somebody") || strings.Contains(body, "stage 7") || !strings.Contains(body, `outcome="failed",reason="other",surface="other"`) {
		t.Error(body)
	}
}

// TestPromtool has Prometheus' own tool look at names, units and help.
func TestPromtool(t *testing.T) {
	tool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("there is no promtool")
	}
	_, body := get(busy(t), "/metrics")
	check := exec.CommandContext(t.Context(), tool, "check", "metrics")
	check.Stdin = strings.NewReader(body)
	if out, err := check.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestReady(t *testing.T) {
	m := monitor.New(monitor.Program{})
	if status, body := get(m, "/readyz"); status != http.StatusServiceUnavailable || body != "not ready: starting\n" {
		t.Errorf("at the start: %d %s", status, body)
	}
	damaged := errors.New("/home/somebody/data is damaged")
	var discord monitor.Discord
	m.Index(func() (monitor.Index, error) { return monitor.Index{Generation: 2, Articles: 7}, damaged })
	m.Discord(func() monitor.Discord { return discord })
	if _, body := get(m, "/readyz"); !strings.HasSuffix(body, "discord: not ready: not connected yet\n") {
		t.Errorf("before it is known how many shards there are: %s", body)
	}
	discord = monitor.Discord{Shards: 2, Connected: 1}
	if status, body := get(m, "/readyz"); status != http.StatusServiceUnavailable ||
		body != "index: not ready: it cannot be read; verbatim doctor says why\ndiscord: not ready: 1 of 2 shards are connected\n" {
		t.Errorf("%d %s", status, body)
	}
	damaged, discord.Connected = nil, 2
	if status, body := get(m, "/readyz"); status != http.StatusOK || body != "index: ready: generation 2, 7 articles\ndiscord: ready: 2 of 2 shards are connected\n" {
		t.Errorf("%d %s", status, body)
	}
	if status, body := get(m, "/healthz"); status != http.StatusOK || body != "ok\n" {
		t.Errorf("%d %s", status, body)
	}
}

// TestIndexThatCannotBeRead leaves its lines out, and no others.
func TestIndexThatCannotBeRead(t *testing.T) {
	m := monitor.New(monitor.Program{})
	m.Index(func() (monitor.Index, error) { return monitor.Index{}, errors.New("damaged") })
	status, body := get(m, "/metrics")
	if status != http.StatusOK || strings.Contains(body, "verbatim_index") || !strings.Contains(body, "verbatim_gaps_total 0") {
		t.Errorf("%d %s", status, body)
	}
}

func TestDurationsCountFromWhenItCame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := monitor.New(monitor.Program{})
		came := time.Now()
		time.Sleep(2 * time.Second)
		ctx, q := m.Ask(t.Context(), monitor.Direct, came)
		m.Stage(ctx, "wait", came)
		q.Found(monitor.Result{Outcome: monitor.Answered})
		_, body := get(m, "/metrics")
		for _, want := range []string{`verbatim_question_duration_seconds_sum{surface="dm"} 2`, `verbatim_stage_duration_seconds_sum{stage="wait"} 2`} {
			if !strings.Contains(body, want) {
				t.Errorf("there is no %s:\n%s", want, body)
			}
		}
	})
}

// TestNoQuestion: what is not about a question may tell of none.
func TestNoQuestion(t *testing.T) {
	q := monitor.Of(t.Context())
	q.Acknowledged()
	q.Found(monitor.Result{})
	q.Silent()
	q.Delivered()
	q.Done()
}

func TestLogs(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(monitor.Logs(slog.NewTextHandler(&out, nil))).With("a", 1)
	ctx, q := monitor.New(monitor.Program{}).Ask(t.Context(), monitor.API, time.Now())
	log.InfoContext(ctx, "of it")
	log.InfoContext(t.Context(), "of none")
	lines := strings.Split(out.String(), "\n")
	if !strings.Contains(lines[0], "a=1 request="+q.ID) || strings.Contains(lines[1], "request") {
		t.Error(out.String())
	}
}
