package cluster_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"verbatim/cluster"
	"verbatim/cluster/clustertest"
)

// faults are what can go wrong on the way to a node, and how each shows.
var faults = map[string]clustertest.Fault{
	"drop": clustertest.Drop, "reset": clustertest.Reset, "half-open": clustertest.HalfOpen, "mute": clustertest.Mute,
}

// TestFaultOfOne has the way to one of two nodes fail: every question is answered all the same.
func TestFaultOfOne(t *testing.T) {
	t.Parallel()
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNode(t, reply{200, hits})
			proxy := clustertest.NewProxy(t, n.URL)
			c := client(t, quick(proxy.URL(), n.URL))
			for i := range 12 {
				if i == 4 {
					proxy.Set(fault)
				}
				if _, err := c.Search(t.Context(), search); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestFaultOfAll has the only way fail: the caller learns that the cluster is away, and later that it is not.
func TestFaultOfAll(t *testing.T) {
	t.Parallel()
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			proxy := clustertest.NewProxy(t, newNode(t, reply{200, hits}).URL)
			c := client(t, quick(proxy.URL()))
			proxy.Set(fault)
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			_, err := c.Search(ctx, search)
			if _, ok := errors.AsType[*cluster.AwayError](err); !ok || ctx.Err() != nil {
				t.Fatalf("Search: %v", err)
			}
			proxy.Set(clustertest.Pass)
			for err != nil && ctx.Err() == nil {
				_, err = c.Search(ctx, search)
			}
			if err != nil {
				t.Errorf("the way is free again: %v", err)
			}
		})
	}
}

func TestDelay(t *testing.T) {
	t.Parallel()
	n := newNode(t, reply{200, hits})
	proxy := clustertest.NewProxy(t, n.URL)
	c := client(t, quick(proxy.URL()))
	proxy.SetLag(50 * time.Millisecond)
	if _, err := c.Search(t.Context(), search); err != nil {
		t.Errorf("a delay within the limit: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	proxy.SetLag(300 * time.Millisecond)
	if _, err := c.Search(ctx, search); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a delay beyond the caller's patience: %v", err)
	}
}

func TestTLS(t *testing.T) {
	t.Parallel()
	n := newNode(t, reply{200, hits})
	p := clustertest.NewTLS(t, n.URL)
	sound := cluster.Config{Nodes: []string{p.URL}, CA: p.CA, User: p.User, Password: p.Password}
	if _, err := client(t, sound).Search(t.Context(), search); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		change func(*cluster.Config)
		says   string
	}{
		"no CA":          {func(c *cluster.Config) { c.CA = nil }, "check the CA file"},
		"another name":   {func(c *cluster.Config) { c.Nodes = []string{strings.Replace(p.URL, "127.0.0.1", "localhost", 1)} }, "check the CA file"},
		"no TLS there":   {func(c *cluster.Config) { c.Nodes = []string{strings.Replace(n.URL, "http:", "https:", 1)} }, "http://"},
		"wrong password": {func(c *cluster.Config) { c.Password = "guess" }, "check user and password"},
		"no password":    {func(c *cluster.Config) { c.User, c.Password = "", "" }, "check user and password"},
		"plain HTTP":     {func(c *cluster.Config) { c.Nodes = []string{strings.Replace(p.URL, "https:", "http:", 1)} }, "HTTP request to an HTTPS server"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := sound
			tt.change(&cfg)
			_, err := client(t, cfg).Search(t.Context(), search)
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Search: %v", err)
			}
			if _, away := errors.AsType[*cluster.AwayError](err); away {
				t.Errorf("counts as away: %v", err)
			}
		})
	}
}
