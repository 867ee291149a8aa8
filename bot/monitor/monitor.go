package monitor

import (
	"fmt"
	"io"
	"net/http"
	"runtime"

	"verbatim/bot/gateway"
	"verbatim/bot/limit"
	"verbatim/bot/rush"
)

// Stats is what there is to tell.
type Stats struct {
	gateway.Stats
	Questions rush.Counts
	Held      limit.Counts
}

// Handler answers to /healthz that the process lives, to /readyz whether all its shards are
// connected, and to /metrics what it has counted, in the text format of Prometheus
// (https://prometheus.io/docs/instrumenting/exposition_formats).
func Handler(stats func() Stats) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		s := stats()
		if s.Shards == 0 || s.Connected < s.Shards {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		fmt.Fprintf(w, "%d of %d shards are connected\n", s.Connected, s.Shards)
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		writeMetrics(w, stats())
	})
	return mux
}

// A metric is a number with its name, its kind and what it means.
type metric struct {
	name, kind, help string
	value            int
}

// writeMetrics writes what was counted; names that end in _total only grow.
func writeMetrics(w io.Writer, s Stats) {
	for _, m := range []metric{
		{"shards", "gauge", "shards that this process runs", s.Shards},
		{"shards_connected", "gauge", "of these, connected now", s.Connected},
		{"connections_total", "counter", "gateway connections that became ready", s.Connections},
		{"identifies_total", "counter", "sessions started", s.Identifies},
		{"resumes_total", "counter", "sessions gone on with", s.Resumes},
		{"events_total", "counter", "events handed to handlers", s.Events},
		{"events_working", "gauge", "events that handlers work on now", s.Working},
		{"events_dropped_total", "counter", "events lost because too many were worked on", s.Dropped},
		{"events_damaged_total", "counter", "events that came damaged", s.Damaged},
		{"handler_panics_total", "counter", "handlers that panicked", s.Panics},
		{"requests_total", "counter", "HTTP requests sent, retries included", s.Requests},
		{"request_retries_total", "counter", "of these, repeated ones", s.Retries},
		{"requests_limited_total", "counter", "answers with 429", s.Limited},
		{"requests_refused", "gauge", "answers with 401, 403 or 429 in the last ten minutes", s.Refused},
		{"questions_waiting", "gauge", "questions that wait for their turn", s.Questions.Waiting},
		{"questions_read_total", "counter", "questions answered after the usual reading", s.Questions.Read},
		{"questions_hurried_total", "counter", "questions for which less was read, since others waited", s.Questions.Hurried},
		{"questions_by_words_total", "counter", "questions for which nothing was read, since others waited", s.Questions.ByWords},
		{"questions_kept_total", "counter", "questions answered with an answer that was kept", s.Questions.Kept},
		{"questions_shared_total", "counter", "questions answered with that of somebody who asked the same meanwhile", s.Questions.Shared},
		{"questions_failed_total", "counter", "questions not answered: an error, or too long a wait", s.Questions.Failed},
		{"questions_over_user_limit_total", "counter", "questions held back because their user asked too many", s.Held.OfUser},
		{"questions_over_channel_limit_total", "counter", "questions held back because too many were asked in their channel", s.Held.OfChannel},
		{"questions_over_server_limit_total", "counter", "questions held back because too many were asked in their server", s.Held.OfServer},
		{"goroutines", "gauge", "goroutines of this process", runtime.NumGoroutine()},
		{"presses_over_limit_total", "counter", "presses of buttons held back", s.Held.Presses},
	} {
		fmt.Fprintf(w, "# HELP verbatim_discord_%[1]s %[3]s\n# TYPE verbatim_discord_%[1]s %[2]s\nverbatim_discord_%[1]s %[4]d\n", m.name, m.kind, m.help, m.value)
	}
}
