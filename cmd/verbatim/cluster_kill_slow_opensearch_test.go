//go:build opensearch && slow

package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"verbatim/cluster"
	"verbatim/cluster/clustertest"
)

// TestServeOnEachKilledNode kills each node of three, and then has each leave and come back, while a bot is asked and the corpus is
// written again.
func TestServeOnEachKilledNode(t *testing.T) {
	s := besieged(t, 0)
	for _, end := range []func(testing.TB, int){s.nodes.Kill, s.nodes.Stop} {
		for i := range 3 {
			s.nodes.Without(t, i, end, s.write)
		}
	}
	s.await(20)
	s.end()
}

// TestServeOnTwoKilledNodes kills two nodes of three at once, each pair in turn.
func TestServeOnTwoKilledNodes(t *testing.T) {
	s := besieged(t, 0)
	s.await(20)
	s.end()
	for i := range 3 {
		s.killTwo(i, (i+1)%3)
	}
}

// TestServeTakenOver has one bot after the other take over while they are asked: nobody who asks again for some seconds stays without an
// answer.
func TestServeTakenOver(t *testing.T) {
	s := besieged(t, 20*time.Second)
	for range 3 {
		log, listens := startHTTP(t, strings.TrimPrefix(s.address, "http://"), s.env...)
		if at := listens(); at != s.address {
			t.Errorf("it listens on %s, not %s", at, s.address)
		}
		if !strings.Contains(log.String(), "took over") {
			t.Errorf("it has not taken over:\n%s", log)
		}
		s.await(50)
	}
	s.end()
}

// TestReindexCutOffOnCluster has the way to the cluster fail in the middle of a reindex: it ends in bounded time and says what to
// do, and the next one writes everything.
func TestReindexCutOffOnCluster(t *testing.T) {
	at, notes := clustered(t)
	nodes := clustertest.Shared(t).URLs()
	c, err := cluster.Open(cluster.Config{Nodes: nodes})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	for name, fault := range map[string]clustertest.Fault{
		"drop": clustertest.Drop, "reset": clustertest.Reset, "half-open": clustertest.HalfOpen, "mute": clustertest.Mute,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			proxy := clustertest.NewProxy(t, nodes[0])
			proxy.SetLag(100 * time.Millisecond)
			index := environment(at(""))["VERBATIM_OPENSEARCH_INDEX"] + "-" + name
			env := func(url string) []string {
				return append(at(url), "VERBATIM_OPENSEARCH_INDEX="+index, "VERBATIM_DATA="+t.TempDir())
			}
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
			defer cancel()
			go cutOff(ctx, c, index, proxy, fault)
			var out bytes.Buffer
			began := time.Now()
			status := run(ctx, []string{"reindex", notes}, env(proxy.URL()), nil, &out, &out)
			t.Logf("%v: %s", time.Since(began).Round(time.Millisecond), &out)
			if status != exitError || ctx.Err() != nil || !strings.Contains(out.String(), "check that these nodes run and can be reached from here") {
				t.Errorf("status %d, %v\n%s", status, ctx.Err(), &out)
			}
			status = reindexUnlocked(ctx, notes, env(""), &out)
			asking := run(ctx, []string{"ask", "--no-reader", labQuestion}, env(""), nil, &out, &out)
			if status != exitDone || asking != exitDone || !strings.Contains(out.String(), labAnswer) {
				t.Errorf("afterwards: status %d and %d\n%s", status, asking, &out)
			}
		})
	}
}

// cutOff gives the way to a cluster a fault as soon as indices of a corpus are made.
func cutOff(ctx context.Context, c *cluster.Client, corpus string, way *clustertest.Proxy, fault clustertest.Fault) {
	defer way.Set(fault)
	for ctx.Err() == nil {
		if made, _ := c.Indices(ctx, corpus+"-g*"); len(made) > 0 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// reindexUnlocked reindexes once the lock has expired of a process that could not give it back and lives.
func reindexUnlocked(ctx context.Context, notes string, env []string, out *bytes.Buffer) (status int) {
	for {
		out.Reset()
		status = run(ctx, []string{"reindex", notes}, env, nil, out, out)
		if status == exitDone || ctx.Err() != nil || !strings.Contains(out.String(), "is being reindexed by") {
			return status
		}
		time.Sleep(time.Second)
	}
}
