package monitor_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

var deployed = []string{"../deploy/grafana/verbatim.json", "../deploy/prometheus/rules.yml", "../deploy/prometheus/rules_test.yml"}

// TestDeployedMetrics: the dashboard and the rules ask for nothing that is not told.
func TestDeployedMetrics(t *testing.T) {
	_, told := get(busy(t), "/metrics")
	name := regexp.MustCompile(`\b(verbatim|go|process)_[a-z0-9_]+\b`)
	for _, file := range deployed {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := name.FindAllString(string(b), -1)
		if len(found) < 10 {
			t.Errorf("%s asks for %d metrics", file, len(found))
		}
		for _, metric := range found {
			if !regexp.MustCompile(`(?m)^` + metric + `[ {]`).MatchString(told) {
				t.Errorf("%s asks for %s, which is not told", file, metric)
			}
		}
	}
}

// TestDashboard holds the dashboard to what Grafana needs to place its panels.
func TestDashboard(t *testing.T) {
	b, err := os.ReadFile(deployed[0])
	if err != nil {
		t.Fatal(err)
	}
	var board struct {
		Title  string
		Panels []struct {
			ID      int
			Title   string
			GridPos struct{ X, Y, W, H int }
		}
	}
	if err := json.Unmarshal(b, &board); err != nil || board.Title == "" {
		t.Fatalf("%q, %v", board.Title, err)
	}
	ids := map[int]bool{}
	taken := map[[2]int]string{}
	for _, p := range board.Panels {
		if ids[p.ID] || p.Title == "" {
			t.Errorf("panel %d %q is there twice, or has no title", p.ID, p.Title)
		}
		ids[p.ID] = true
		at := p.GridPos
		if at.X+at.W > 24 || at.W == 0 || at.H == 0 {
			t.Errorf("%s reaches from %d over %d of 24 columns", p.Title, at.X, at.W)
		}
		for x := at.X; x < at.X+at.W; x++ {
			for y := at.Y; y < at.Y+at.H; y++ {
				if other := taken[[2]int{x, y}]; other != "" {
					t.Fatalf("%s lies over %s", p.Title, other)
				}
				taken[[2]int{x, y}] = p.Title
			}
		}
	}
}

// TestRules has Prometheus' own tool check the rules and the example, and try the alerts out.
func TestRules(t *testing.T) {
	tool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("there is no promtool")
	}
	for _, args := range []string{"check rules rules.yml", "check config prometheus.yml", "test rules rules_test.yml"} {
		cmd := exec.CommandContext(t.Context(), tool, strings.Fields(args)...)
		cmd.Dir = "../deploy/prometheus"
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("promtool %s: %v\n%s", args, err, out)
		}
	}
}
