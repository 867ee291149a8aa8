package cluster_test

import (
	"context"
	"errors"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/cluster"
)

// TestMain lets many tests run at once, for they wait more than they work.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "32"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// A node answers as it is told to, so that a test can have what a cluster does only now and then.
type node struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string // "METHOD /path"
	tell  []reply  // the next ones; the last for ever
}

type reply struct {
	status int // 0: the connection is cut instead
	body   string
}

func newNode(t *testing.T, tell ...reply) *node {
	t.Helper()
	n := &node{tell: tell}
	n.Server = httptest.NewServer(http.HandlerFunc(n.answer))
	t.Cleanup(n.Close)
	return n
}

func (n *node) answer(w http.ResponseWriter, r *http.Request) {
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return
	}
	reply := n.next(r)
	if reply.status == 0 {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(reply.status)
	_, _ = io.WriteString(w, reply.body)
}

func (n *node) next(r *http.Request) reply {
	if r.Method == http.MethodGet && (r.URL.Path == "/" || strings.HasPrefix(r.URL.Path, "/_")) { // it is well, as far as health goes
		return reply{200, `{"version":{"number":"2.19.6"}}`}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.asked = append(n.asked, r.Method+" "+r.URL.RequestURI())
	reply := n.tell[0]
	if len(n.tell) > 1 {
		n.tell = n.tell[1:]
	}
	return reply
}

// attempts returns how often the node was asked.
func (n *node) attempts() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.asked)
}

// quick is a configuration that gives up soon.
func quick(urls ...string) cluster.Config {
	return cluster.Config{Nodes: urls, Limit: time.Second, Patience: 2 * time.Second, AwayAfter: 200 * time.Millisecond}
}

func client(t *testing.T, cfg cluster.Config) *cluster.Client {
	t.Helper()
	c, err := cluster.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

const (
	hits         = `{"timed_out":false,"_shards":{"total":3,"successful":3,"failed":0},"hits":{"total":{"value":1,"relation":"eq"},"hits":[{"_index":"i","_id":"1","_score":1.5,"_source":{},"sort":[9007199254740993]}]}}`
	disconnected = `{"error":{"root_cause":[{"type":"node_disconnected_exception","reason":"[n2] disconnected"}],"type":"search_phase_execution_exception","reason":"all shards failed","failed_shards":[{"shard":0,"reason":{"type":"node_disconnected_exception","reason":"[n2] disconnected"}}]},"status":500}`
)

var search = cluster.Search{Indices: []string{"i"}, Body: map[string]any{"size": 1}}

func TestRetry(t *testing.T) {
	t.Parallel()
	tests := map[string]reply{
		"a node left":             {500, disconnected},
		"a shard moved":           {404, `{"error":{"root_cause":[{"type":"search_context_missing_exception","reason":"No search context found for id [7]"}],"type":"search_phase_execution_exception","reason":"all shards failed"},"status":404}`},
		"too many requests":       {429, `{"error":{"type":"open_search_rejected_execution_exception","reason":"queue is full"},"status":429}`},
		"a gateway":               {502, "<html>Bad Gateway</html>"},
		"no shard":                {503, `{"error":{"type":"search_phase_execution_exception","reason":"all shards failed"},"status":503}`},
		"a gateway waits":         {504, ""},
		"the connection is cut":   {},
		"some shards failed":      {200, `{"_shards":{"total":3,"successful":2,"failed":1,"failures":[{"reason":{"type":"x","reason":"y"}}]},"hits":{"hits":[]}}`},
		"a shard is missing":      {200, `{"_shards":{"total":3,"successful":2,"failed":0},"hits":{"hits":[]}}`},
		"time ran out":            {200, `{"timed_out":true,"_shards":{"total":3,"successful":3,"failed":0},"hits":{"hits":[]}}`},
		"the answer is cut short": {200, hits[:len(hits)-10]},
		"the answer is not JSON":  {200, "<html>Welcome</html>"},
	}
	for name, first := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNode(t, first, first, reply{200, hits})
			found, err := client(t, quick(n.URL)).Search(t.Context(), search)
			if err != nil || found.Total != 1 || found.Hits[0].Score != 1.5 || string(found.Hits[0].Sort[0]) != "9007199254740993" {
				t.Errorf("Search = %+v, %v", found, err)
			}
			if n.attempts() != 3 {
				t.Errorf("%d attempts", n.attempts())
			}
			if !strings.Contains(n.asked[0], "allow_partial_search_results=false") {
				t.Errorf("asked %s", n.asked[0])
			}
		})
	}
}

