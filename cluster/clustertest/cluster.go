//go:build opensearch

package clustertest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/cluster"
)

// startLimit is how long nodes may take until they answer and all is green.
const startLimit = 2 * time.Minute

// A Cluster is one that tests talk to.
type Cluster struct {
	dir     string
	home    string
	apart   bool
	lasting bool
	nodes   []*node
	urls    []string
}

// An Arrangement says how many nodes there are, and where.
type Arrangement struct {
	Nodes   int  // 1 or 3
	Apart   bool // each in a process of its own, so that it can be killed
	Lasting bool // each process has a heap of 1 GiB and is compiled well: for what is measured
}

// Shared returns a cluster of one node that the tests of a process share. They keep apart by the names of their
// indices ([Cluster.Prefix]).
func Shared(t testing.TB) *Cluster {
	t.Helper()
	if urls := existing(); urls != nil {
		return &Cluster{urls: urls}
	}
	dir := home(t)
	sharedOnce.Do(func() {
		shared, sharedErr = start(dir, Arrangement{Nodes: 1}) // nobody stops it: it ends with this process
	})
	if sharedErr != nil {
		t.Fatal(sharedErr)
	}
	return shared
}

var (
	sharedOnce sync.Once
	shared     *Cluster
	sharedErr  error
)

// existing returns the addresses of a cluster that is there already.
func existing() []string {
	if urls := os.Getenv("VERBATIM_TEST_OPENSEARCH_URL"); urls != "" {
		return strings.Split(urls, ",")
	}
	return nil
}

// Start starts a cluster for one test alone. An existing one does not do.
func Start(t testing.TB, a Arrangement) *Cluster {
	t.Helper()
	if existing() != nil {
		t.Skip("the test needs a cluster of its own; VERBATIM_TEST_OPENSEARCH_URL names one that others use")
	}
	c, err := start(home(t), a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(c.logs())
		}
		c.stop()
	})
	return c
}

func start(home string, a Arrangement) (*Cluster, error) {
	dir, err := os.MkdirTemp("", "verbatim-opensearch-")
	if err != nil {
		return nil, err
	}
	c := &Cluster{dir: dir, home: home, apart: a.Apart, lasting: a.Lasting}
	if err := c.mark(); err != nil {
		return nil, err
	}
	for i := range a.Nodes {
		c.nodes = append(c.nodes, &node{name: fmt.Sprintf("n%d", i+1)})
	}
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	if err = c.spawnAll(); err == nil {
		err = c.ready(ctx)
	}
	if err != nil {
		err = fmt.Errorf("start OpenSearch: %w\n%s", err, c.logs())
		c.stop()
		return nil, err
	}
	return c, nil
}

// spawnAll starts the process of each node, or one for all.
func (c *Cluster) spawnAll() error {
	if !c.apart {
		err := c.nodes[0].spawn(c, c.names(), "0")
		for _, n := range c.nodes[1:] {
			n.process = c.nodes[0].process
		}
		return err
	}
	for _, n := range c.nodes {
		if err := n.spawn(c, n.name, "0"); err != nil {
			return err
		}
	}
	return nil
}

func (c *Cluster) names() string {
	all := make([]string, len(c.nodes))
	for i, n := range c.nodes {
		all[i] = n.name
	}
	return strings.Join(all, ",")
}

// ready waits until every node answers and the cluster is green.
func (c *Cluster) ready(ctx context.Context) error {
	c.urls = nil
	for _, n := range c.nodes {
		url, err := n.address(ctx, c.dir)
		if err != nil {
			return err
		}
		c.urls = append(c.urls, url)
	}
	return c.waitGreen(ctx, len(c.nodes))
}

// URLs returns the addresses of the nodes. They stay the same when nodes come back.
func (c *Cluster) URLs() []string { return c.urls }

