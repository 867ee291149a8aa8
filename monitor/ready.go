package monitor

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

// A need is something without which nothing is answered.
type need struct {
	name string
	// state says in words how it fares, for everybody: it holds nothing of the machine.
	state func() (ready bool, words string)
}

// Needs adds something to what readiness depends on, in place of what had the name. state says whether it is there, and in words
// how it fares. Whoever asks may be anybody.
func (m *Monitor) Needs(name string, state func() (ready bool, words string)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.needs = slices.DeleteFunc(slices.Clone(m.needs), func(n need) bool { return n.name == name })
	m.needs = append(m.needs, need{name, state})
}

// Health answers that the process lives.
func (m *Monitor) Health() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok\n") })
}

// Ready answers with 200 where all is there that an answer needs, and with 503 where something is
// not, with a line on each.
func (m *Monitor) Ready() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		ready, words := m.readiness()
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		if !ready {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		io.WriteString(w, words)
	})
}

// readiness asks all needs how they fare.
func (m *Monitor) readiness() (all bool, words string) {
	m.mu.Lock()
	needs := m.needs
	m.mu.Unlock()
	var lines strings.Builder
	all = len(needs) > 0
	for _, n := range needs {
		ready, how := n.state()
		mark := "ready"
		if !ready {
			mark, all = "not ready", false
		}
		fmt.Fprintf(&lines, "%s: %s: %s\n", n.name, mark, how)
	}
	if len(needs) == 0 {
		return false, "not ready: starting\n"
	}
	return all, lines.String()
}
