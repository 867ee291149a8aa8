//go:build opensearch && linux

package scale_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/cluster"
	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/local"
	"verbatim/index/opensearch"
	"verbatim/index/reader"
	"verbatim/index/term"
	"verbatim/index/update"
)

const jobEnv = "VERBATIM_SCALE_JOB"

func TestMain(m *testing.M) {
	if os.Getenv(jobEnv) == "" {
		os.Exit(m.Run())
	}
	var j job
	err := json.NewDecoder(os.Stdin).Decode(&j)
	if err == nil {
		err = j.do()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// do does a job, and prints what was found as JSON.
func (j job) do() error {
	c, err := j.client()
	if err != nil {
		return err
	}
	found := map[string]any{}
	if j.Root != "" {
		err = j.write(c, found)
	} else {
		err = j.ask(c, found)
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(found)
}

// client returns the way to the cluster, nil where there is none.
func (j job) client() (*cluster.Client, error) {
	if j.Data != "" {
		return nil, nil
	}
	return cluster.Open(cluster.Config{Nodes: j.Nodes, Limit: time.Minute})
}

func (j job) options() opensearch.Options {
	return opensearch.Options{Name: j.Corpus, Shards: j.Shards, Replicas: -1}
}

// write writes the articles. On a machine that is too busy for its nodes the lock may be lost: then once more.
func (j job) write(c *cluster.Client, found map[string]any) error {
	err := j.writeOnce(c, found)
	for tries := 2; err != nil && tries > 0; tries-- {
		fmt.Fprintln(os.Stderr, "once more:", err)
		err = j.writeOnce(c, found)
	}
	return err
}

func (j job) writeOnce(c *cluster.Client, found map[string]any) error {
	var store engine.Store = local.NewStore(j.Data, nil)
	if c != nil {
		store = opensearch.NewStore(c, j.options())
	}
	var r update.Report
	began := time.Now()
	here, nodes, err := j.computing(func() (err error) {
		r, err = update.Run(context.Background(), store, update.Options{Roots: []string{j.Root}})
		return err
	})
	if err != nil {
		return err
	}
	million := float64(r.Sentences) / 1e6
	found["Rate"], found["Sentences"] = float64(r.Sentences)/time.Since(began).Seconds(), r.Sentences
	found["Write"] = []float64{here.Seconds() / million, nodes.Seconds() / million}
	found["Writing"], err = peak(os.Getpid())
	return err
}

// ask asks questions by words, beside a plain match of the same words on a cluster, and then some that are read.
func (j job) ask(c *cluster.Client, found map[string]any) error {
	third := len(j.Asked) / 3
	warm, alone, asked := j.Asked[:third], j.Asked[third:2*third], j.Asked[2*third:]
	words, err := j.asker(c, nil)
	if err != nil {
		return err
	}
	m := &matcher{c: c, corpus: j.Corpus, analyzer: term.NewAnalyzer("en")}
	if err := words.all(warm, m.one); err != nil {
		return err
	}
	if found["ByWords"], err = j.each(alone, words); err != nil {
		return err
	}
	words.found, words.whole, m.ten, m.many = nil, nil, nil, nil
	if err := words.all(asked, m.one); err != nil {
		return err
	}
	found["Found"], found["Words"], found["Match10"], found["Match300"] = quantiles(words.found), quantiles(words.whole), median(m.ten), median(m.many)
	const readings = 100 // which take long
	return j.read(c, asked[:readings], found)
}

// read asks questions whose best sentences are read.
func (j job) read(c *cluster.Client, questions []question, found map[string]any) error {
	r, err := reader.Load()
	if err != nil {
		return err
	}
	a, err := j.asker(c, r)
	if err != nil {
		return err
	}
	if found["ByReading"], err = j.each(questions, a); err != nil {
		return err
	}
	found["Read"] = quantiles(a.whole)
	found["Answering"], err = peak(os.Getpid())
	return err
}

// each asks questions, and returns for how many milliseconds this process and the nodes computed for each.
func (j job) each(questions []question, a *asker) ([]float64, error) {
	here, nodes, err := j.computing(func() error { return a.all(questions, nil) })
	n := float64(len(questions))
	return []float64{here.Seconds() * 1000 / n, nodes.Seconds() * 1000 / n}, err
}

// computing does something, and returns for how long this process and the nodes computed meanwhile.
func (j job) computing(do func() error) (here, nodes time.Duration, err error) {
	before, err1 := computed(os.Getpid())
	nodesBefore, err2 := computed(j.Processes...)
	if err := errors.Join(err1, err2, do()); err != nil {
		return 0, 0, err
	}
	after, err1 := computed(os.Getpid())
	nodesAfter, err2 := computed(j.Processes...)
	return after - before, nodesAfter - nodesBefore, errors.Join(err1, err2)
}

// An asker asks an index, and remembers how many milliseconds that took.
type asker struct {
	index        *index.Index
	found, whole []float64
}

// asker returns one of the engine, with a reader or, where that is nil, by words.
func (j job) asker(c *cluster.Client, r *reader.Model) (*asker, error) {
	a := &asker{}
	var e engine.Engine
	var err error
	if c != nil {
		e, err = opensearch.Open(context.Background(), c, j.options())
	} else {
		e, err = local.Open(j.Data, nil)
	}
	if err != nil {
		return nil, err
	}
	a.index = index.New(e, index.Options{Reader: r, Observe: func(_ context.Context, stage string, began time.Time) {
		if took := time.Since(began).Seconds() * 1000; stage == index.Candidates {
			a.found = append(a.found, took)
		} else if stage == index.Whole {
			a.whole = append(a.whole, took)
		}
	}})
	return a, nil
}

// all asks questions, and does something else after each.
func (a *asker) all(questions []question, then func(question) error) error {
	for _, q := range questions {
		if _, err := a.index.Answer(context.Background(), index.Query{Text: q.Text}); err != nil {
			return err
		}
		if then == nil {
			continue
		}
		if err := then(q); err != nil {
			return err
		}
	}
	return nil
}

// A matcher asks OpenSearch for what a plain match finds.
type matcher struct {
	c         *cluster.Client // nil where there is none
	corpus    string
	analyzer  *term.Analyzer
	ten, many []float64 // ms
}

// one asks for the ten best, and for as many as an answer begins with.
func (m *matcher) one(q question) error {
	if m.c == nil {
		return nil
	}
	var words []string
	for _, t := range m.analyzer.Terms(q.Words) {
		words = append(words, t.Text)
	}
	for most, took := range map[int]*[]float64{10: &m.ten, 300: &m.many} {
		began := time.Now()
		_, err := m.c.Search(context.Background(), cluster.Search{Indices: []string{m.corpus + "-g*-passages"}, Body: map[string]any{
			"size": most, "query": map[string]any{"match": map[string]any{"terms": strings.Join(words, " ")}},
		}})
		if err != nil {
			return err
		}
		*took = append(*took, time.Since(began).Seconds()*1000)
	}
	return nil
}

// quantiles returns the median of some times and what 99 of 100 do not exceed.
func quantiles(all []float64) []float64 {
	slices.Sort(all)
	return []float64{median(all), all[len(all)*99/100]}
}

// median returns the middle one of some times, 0 where there are none.
func median(all []float64) float64 {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/2]
}
