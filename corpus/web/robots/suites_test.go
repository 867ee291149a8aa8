//go:build suites

package robots

import (
	"bufio"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"testing"
)

// TestSuiteRobots asks what the tests of another reader ask, which robots.jsonl in the folder
// VERBATIM_SUITES holds: corpus/README.md says where it comes from.
func TestSuiteRobots(t *testing.T) {
	file, err := os.Open(filepath.Join(os.Getenv("VERBATIM_SUITES"), "robots.jsonl"))
	if err != nil {
		t.Skip("no suite: corpus/README.md says where it comes from")
	}
	defer file.Close()
	asked, right, read := 0, 0, 0
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c struct {
			Robots, URL, Agent string
			Allowed            bool
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(c.URL)
		if err != nil {
			continue
		}
		asked++
		switch got := Parse([]byte(c.Robots)).For(c.Agent).Allow(u.RequestURI()); {
		case got == c.Allowed:
			right++
		case got:
			read++
			fallthrough
		default:
			t.Logf("%s for %s: %v, want %v\n%q", c.URL, c.Agent, got, c.Allowed, c.Robots)
		}
	}
	t.Logf("%d of %d questions, %d read though forbidden", right, asked, read)
}
