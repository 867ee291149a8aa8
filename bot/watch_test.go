package bot_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"verbatim/bot"
	"verbatim/monitor"
)

// asked asks a monitor, as Prometheus does.
func asked(m *monitor.Monitor, path string) string {
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Body.String()
}

// TestWatched asks on every surface and looks at what was counted.
func TestWatched(t *testing.T) {
	m := monitor.New(monitor.Program{})
	s := withContent()
	s.config.Monitor = m
	r := start(t, s)
	r.press(r.member, r.ask(builtQuestion).Post, "up/")
	r.ask("An unanswerable one?")
	r.Say(r.channel, r.member, "<@"+r.Bot.ID+"> "+builtQuestion)
	r.AwaitPost(r.channel)
	r.set("setask", r.channel.ChannelID)
	r.Say(r.channel, r.member, "Another unanswerable one?")
	for _, want := range []string{
		`verbatim_questions_total{outcome="answered",reason="",surface="slash"} 1`,
		`verbatim_questions_total{outcome="abstained",reason="close_but_not_an_answer",surface="slash"} 1`,
		`verbatim_questions_total{outcome="answered",reason="",surface="mention"} 1`,
		`verbatim_questions_total{outcome="abstained",reason="close_but_not_an_answer",surface="ask_channel"} 1`,
		`verbatim_silences_total{surface="ask_channel"} 1`,
		`verbatim_discord_acknowledge_duration_seconds_count{surface="slash"} 2`,
		`verbatim_discord_answer_duration_seconds_count{surface="slash"} 2`,
		`verbatim_discord_answer_duration_seconds_count{surface="mention"} 1`,
		`verbatim_votes_total{vote="up"} 1`,
		`verbatim_gaps_total 2`,
		`verbatim_discord_shards_connected 1`,
	} {
		r.Until(want, func() bool { return strings.Contains(asked(m, "/metrics"), "\n"+want+"\n") })
	}
	if strings.Contains(asked(m, "/metrics"), "unanswerable") {
		t.Error("the metrics hold what somebody wrote")
	}
	if got := asked(m, "/readyz"); got != "discord: ready: 1 of 1 shards are connected\n" {
		t.Errorf("/readyz: %s", got)
	}
}

// TestWatchedLimit counts whose limit held a question back.
func TestWatchedLimit(t *testing.T) {
	m := monitor.New(monitor.Program{})
	r := start(t, setup{config: bot.Config{Monitor: m}})
	for range 16 {
		r.ask(builtQuestion)
	}
	const want = `verbatim_questions_total{outcome="limited",reason="user",surface="slash"} 1`
	if got := asked(m, "/metrics"); !strings.Contains(got, want) {
		t.Errorf("there is no %s", want)
	}
}

// TestRequestInLog: the lines of one question have its id in common, and nothing that was asked.
func TestRequestInLog(t *testing.T) {
	var log lockedBuffer
	handler := slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})
	r := start(t, setup{config: bot.Config{Logger: slog.New(monitor.Logs(handler))}})
	r.ask(builtQuestion)
	one := regexp.MustCompile(`msg=question outcome=answered .*request=(\w{10})\n`)
	two := regexp.MustCompile(`msg="interaction done" what="command ask" .*request=(\w{10})\n`)
	r.Until("both lines", func() bool { return one.MatchString(log.String()) && two.MatchString(log.String()) })
	said := log.String()
	if a, b := one.FindStringSubmatch(said)[1], two.FindStringSubmatch(said)[1]; a != b {
		t.Errorf("the lines have ids %s and %s", a, b)
	}
	if strings.Contains(said, builtQuestion) || strings.Contains(said, builtQuote) {
		t.Errorf("the log holds what was asked:\n%s", said)
	}
}

// A lockedBuffer is written and read by many.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
