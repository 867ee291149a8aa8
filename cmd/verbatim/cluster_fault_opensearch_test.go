//go:build opensearch

package main

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/cluster/clustertest"
)

const (
	labQuestion = "Who runs the lab?"
	labAnswer   = "Xavier runs the lab."
)

// answerOf is where the API answers a question.
func answerOf(address, question string) string {
	return address + "/v1/answer?question=" + url.QueryEscape(question)
}

// A way to the cluster that may have a fault.
type way struct {
	env    []string
	status int    // of what goes this way
	says   string // what everybody is told who goes this way
}

// ways returns how the cluster at an address can be reached, and cannot.
func ways(t *testing.T, node string) map[string]way {
	t.Helper()
	const away = "check that these nodes run and can be reached from here"
	through := func(set func(*clustertest.Proxy)) []string {
		p := clustertest.NewProxy(t, node)
		set(p)
		return []string{"VERBATIM_OPENSEARCH_URL=" + p.URL()}
	}
	fault := func(f clustertest.Fault) []string { return through(func(p *clustertest.Proxy) { p.Set(f) }) }
	tls := clustertest.NewTLS(t, node)
	user := []string{"VERBATIM_OPENSEARCH_URL=" + tls.URL, "VERBATIM_OPENSEARCH_USER=" + tls.User, "VERBATIM_OPENSEARCH_PASSWORD=" + tls.Password}
	return map[string]way{
		"delay":            {through(func(p *clustertest.Proxy) { p.SetLag(20 * time.Millisecond) }), exitDone, ""},
		"drop":             {fault(clustertest.Drop), exitError, away},
		"reset":            {fault(clustertest.Reset), exitError, away},
		"half open":        {fault(clustertest.HalfOpen), exitError, away},
		"mute":             {fault(clustertest.Mute), exitError, away},
		"nobody there":     {[]string{"VERBATIM_OPENSEARCH_URL=http://127.0.0.1:1"}, exitError, away},
		"unknown signer":   {user, exitError, "check the CA file"},
		"no TLS there":     {[]string{"VERBATIM_OPENSEARCH_URL=" + strings.Replace(node, "http:", "https:", 1)}, exitError, "does it begin with http://?"},
		"plain to TLS":     {[]string{"VERBATIM_OPENSEARCH_URL=" + strings.Replace(tls.URL, "https:", "http:", 1)}, exitError, "HTTP request to an HTTPS server"},
		"wrong password":   {append(secured(t, tls), "VERBATIM_OPENSEARCH_PASSWORD=guess"), exitError, "check user and password"},
		"sound and secure": {secured(t, tls), exitDone, ""},
	}
}

// secured is the environment of whoever may use a TLS proxy.
func secured(t *testing.T, p *clustertest.TLS) []string {
	t.Helper()
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, p.CA, 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{
		"VERBATIM_OPENSEARCH_URL=" + p.URL, "VERBATIM_OPENSEARCH_CA=" + ca,
		"VERBATIM_OPENSEARCH_USER=" + p.User, "VERBATIM_OPENSEARCH_PASSWORD=" + p.Password,
	}
}

// TestFaultsOnCluster has verbs go each way: all end in bounded time, and say what to do where the way has a fault.
func TestFaultsOnCluster(t *testing.T) {
	at, notes := clustered(t)
	var out bytes.Buffer
	if status := run(t.Context(), []string{"reindex", notes}, at(""), nil, &out, &out); status != exitDone {
		t.Fatalf("status %d\n%s", status, &out)
	}
	verbs := map[string][]string{
		"ask": {"ask", "--no-reader", labQuestion}, "reindex": {"reindex", notes}, "doctor": {"doctor"},
	}
	for name, w := range ways(t, clustertest.Shared(t).URLs()[0]) {
		for verb, args := range verbs {
			t.Run(name+"/"+verb, func(t *testing.T) {
				if w.status != exitDone {
					t.Parallel()
				}
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				var out bytes.Buffer
				began := time.Now()
				status := run(ctx, args, append(append(at(""), w.env...), "VERBATIM_DATA="+t.TempDir()), nil, &out, &out)
				t.Logf("%v: %s", time.Since(began).Round(time.Millisecond), &out)
				if ctx.Err() != nil || status != w.status || !strings.Contains(out.String(), w.says) {
					t.Errorf("status %d, want %d and %q, %v", status, w.status, w.says, ctx.Err())
				}
			})
		}
	}
}

// TestServeOnFaultyWay asks by HTTP while the way to the cluster has each fault: whoever asks is told that the sources cannot
// be reached, and gets answers again when they can.
func TestServeOnFaultyWay(t *testing.T) {
	at, notes := clustered(t)
	var out bytes.Buffer
	if status := run(t.Context(), []string{"reindex", notes}, at(""), nil, &out, &out); status != exitDone {
		t.Fatalf("status %d\n%s", status, &out)
	}
	proxy := clustertest.NewProxy(t, clustertest.Shared(t).URLs()[0])
	address, _ := serveHTTP(t, at(proxy.URL())...)
	awaitAnswer(t, address, labQuestion, labAnswer)
	for name, fault := range map[string]clustertest.Fault{
		"drop": clustertest.Drop, "reset": clustertest.Reset, "half open": clustertest.HalfOpen, "mute": clustertest.Mute,
	} {
		proxy.Set(fault)
		began := time.Now()
		status, body := fetch(t, answerOf(address, "Who, with "+name+", runs the lab?"))
		t.Logf("%s: %d after %v", name, status, time.Since(began).Round(time.Millisecond))
		if status != http.StatusServiceUnavailable || !strings.Contains(body, "cannot be reached right now") {
			t.Errorf("%s: %d %s", name, status, body)
		}
		if status, body := fetch(t, address+"/healthz"); status != http.StatusOK {
			t.Errorf("%s: health %d %s", name, status, body)
		}
		proxy.Set(clustertest.Pass)
		awaitAnswer(t, address, "After "+name+", who runs the lab?", labAnswer)
	}
}

// TestServeWaitsForCluster starts bots before their cluster, and before there is an index, all at once: they wait, one builds
// it, and all answer.
func TestServeWaitsForCluster(t *testing.T) {
	at, notes := clustered(t)
	proxy := clustertest.NewProxy(t, clustertest.Shared(t).URLs()[0])
	proxy.Set(clustertest.Drop)
	var listen []func() string
	for range 3 {
		log, listens := startHTTP(t, "127.0.0.1:0", append(at(proxy.URL()), "VERBATIM_CORPUS="+notes, "VERBATIM_DATA="+t.TempDir())...)
		listen = append(listen, listens)
		for !strings.Contains(log.String(), "cannot be opened yet") && t.Context().Err() == nil {
			time.Sleep(50 * time.Millisecond)
		}
		if !strings.Contains(log.String(), "check that these nodes run") {
			t.Errorf("it does not say what to do:\n%s", log)
		}
	}
	proxy.Set(clustertest.Pass)
	for _, listens := range listen {
		awaitAnswer(t, listens(), labQuestion, labAnswer)
	}
}

// awaitAnswer waits until serve answers a question.
func awaitAnswer(t *testing.T, address, question, answer string) {
	t.Helper()
	var status int
	var body string
	for range 120 {
		if status, body = fetch(t, answerOf(address, question)); status == http.StatusOK {
			break
		}
		time.Sleep(500 * time.Millisecond)
	}
	if !strings.Contains(body, answer) {
		t.Errorf("%s: %d %s", question, status, body)
	}
}
