//go:build prometheus

package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// TestPrometheus has a Prometheus scrape a busy program, as deploy/prometheus tells it to, and runs
// every query of the dashboard and of the rules: each must give a number.
func TestPrometheus(t *testing.T) {
	discord := discordtest.New(t, discordtest.Options{Timeout: time.Minute})
	address := freeAddress(t)
	t.Setenv("VERBATIM_LISTEN", address)
	traces := collect(t)
	program := serve(t, discord, t.TempDir())
	discord.AwaitReady(1)
	p := scrape(t, address)
	ctx, cancel := context.WithCancel(t.Context())
	asking := make(chan struct{})
	go func() { defer close(asking); keepAsking(ctx, discord) }()
	for _, q := range append(dashboardQueries(t), p.ruleQueries()...) {
		p.wantNumber(q)
	}
	p.wantCalm()
	cancel()
	<-asking
	program.stop()
	for _, want := range []string{"question", "wait", "clean", "candidates", "rank", "read", "settle", "decide", "whole", "verbatim.request", "mention"} {
		if !traces.holds(want) {
			t.Errorf("the traces do not tell of %s", want)
		}
	}
	if traces.holds(shippedQuestion) || traces.holds("Ushakov") {
		t.Error("the traces hold what was asked or answered")
	}
}

// A collector keeps the spans that a program sends.
type collector struct {
	mu   sync.Mutex
	took bytes.Buffer
}

// collect has programs that are started from now on send their traces.
func collect(t *testing.T) *collector {
	t.Helper()
	c := new(collector)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.took.ReadFrom(r.Body) //nolint:errcheck // what is missing shows
	}))
	t.Cleanup(server.Close)
	t.Setenv("VERBATIM_TRACES", server.URL)
	return c
}

func (c *collector) holds(text string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return bytes.Contains(c.took.Bytes(), []byte(text))
}

// keepAsking asks and votes until ctx ends.
func keepAsking(ctx context.Context, discord *discordtest.Server) {
	place := discord.Guild()
	for i := 0; ctx.Err() == nil; i++ {
		who := discord.Person(fmt.Sprint("p", i%50))
		question := discordtest.Option{Name: "question", Value: fmt.Sprint(shippedQuestion, " ", i/2)}
		a := discord.AwaitAnswer(discord.Slash(place, who, "ask", question))
		for _, id := range customIDs(a.Post.Message.Components) {
			if strings.HasPrefix(id, "up/") {
				discord.AwaitAnswer(discord.Click(place, who, a.Post.ID, id))
			}
		}
		discord.Say(place, who, "<@"+discord.Bot.ID+"> "+shippedQuestion)
		time.Sleep(100 * time.Millisecond)
	}
}

// A prometheus is one that runs for a test.
type prometheus struct {
	t   *testing.T
	url string
}

// scrape starts a Prometheus by the example in deploy, in which times are short, and the address
// is another.
func scrape(t *testing.T, target string) prometheus {
	t.Helper()
	rules, err := filepath.Abs("../deploy/prometheus/rules.yml")
	if err != nil {
		t.Fatal(err)
	}
	example, err := os.ReadFile("../deploy/prometheus/prometheus.yml")
	if err != nil {
		t.Fatal(err)
	}
	config := strings.NewReplacer("15s", "1s", "127.0.0.1:9090", target, "- rules.yml", "- "+rules).Replace(string(example))
	dir := t.TempDir()
	file := filepath.Join(dir, "prometheus.yml")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	address := freeAddress(t)
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "prometheus", "--config.file="+file, "--storage.tsdb.path="+filepath.Join(dir, "tsdb"), "--web.listen-address="+address)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); cmd.Wait() }) //nolint:errcheck // it was killed
	return prometheus{t, "http://" + address}
}

// get asks the Prometheus. It returns false while it does not answer.
func (p prometheus) get(path string, into any) bool {
	resp, err := http.Get(p.url + path)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusOK && json.NewDecoder(resp.Body).Decode(into) == nil
}

// wantNumber runs a query until it gives a number.
func (p prometheus) wantNumber(query string) {
	p.t.Helper()
	for began := time.Now(); time.Since(began) < time.Minute; time.Sleep(300 * time.Millisecond) {
		var got struct {
			Data struct{ Result []struct{ Value [2]any } }
		}
		p.get("/api/v1/query?query="+url.QueryEscape(query), &got)
		for _, r := range got.Data.Result {
			if r.Value[1] != "NaN" {
				return
			}
		}
	}
	p.t.Errorf("this gives no number: %s", query)
}

// A rule is one of the Prometheus, recording where it has no state.
type rule struct{ Name, Query, Health, LastError, State string }

func (p prometheus) rules() (all []rule) {
	p.t.Helper()
	for began := time.Now(); len(all) == 0 && time.Since(began) < time.Minute; time.Sleep(300 * time.Millisecond) {
		var got struct {
			Data struct{ Groups []struct{ Rules []rule } }
		}
		p.get("/api/v1/rules", &got)
		for _, g := range got.Data.Groups {
			all = append(all, g.Rules...)
		}
	}
	if len(all) < 15 {
		p.t.Errorf("there are %d rules", len(all))
	}
	return all
}

var metricName = regexp.MustCompile(`\b(verbatim[_:]\w[\w:]*|up)\b`)

// ruleQueries are what recording rules record, and each metric that an alert looks at: alerts
// give nothing as long as all is well.
func (p prometheus) ruleQueries() (queries []string) {
	for _, r := range p.rules() {
		if r.State == "" {
			queries = append(queries, r.Name, r.Query)
			continue
		}
		queries = append(queries, metricName.FindAllString(r.Query, -1)...)
	}
	return queries
}

// wantCalm fails the test where a rule fails, or an alert fires.
func (p prometheus) wantCalm() {
	p.t.Helper()
	for _, r := range p.rules() {
		if r.Health != "ok" || r.State == "firing" {
			p.t.Errorf("rule %s is %s %s: %s", r.Name, r.Health, r.State, r.LastError)
		}
	}
}

// dashboardQueries are those of all panels and variables, for all that there is.
func dashboardQueries(t *testing.T) (queries []string) {
	t.Helper()
	b, err := os.ReadFile("../deploy/grafana/verbatim.json")
	if err != nil {
		t.Fatal(err)
	}
	var board struct {
		Panels []struct{ Targets []struct{ Expr string } }
	}
	if err := json.Unmarshal(b, &board); err != nil {
		t.Fatal(err)
	}
	all := strings.NewReplacer("$__rate_interval", "20s", "$__range", "1m", "$job", ".*", "$instance", ".*")
	for _, p := range board.Panels {
		for _, target := range p.Targets {
			queries = append(queries, all.Replace(target.Expr))
		}
	}
	if len(queries) < 40 {
		t.Errorf("the dashboard has %d queries", len(queries))
	}
	return queries
}
