//go:build opensearch

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"verbatim/cluster/clustertest"
	"verbatim/index/prediction"
)

const (
	districts  = 60 // pages that a siege has, and questions
	candidates = 50 // of them that a look-up returns: more than two of three shards hold
)

// A siege asks a bot by HTTP all along, while a test does harm to the three nodes that it answers from.
type siege struct {
	t       *testing.T
	nodes   *clustertest.Cluster
	env     []string // with a data folder of its own
	address string
	want    [districts]prediction.Quote
	within  time.Duration // for which somebody who is not answered asks again; 0 for once only

	asked, failed, fewer, others, again, held atomic.Int64
	written                                   int // times that the corpus was written
	ctx                                       context.Context
	stop                                      context.CancelFunc
	askers                                    sync.WaitGroup
}

// besieged puts a corpus of three shards, each with a copy, into three nodes, and begins to ask a bot. Whoever is not
// answered asks again for some time, 0 for never.
func besieged(t *testing.T, within time.Duration) *siege {
	t.Helper()
	s := &siege{t: t, nodes: clustertest.Start(t, clustertest.Arrangement{Nodes: 3, Apart: true}), within: within}
	s.env = []string{
		"VERBATIM_ENGINE=opensearch", "VERBATIM_OPENSEARCH_URL=" + strings.Join(s.nodes.URLs(), ","),
		"VERBATIM_OPENSEARCH_SHARDS=3", "VERBATIM_OPENSEARCH_REPLICAS=1", "VERBATIM_LEVEL=eager", "VERBATIM_DATA=" + t.TempDir(),
	}
	pages := t.TempDir()
	for i := range districts {
		text := fmt.Sprintf("# Page %d\n\nThe mayor of district%d is called Person%d.\n", i, i, i)
		if err := os.WriteFile(filepath.Join(pages, fmt.Sprintf("%02d.md", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.verb("reindex", pages)
	s.nodes.WaitGreen(t, 3)
	address, log := serveHTTP(t, s.env...)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("serve said:\n%s", log)
		}
	})
	s.address = address
	s.ctx, s.stop = context.WithCancel(t.Context())
	for i := range s.want {
		p, n, ok := s.ask(i, i)
		if want := fmt.Sprintf("Person%d.", i); !ok || n != candidates || !strings.Contains(p.Quote, want) {
			t.Fatalf("question %d: %+v, %d passages", i, p, n)
		}
		s.want[i] = p
	}
	for first := range 2 {
		s.askers.Go(func() { s.keepAsking(first * districts / 2) })
	}
	return s
}

// verb runs a verb, which must be done.
func (s *siege) verb(args ...string) string {
	s.t.Helper()
	var out bytes.Buffer
	if status := run(s.t.Context(), args, s.env, nil, &out, &out); status != exitDone {
		s.t.Fatalf("%q: status %d\n%s", args, status, &out)
	}
	return out.String()
}

func (s *siege) keepAsking(first int) {
	for n := first; s.ctx.Err() == nil; n++ {
		i := n % districts
		p, passages, ok := s.ask(i, n)
		switch {
		case s.ctx.Err() != nil:
			return
		case !ok:
			s.failed.Add(1)
		case passages < candidates:
			s.fewer.Add(1)
			s.t.Errorf("%d of %d passages", passages, candidates)
		case !cmp.Equal(p, s.want[i]):
			s.others.Add(1)
			s.t.Errorf("question %d is answered otherwise:\n%s", i, cmp.Diff(s.want[i], p))
		}
		s.asked.Add(1)
	}
}

// ask asks a question for the n-th time, with other words around it so that no answer is remembered, and looks for all
// passages.
func (s *siege) ask(i, n int) (p prediction.Quote, passages int, ok bool) {
	var a prediction.Answer
	var found struct{ Passages []struct{ Text string } }
	level := []string{"cautious", "balanced", "eager"}[n/districts%3]
	answer := answerOf(s.address, fmt.Sprintf("Who is called Person%d in district%d?", i, i)) + fmt.Sprintf("&top=%d&level=%s", 1+n/districts/3%20, level)
	search := s.address + "/v1/search?limit=" + fmt.Sprint(candidates) + "&words=" + url.QueryEscape("mayor called")
	if !s.get(answer, n, &a) || !s.get(search, n, &found) || len(a.Predictions) == 0 {
		return p, 0, false
	}
	return a.Predictions[0], len(found.Passages), true
}

// get reads what an address answers. Each request comes from another client, as behind a proxy.
func (s *siege) get(address string, n int, into any) bool {
	for until := time.Now().Add(s.within); s.ctx.Err() == nil; {
		status, body, err := s.fetch(address, fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255))
		switch {
		case err == nil && status == http.StatusOK:
			err = json.Unmarshal(body, into)
			if err != nil {
				s.t.Error(err)
			}
			return err == nil
		case err == nil && status == http.StatusTooManyRequests: // they all ask at once, for two who ask without a pause
			s.held.Add(1)
		case time.Now().Before(until):
			s.again.Add(1)
		case s.ctx.Err() == nil:
			s.t.Errorf("%s: %d %s, %v", address, status, body, err)
			return false
		}
		time.Sleep(100 * time.Millisecond)
	}
	return false
}