// TestRetryOfMany has a node leave under one of two searches that go together: both are made again.
func TestRetryOfMany(t *testing.T) {
	t.Parallel()
	left := reply{200, `{"responses":[` + hits + `,` + disconnected + `]}`}
	n := newNode(t, left, left, reply{200, `{"responses":[` + hits + `,` + hits + `]}`})
	found, err := client(t, quick(n.URL)).MSearch(t.Context(), []cluster.Search{search, search})
	if err != nil || len(found) != 2 || found[1].Total != 1 || n.attempts() != 3 {
		t.Errorf("MSearch = %+v, %v after %d attempts", found, err, n.attempts())
	}
}

// TestRetryAnew has an attempt that failed bring something that the next one does not.
func TestRetryAnew(t *testing.T) {
	t.Parallel()
	partial := reply{200, `{"_shards":{"total":2,"successful":1,"failed":1},"hits":{"total":{"value":9,"relation":"gte"},"hits":[{"_id":"1","_score":7,"_source":{"a":1}},{"_id":"2"}]},"suggest":{}}`}
	whole := reply{200, `{"_shards":{"total":2,"successful":2},"hits":{"hits":[{"_id":"3","_score":null}]}}`}
	found, err := client(t, quick(newNode(t, partial, whole).URL)).Search(t.Context(), search)
	if want := (cluster.Hits{Hits: []cluster.Hit{{ID: "3"}}}); err != nil || !reflect.DeepEqual(found, want) {
		t.Errorf("Search = %+v, %v, want %+v", found, err, want)
	}
}

