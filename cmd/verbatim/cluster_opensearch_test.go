//go:build opensearch

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discordtest"
	"verbatim/cluster/clustertest"
)

// clustered returns an environment whose index is kept in the tests' cluster, reached at an address ("" for
// directly), and a folder with one page.
func clustered(t *testing.T) (at func(url string) []string, notes string) {
	t.Helper()
	c := clustertest.Shared(t)
	t.Chdir(t.TempDir())
	data, corpus, notes := t.TempDir(), c.Prefix(t)+"corpus", t.TempDir()
	if err := os.WriteFile(filepath.Join(notes, "lab.md"), []byte("# Lab\n\nXavier runs the lab.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return func(url string) []string {
		if url == "" {
			url = strings.Join(c.URLs(), ",")
		}
		return []string{"VERBATIM_ENGINE=opensearch", "VERBATIM_OPENSEARCH_URL=" + url, "VERBATIM_OPENSEARCH_INDEX=" + corpus, "VERBATIM_DATA=" + data, "VERBATIM_VECTORS=on"}
	}, notes
}

// TestVerbsOnCluster runs verbs on an index in a cluster, before there is one, with it, and when the cluster is away.
func TestVerbsOnCluster(t *testing.T) {
	at, notes := clustered(t)
	const away = "http://127.0.0.1:1"
	for _, step := range []struct {
		url    string
		args   []string
		status int
		says   string // on stdout or stderr
	}{
		{"", []string{"doctor"}, exitDone, "green: every shard has all its copies"},
		{"", []string{"reindex", notes}, exitDone, "Generation 1 answers now"},
		{"", []string{"ask", "--no-reader", "Who runs the lab?"}, exitDone, "Xavier runs the lab."},
		{"", []string{"sources"}, exitDone, "lab"},
		{"", []string{"inspect", "lab"}, exitDone, "Xavier runs the lab."},
		{"", []string{"reindex"}, exitDone, "Nothing changed"},
		{"", []string{"doctor"}, exitDone, "in OpenSearch"},
		{"", []string{"doctor"}, exitDone, "1 of 1 passages (100 %), 0.4 MB in the memory of each process"},
		{"", []string{"ask", "Who runs the lab?"}, exitDone, "Xavier runs the lab."},
		{away, []string{"ask", "--no-reader", "Who runs the lab?"}, exitError, "VERBATIM_OPENSEARCH_URL is " + away},
		{away, []string{"doctor"}, exitError, "VERBATIM_OPENSEARCH_URL is " + away},
	} {
		var stdout, stderr bytes.Buffer
		status := run(t.Context(), step.args, at(step.url), nil, &stdout, &stderr)
		if out := stdout.String() + stderr.String(); status != step.status || !strings.Contains(out, step.says) {
			t.Errorf("%v: status %d, want %d and %q:\n%s", step.args, status, step.status, step.says, out)
		}
	}
}

// TestServeEndedWithoutCluster ends a bot that waits for its cluster: that is no failure.
func TestServeEndedWithoutCluster(t *testing.T) {
	at, _ := clustered(t)
	proxy := clustertest.NewProxy(t, clustertest.Shared(t).URLs()[0])
	proxy.Set(clustertest.Drop)
	ctx, cancel := context.WithCancel(t.Context())
	s := &served{t: t, log: new(syncBuffer), stop: cancel, ended: make(chan int, 1)}
	env := append(at(proxy.URL()), "DISCORD_TOKEN="+discordtest.Token)
	go func() { s.ended <- run(ctx, []string{"serve", "--no-reader"}, env, nil, s.log, s.log) }()
	s.says("the index cannot be opened yet")
	cancel()
	if status := s.status(); status != exitDone {
		t.Errorf("status %d\n%s", status, s.log)
	}
}

// TestServeWithoutCluster takes the cluster away from a bot: whoever asks is told so in plain words, and gets answers when it
// is back.
func TestServeWithoutCluster(t *testing.T) {
	at, notes := clustered(t)
	var log bytes.Buffer
	if status := run(t.Context(), []string{"reindex", notes}, at(""), nil, &log, &log); status != exitDone {
		t.Fatalf("status %d\n%s", status, &log)
	}
	proxy := clustertest.NewProxy(t, clustertest.Shared(t).URLs()[0])
	discord := discordtest.New(t, discordtest.Options{Timeout: time.Minute})
	ctx, cancel := context.WithCancel(t.Context())
	s := &served{t: t, log: new(syncBuffer), stop: cancel, ended: make(chan int, 1)}
	env := append(at(proxy.URL()), "DISCORD_TOKEN="+discordtest.Token, "VERBATIM_DISCORD_API="+discord.API())
	go func() { s.ended <- run(ctx, []string{"serve", "--no-reader"}, env, nil, s.log, s.log) }()
	t.Cleanup(func() { cancel(); s.status() })
	discord.AwaitReady(1)

	ask := func(question string) string {
		p := discord.DM()
		discord.Say(p, discord.Person("somebody"), question)
		post := discord.AwaitPost(p)
		return post.Message.Content + string(post.Body)
	}
	const answer, apology = "Xavier runs the lab", "reach my sources"
	if got := ask("Who runs the lab?"); !strings.Contains(got, answer) {
		t.Errorf("the answer is %s", got)
	}
	proxy.Set(clustertest.Drop)
	if got := ask("Who is it that runs the lab?"); !strings.Contains(got, apology) {
		t.Errorf("with the cluster away: %s", got)
	}
	proxy.Set(clustertest.Pass)
	got := ""
	for until := time.Now().Add(time.Minute); !strings.Contains(got, answer) && time.Now().Before(until); {
		got = ask("Tell me, who runs the lab?")
	}
	if !strings.Contains(got, answer) {
		t.Errorf("with the cluster back: %s\n%s", got, s.log)
	}
}