// Processes returns the numbers of the processes that nodes run in, none for an existing cluster.
func (c *Cluster) Processes() []int {
	var all []int
	for _, n := range c.nodes {
		if id := n.cmd.Process.Pid; !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

// WaitGreen waits until at least so many nodes are in the cluster and every shard has all its copies.
func (c *Cluster) WaitGreen(t testing.TB, nodes int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startLimit)
	defer cancel()
	if err := c.waitGreen(ctx, nodes); err != nil {
		t.Fatalf("wait for green: %v\n%s\n%s", err, c.fares(), c.logs())
	}
}

// fares returns what a node says of the nodes and the shards, and of why one has no place.
func (c *Cluster) fares() string {
	var all strings.Builder
	client := http.Client{Timeout: 5 * time.Second}
	for _, path := range []string{"/_cat/nodes?v", "/_cat/shards?v", "/_cat/recovery?v&active_only", "/_cluster/allocation/explain?pretty"} {
		resp, err := client.Get(c.urls[0] + path)
		if err != nil {
			fmt.Fprintf(&all, "%s: %v\n", path, err)
			continue
		}
		b, _ := io.ReadAll(resp.Body) // as far as it goes
		_ = resp.Body.Close()
		fmt.Fprintf(&all, "%s\n%s\n", path, b)
	}
	return all.String()
}

func (c *Cluster) waitGreen(ctx context.Context, nodes int) error {
	client, err := cluster.Open(cluster.Config{Nodes: c.urls, Patience: startLimit, AwayAfter: startLimit})
	if err != nil {
		return err
	}
	defer client.Close() //nolint:errcheck // it was for waiting only
	return client.WaitStatus(ctx, "green", nodes)
}

// Prefix returns how the names of a test's indices begin. They are deleted at its end.
func (c *Cluster) Prefix(t testing.TB) string {
	prefix := fmt.Sprintf("test-%d-%x-", os.Getpid(), time.Now().UnixNano())
	t.Cleanup(func() {
		for _, pattern := range []string{"/" + prefix + "*", "/_index_template/" + prefix + "*"} {
			req, err := http.NewRequest(http.MethodDelete, c.urls[0]+pattern, nil)
			if err != nil {
				t.Error(err)
				continue
			}
			if resp, err := http.DefaultClient.Do(req); err == nil {
				_ = resp.Body.Close()
			}
		}
	})
	return prefix
}

// Manager returns which node manages the cluster now, counted from 0.
func (c *Cluster) Manager(t testing.TB) int {
	t.Helper()
	resp, err := http.Get(c.urls[0] + "/_cat/cluster_manager?h=node")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(c.nodes, func(n *node) bool { return n.name == strings.TrimSpace(string(b)) })
	if i < 0 {
		t.Fatalf("no node manages the cluster: %s", b)
	}
	return i
}

// Kill ends the process of a node, counted from 0, as a crash does.
func (c *Cluster) Kill(t testing.TB, i int) {
	t.Helper()
	c.alone(t, i).kill()
}

// Stop has a node leave the cluster and end, as whoever looks after it does.
func (c *Cluster) Stop(t testing.TB, i int) {
	t.Helper()
	n := c.alone(t, i)
	err := os.Remove(c.marker()) // the others still need the folder
	n.stop()
	if err := errors.Join(err, c.mark()); err != nil {
		t.Fatal(err)
	}
}

// marker is the file that has the nodes remove the cluster's folder when they end, as they do with this process.
func (c *Cluster) marker() string { return filepath.Join(c.dir, "remove") }

func (c *Cluster) mark() error { return os.WriteFile(c.marker(), nil, 0o600) }

// alone returns a node that has a process of its own.
func (c *Cluster) alone(t testing.TB, i int) *node {
	t.Helper()
	if !c.apart {
		t.Fatal("nodes that share a process cannot be ended one by one")
	}
	return c.nodes[i]
}

// Restart starts a node that was killed or stopped again, with its data and its address, and waits until it answers.
func (c *Cluster) Restart(t testing.TB, i int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startLimit)
	defer cancel()
	n, port := c.nodes[i], c.urls[i][strings.LastIndexByte(c.urls[i], ':')+1:]
	err := n.spawn(c, n.name, port)
	if err == nil {
		_, err = n.address(ctx, c.dir)
	}
	if err != nil {
		t.Fatalf("restart: %v\n%s", err, c.logs())
	}
}

// Without ends a node ([Cluster.Kill] or [Cluster.Stop]), has something done while it is gone, starts it again, and waits until
// every shard has all its copies.
func (c *Cluster) Without(t testing.TB, i int, end func(testing.TB, int), do func()) {
	t.Helper()
	end(t, i)
	do()
	c.Restart(t, i)
	c.WaitGreen(t, len(c.nodes))
}

// stop ends all nodes and removes the folder.
func (c *Cluster) stop() {
	for _, n := range c.nodes {
		n.stop()
	}
	_ = os.RemoveAll(c.dir)
}

// logs returns the end of what each process printed.
func (c *Cluster) logs() string {
	const most = 4000 // bytes of each
	var all strings.Builder
	for _, n := range c.nodes {
		b, err := os.ReadFile(n.log(c.dir))
		if err != nil {
			continue // it shares a process
		}
		fmt.Fprintf(&all, "--- %s\n%s\n", n.name, b[max(0, len(b)-most):])
	}
	return all.String()
}