// TestPartial asks a cluster that never has all of its shards.
func TestPartial(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"missing":  `{"_shards":{"total":3,"successful":2,"failed":0},"hits":{"hits":[]}}`,
		"failed":   `{"_shards":{"total":3,"successful":2,"failed":1,"failures":[{"reason":{"type":"x","reason":"y"}}]},"hits":{"hits":[]}}`,
		"time out": `{"timed_out":true,"hits":{"hits":[]}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := client(t, quick(newNode(t, reply{200, body}).URL))
			found, err := c.Search(t.Context(), search)
			if _, ok := errors.AsType[*cluster.PartialError](err); !ok || len(found.Hits) != 0 {
				t.Errorf("Search = %+v, %v", found, err)
			}
			if err := c.Away(); err != nil {
				t.Errorf("a cluster that answers: %v", err)
			}
		})
	}
}

// TestPermanent has errors that come at once, for another attempt would not mend them.
func TestPermanent(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		reply
		is   error
		says string
	}{
		"no index":          {reply{404, `{"error":{"type":"index_not_found_exception","reason":"no such index [i]"},"status":404}`}, cluster.ErrNotFound, "no such index"},
		"a wrong question":  {reply{400, `{"error":{"type":"parsing_exception","reason":"unknown query [x]"},"status":400}`}, nil, "unknown query"},
		"a fault of theirs": {reply{500, `{"error":{"type":"null_pointer_exception","reason":"oops"},"status":500}`}, nil, "oops"},
		"no password":       {reply{401, "Unauthorized"}, nil, "user and password"},
		"no rights":         {reply{403, `{"error":{"type":"security_exception","reason":"no permissions"},"status":403}`}, nil, "user and password"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNode(t, tt.reply)
			_, err := client(t, quick(n.URL)).Search(t.Context(), search)
			if err == nil || tt.is != nil && !errors.Is(err, tt.is) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Search: %v", err)
			}
			if n.attempts() != 1 {
				t.Errorf("%d attempts", n.attempts())
			}
		})
	}
}

func TestNodesInTurn(t *testing.T) {
	t.Parallel()
	a, b := newNode(t, reply{200, hits}), newNode(t, reply{200, hits})
	c := client(t, quick(a.URL, b.URL))
	for range 10 {
		if _, err := c.Search(t.Context(), search); err != nil {
			t.Fatal(err)
		}
	}
	if a.attempts() == 0 || b.attempts() == 0 {
		t.Errorf("%d and %d of 10 calls", a.attempts(), b.attempts())
	}
	b.CloseClientConnections()
	b.Close()
	for range 10 {
		if _, err := c.Search(t.Context(), search); err != nil {
			t.Fatalf("with one node of two: %v", err)
		}
	}
}

// TestLostAnswer has a write obeyed whose answer is lost, on the way to the client or between two nodes, so that another attempt
// finds a document.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	conflict := reply{409, `{"error":{"type":"version_conflict_engine_exception","reason":"document already exists"},"status":409}`}
	stands := func(source string) reply {
		return reply{200, `{"_id":"1","found":true,"_seq_no":7,"_primary_term":2,"_source":` + source + `}`}
	}
	for name, tt := range map[string]struct {
		says []reply
		want cluster.Version
	}{
		"on the way, ours":           {[]reply{{}, conflict, stands(`{"who":"me"}`)}, cluster.Version{SeqNo: 7, PrimaryTerm: 2}},
		"on the way, another's":      {[]reply{{}, conflict, stands(`{"who":"you"}`)}, cluster.Version{}},
		"between nodes, ours":        {[]reply{conflict, stands(`{"who":"me"}`)}, cluster.Version{SeqNo: 7, PrimaryTerm: 2}},
		"between nodes, another's":   {[]reply{conflict, stands(`{"who":"you"}`)}, cluster.Version{}},
		"gone by the time of a look": {[]reply{conflict, {404, `{"_id":"1","found":false}`}}, cluster.Version{}},
	} {
		c := client(t, quick(newNode(t, tt.says...).URL))
		got, err := c.Create(t.Context(), "i", "1", map[string]string{"who": "me"})
		if got != tt.want || (err == nil) != (tt.want != cluster.Version{}) || err != nil && !errors.Is(err, cluster.ErrConflict) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	gone := newNode(t, conflict, reply{404, `{"_id":"1","found":false}`})
	if err := client(t, quick(gone.URL)).DeleteSeen(t.Context(), "i", "1", cluster.Version{SeqNo: 7, PrimaryTerm: 2}); err != nil {
		t.Errorf("a deletion that was obeyed: %v", err)
	}
}

// TestBulkItems has a cluster without room for some items.
func TestBulkItems(t *testing.T) {
	t.Parallel()
	busy := `{"index":{"status":429,"error":{"type":"open_search_rejected_execution_exception","reason":"full"}}}`
	gone := `{"index":{"status":500,"error":{"type":"node_closed_exception","reason":"gone"}}}`
	fine := `{"index":{"status":201}}`
	n := newNode(t, reply{200, `{"errors":true,"items":[` + fine + "," + busy + "," + gone + `]}`}, reply{429, ""}, reply{200, `{"items":[` + busy + "," + fine + `]}`}, reply{200, `{"items":[` + fine + `]}`})
	b := client(t, quick(n.URL)).Bulk(t.Context(), cluster.BulkConfig{})
	for _, id := range []string{"a", "b", "c"} {
		if err := b.Add(cluster.Item{Index: "i", ID: id, Source: []byte("{}")}); err != nil {
			t.Fatal(err)
		}
	}
	if counts, err := b.Close(); err != nil || counts != (cluster.Counts{Written: 3, Retried: 3}) {
		t.Errorf("Close = %+v, %v", counts, err)
	}
}

// TestBulkAway adds to a cluster that is away: the one who adds has to learn of it, and not to wait for ever.
func TestBulkAway(t *testing.T) {
	t.Parallel()
	b := client(t, quick("http://127.0.0.1:1")).Bulk(t.Context(), cluster.BulkConfig{Bytes: 1, Workers: 1})
	var err error
	for i := 0; err == nil && i < 1000; i++ {
		err = b.Add(cluster.Item{Index: "i", ID: "1", Source: []byte("{}")})
	}
	counts, closing := b.Close()
	if err == nil || closing == nil || counts.Written != 0 {
		t.Errorf("Add: %v, Close = %+v, %v", err, counts, closing)
	}
}

// TestAway asks a cluster that nobody answers for.
func TestAway(t *testing.T) {
	t.Parallel()
	n := newNode(t, reply{503, ""})
	c := client(t, quick(n.URL))
	_, err := c.Search(t.Context(), search)
	away, ok := errors.AsType[*cluster.AwayError](err)
	if !ok || away.Since.IsZero() || !strings.Contains(err.Error(), "has not answered since") {
		t.Fatalf("Search: %v", err)
	}
	if err := c.Away(); err == nil {
		t.Fatal("it does not count as away")
	}
	before := n.attempts()
	for range 100 {
		if _, err := c.Search(t.Context(), search); err == nil {
			t.Fatal("it answers")
		}
	}
	if tried := n.attempts() - before; tried > 50 {
		t.Errorf("%d attempts of 100 calls of a cluster that is away", tried)
	}
	n.mu.Lock()
	n.tell = []reply{{200, hits}}
	n.mu.Unlock()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		if _, err = c.Search(ctx, search); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err != nil || c.Away() != nil {
		t.Errorf("it is back: %v, %v", err, c.Away())
	}
}

// TestCancelled gives up a call, which says nothing of the cluster.
func TestCancelled(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{}, 1)
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "_search") { // else it is about its health
			_, _ = io.Copy(io.Discard, r.Body) // only then does the server watch the connection
			asked <- struct{}{}
			<-r.Context().Done()
		}
	}))
	defer s.Close()
	c := client(t, cluster.Config{Nodes: []string{s.URL}})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-asked
		cancel()
	}()
	_, err := c.Search(ctx, search)
	if _, away := errors.AsType[*cluster.AwayError](err); away || !errors.Is(err, context.Canceled) {
		t.Errorf("Search: %v", err)
	}
}

func TestHeader(t *testing.T) {
	t.Parallel()
	got := make(chan http.Header, 1)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "_search") {
			got <- r.Header
		}
		_, _ = io.WriteString(w, hits)
	}))
	defer s.Close()
	c := client(t, cluster.Config{Nodes: []string{s.URL}, Header: http.Header{"Authorization": {"Bearer abc"}, "X-Tenant": {"us"}}})
	if _, err := c.Search(t.Context(), search); err != nil {
		t.Fatal(err)
	}
	if h := <-got; h.Get("Authorization") != "Bearer abc" || h.Get("X-Tenant") != "us" {
		t.Errorf("sent %v", h)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	for _, cfg := range []cluster.Config{
		{}, {Nodes: []string{"node1:9200"}}, {Nodes: []string{"ftp://node1"}}, {Nodes: []string{"http://node1", "://"}},
		{Nodes: []string{"https://node1"}, CA: []byte("no certificate")},
	} {
		if _, err := cluster.Open(cfg); err == nil {
			t.Errorf("Open(%v) takes it", cfg.Nodes)
		}
	}
	_, err := cluster.Open(cluster.Config{Nodes: []string{"htp://me:secret@node1"}})
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("the error shows a password, or is none: %v", err)
	}
}
