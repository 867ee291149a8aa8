//go:build opensearch && slow && linux

package scale_test

import (
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/cluster/clustertest"
	"verbatim/index/reader"
	"verbatim/scale"
)

// TestFleet takes what a question costs from one bot and one node, predicts two bots and three nodes on the same machine, and holds the prediction to
// what they do:
//
//	go test -tags opensearch,slow -run Fleet -v -timeout 40m ./scale
//
// What is measured is compared with what was measured in the same minutes only, in turn, so that the machine may be any, and busy.
func TestFleet(t *testing.T) {
	const (
		rounds  = 4
		within  = 0.25 // of what is measured
		halfway = 0.5  // of what there is, where questions come by chance
	)
	e := newExperiment(t)
	for range rounds {
		e.round(t)
	}
	cost := e.cost(t)
	t.Logf("load average %s; machines %+v", loadAverage(t), e.full.weather)
	t.Logf("a question: asking %v, bot %v, nodes %v and %v a shard, %d calls, waits %v", cost.Asker, cost.Bot, cost.Node, cost.Shard, cost.Calls, cost.Wait)
	bots, nodes := len(e.many.bots), len(e.many.cluster.Processes())
	full := e.full.weather.predict(t, bots, nodes, cost, scale.Load{Clients: 1, Asked: 2000, Seed: 1})
	compare(t, "answers a second, all busy", full.Rate, e.full.rate(), within)
	compare(t, "ms, all busy, mean", ms1(full.Mean()), mean(e.full.took), within)

	half := &tally{}
	for range 2 * rounds {
		half.look(t, e.probe)
		half.sometimes(t, e.many.bots, e.questions(40), halfway*full.Rate)
		half.look(t, e.probe)
	}
	o := half.weather.predict(t, bots, nodes, cost, scale.Load{Rate: halfway * full.Rate, Asked: 2000, Seed: 1})
	slices.Sort(half.took)
	n := len(half.took)
	compare(t, "ms at half of that, p50", ms1(o.Quantile(0.5)), ms1(half.took[n/2]), within)
	compare(t, "ms at half of that, p90, not held to", ms1(o.Quantile(0.9)), ms1(half.took[n*9/10]), math.Inf(1))
	compare(t, "ms at half of that, p99, of few and not held to", ms1(o.Quantile(0.99)), ms1(half.took[n*99/100]), math.Inf(1))
}

// compare tells what was predicted and measured, and fails where they are too far apart.
func compare(t *testing.T, what string, predicted, measured, within float64) {
	t.Helper()
	t.Logf("%s: predicted %.2f, measured %.2f: %+.0f %%", what, predicted, measured, 100*(predicted/measured-1))
	if !near(predicted, measured, within) {
		t.Errorf("%s: the prediction is not within %.0f %%", what, 100*within)
	}
}

func ms1(d time.Duration) float64 { return d.Seconds() * 1000 }

func mean(all []time.Duration) float64 {
	sum := 0.0
	for _, d := range all {
		sum += ms1(d)
	}
	return sum / float64(len(all))
}

// A side is a cluster with the bots on it.
type side struct {
	cluster *clustertest.Cluster
	bots    []*served
}

// An experiment is one node with a bot on a corpus of one shard and another on the same in three, of which one is asked at a
// time; and three nodes with two bots.
type experiment struct {
	probe     *probe
	text      *prose
	next      int // the question that is asked next
	one, many side
	narrow    usage // of the bot on one shard
	wide      usage // of the bot on three
	full      tally // of the two bots
	calls     int
}

// A usage is what some questions took of one bot and one node.
type usage struct {
	tally
	asker, bot, node time.Duration
}

func newExperiment(t *testing.T) *experiment {
	e := &experiment{probe: newProbe(t), text: newProse(t, 20_000, 2000)}
	name := program(t)
	e.one.cluster = clustertest.Start(t, clustertest.Arrangement{Nodes: 1, Apart: true})
	e.many.cluster = clustertest.Start(t, clustertest.Arrangement{Nodes: 3, Apart: true})
	e.begin(t, &e.one, name, "narrow", 1)
	e.begin(t, &e.one, name, "wide", 3)
	e.begin(t, &e.many, name, "wide", 3)
	e.many.bots = append(e.many.bots, serve(t, name, e.many.cluster.URLs(), "wide"))
	e.calls = e.count(t)
	for _, s := range []side{e.one, e.many} {
		for _, b := range s.bots {
			warm := &tally{}
			warm.always(t, []*served{b}, e.questions(10))
		}
	}
	return e
}