func (s *siege) fetch(address, client string) (status int, body []byte, err error) {
	r, err := http.NewRequestWithContext(s.ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("X-Forwarded-For", client)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(resp.Body)
	return resp.StatusCode, body, err
}

// await waits until so many more questions were asked.
func (s *siege) await(more int64) {
	for until := s.asked.Load() + more; s.asked.Load() < until; {
		time.Sleep(10 * time.Millisecond)
	}
}

// write writes the corpus from nothing again.
func (s *siege) write() {
	s.t.Helper()
	s.verb("reindex", "--force")
	s.written++
}

// end ends the asking, looks whether all that was written is there, and tells what came of it.
func (s *siege) end() {
	s.t.Helper()
	s.stop()
	s.askers.Wait()
	if says := s.verb("doctor"); !strings.Contains(says, "60 articles") || !strings.Contains(says, "all are as they were written") {
		s.t.Errorf("what was written is not all there:\n%s", says)
	}
	s.t.Logf("%d questions by HTTP: %d failed (%d asked again, %d held back by limits), %d from fewer candidates, %d answered otherwise; %d corpora written, all there",
		s.asked.Load(), s.failed.Load(), s.again.Load(), s.held.Load(), s.fewer.Load(), s.others.Load(), s.written)
}

// killTwo kills two nodes of three at once: whoever asks gets the answer as before or is told that the sources cannot be reached,
// and gets answers again when the nodes are back, with nobody doing anything.
func (s *siege) killTwo(one, two int) {
	s.t.Helper()
	s.nodes.Kill(s.t, one)
	s.nodes.Kill(s.t, two)
	question := fmt.Sprintf("Without %d and %d, who is called Person7 in district7?", one, two) // which nobody has asked
	status, body := fetch(s.t, answerOf(s.address, question))
	told := status == http.StatusServiceUnavailable && strings.Contains(body, "cannot be reached right now")
	if !told && (status != http.StatusOK || !strings.Contains(body, "Person7.")) {
		s.t.Errorf("two of three are dead: %d %s", status, body)
	}
	s.t.Logf("two of three are dead: %d %s", status, body)
	s.nodes.Restart(s.t, one)
	s.nodes.Restart(s.t, two)
	awaitAnswer(s.t, s.address, "With all, "+question, "Person7.")
	s.nodes.WaitGreen(s.t, 3)
}

// TestServeOnKilledNode kills the manager of three nodes while a bot is asked and the corpus is written again: each question has
// the answer it had. Then it kills two at once.
func TestServeOnKilledNode(t *testing.T) {
	s := besieged(t, 0)
	manager := s.nodes.Manager(t)
	s.nodes.Without(t, manager, s.nodes.Kill, s.write)
	s.nodes.Without(t, (manager+1)%3, s.nodes.Stop, func() { s.await(20) })
	s.end()
	s.killTwo(0, 1)
}