// begin writes a corpus to a cluster, asks so much by words that the nodes are warm, and starts a bot on it.
func (e *experiment) begin(t *testing.T, s *side, program, corpus string, shards int) {
	t.Helper()
	const warm = 400
	j := job{Nodes: s.cluster.URLs(), Corpus: corpus, Shards: shards, Root: e.text.root}
	c, err := j.client()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := j.write(c, map[string]any{}); err != nil {
		t.Fatal(err)
	}
	words, err := j.asker(c, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer words.index.Close()
	if err := words.all(e.text.questions[:warm], nil); err != nil {
		t.Fatal(err)
	}
	s.bots = append(s.bots, serve(t, program, s.cluster.URLs(), corpus))
}

// count returns how many calls of the cluster a question makes, on average, and tells how many bytes.
func (e *experiment) count(t *testing.T) int {
	t.Helper()
	const questions = 20
	u, err := url.Parse(e.one.cluster.URLs()[0])
	if err != nil {
		t.Fatal(err)
	}
	var calls, bytes atomic.Int64
	pass := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(u) }, ModifyResponse: func(r *http.Response) error {
		body, err := io.ReadAll(r.Body)
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		calls.Add(1)
		bytes.Add(int64(len(body)) + max(r.Request.ContentLength, 0))
		return err
	}}
	server := httptest.NewServer(pass)
	defer server.Close()
	j := job{Nodes: []string{server.URL}, Corpus: "narrow"}
	c, err := j.client()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	model, err := reader.Load()
	if err != nil {
		t.Fatal(err)
	}
	a, err := j.asker(c, model)
	if err != nil {
		t.Fatal(err)
	}
	defer a.index.Close()
	calls.Store(0)
	bytes.Store(0)
	if err := a.all(e.questions(questions), nil); err != nil {
		t.Fatal(err)
	}
	t.Logf("a question makes %.1f calls of the cluster, of %d bytes there and back", float64(calls.Load())/questions, bytes.Load()/questions)
	return int(math.Round(float64(calls.Load()) / questions))
}

// questions returns some that were not asked yet.
func (e *experiment) questions(n int) []question {
	e.next += n
	return e.text.questions[e.next-n : e.next]
}

// round measures all in turn.
func (e *experiment) round(t *testing.T) {
	e.narrow.look(t, e.probe)
	e.narrow.alone(t, e.one, 0, e.questions(15))
	e.narrow.look(t, e.probe)
	e.wide.alone(t, e.one, 1, e.questions(15))
	e.full.look(t, e.probe)
	e.full.always(t, e.many.bots, e.questions(40))
	e.full.look(t, e.probe)
}

// alone asks one bot one question after the other.
func (u *usage) alone(t *testing.T, s side, bot int, questions []question) {
	t.Helper()
	here, there := []int{os.Getpid()}, []int{s.bots[bot].process}
	clocks := func() (all [3]time.Duration) {
		for i, processes := range [][]int{here, there, s.cluster.Processes()} {
			var err error
			if all[i], err = computed(processes...); err != nil {
				t.Fatal(err)
			}
		}
		return all
	}
	before := clocks()
	u.always(t, s.bots[bot:bot+1], questions)
	after := clocks()
	u.asker += after[0] - before[0]
	u.bot += after[1] - before[1]
	u.node += after[2] - before[2]
}

// cost is what a question costs, by what was measured of one bot and one node.
func (e *experiment) cost(t *testing.T) scale.Cost {
	t.Helper()
	const extra = 2 // shards that the wide corpus has more
	slowed := e.narrow.weather.mean().Slowed(1)
	each := func(d time.Duration, questions int) time.Duration {
		return time.Duration(float64(d) / float64(questions) / slowed)
	}
	narrow, wide := len(e.narrow.took), len(e.wide.took)
	node, more := each(e.narrow.node, narrow), each(e.wide.node, wide)
	c := scale.Cost{
		Asker: each(e.narrow.asker+e.wide.asker, narrow+wide), Bot: each(e.narrow.bot+e.wide.bot, narrow+wide),
		Calls: e.calls, Shard: max(more-node, 0) / extra,
	}
	c.Node = node - min(c.Shard, node)
	for _, u := range []*usage{&e.narrow, &e.wide} {
		for _, took := range u.took {
			c.Spread = append(c.Spread, ms1(took)/mean(u.took))
		}
	}
	alone := e.narrow.weather.predict(t, 1, 1, c, scale.Load{Clients: 1, Asked: 2000, Seed: 1})
	c.Wait = max(time.Duration((mean(e.narrow.took)-ms1(alone.Mean()))*float64(time.Millisecond)), 0)
	return c
}
