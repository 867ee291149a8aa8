package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/index/update"
	"verbatim/monitor"
)

// TestServeRefusedToken starts the bot against a Discord that refuses its token: a
// supervisor must be able to tell this from a crash. The address may be given in several
// ways.
func TestServeRefusedToken(t *testing.T) {
	var paths []string
	discord := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, r.URL.Path)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"message": "401: Unauthorized", "code": 0}`))
	}))
	defer discord.Close()
	t.Chdir(t.TempDir())
	data := t.TempDir()
	for _, base := range []string{"", "/", "/api", "/api/v10", "/api/v10/"} {
		paths = nil
		var stdout, stderr bytes.Buffer
		status := run(t.Context(), []string{"serve", "--no-reader"}, []string{
			"DISCORD_TOKEN=refused", "VERBATIM_DISCORD_API=" + discord.URL + base, "VERBATIM_DATA=" + data,
		}, nil, &stdout, &stderr)
		if status != exitUsage || !strings.Contains(stderr.String(), "(401)") {
			t.Errorf("%q: status %d\n%s", base, status, &stderr)
		}
		if len(paths) != 1 || paths[0] != "/api/v10/gateway/bot" {
			t.Errorf("%q: it asked %q", base, paths)
		}
	}
}

// TestServeSaysWhereTheTokenCameFrom: a .env in the folder that it is started in may be that
// of another bot.
func TestServeSaysWhereTheTokenCameFrom(t *testing.T) {
	discord := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, `{"message": "401: Unauthorized", "code": 0}`, http.StatusUnauthorized)
	}))
	defer discord.Close()
	t.Chdir(t.TempDir())
	if err := os.WriteFile(dotenvFile, []byte("DISCORD_TOKEN=theirs\nPORT=80\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	run(t.Context(), []string{"serve", "--no-reader"}, []string{"VERBATIM_DISCORD_API=" + discord.URL, "VERBATIM_DATA=" + t.TempDir()}, nil, &stdout, &stderr)
	if log := stderr.String(); !strings.Contains(log, "DISCORD_TOKEN in "+dotenvPath()) || strings.Contains(log, "theirs") {
		t.Errorf("it logged:\n%s", log)
	}
}

// TestTokenIsNotSentWhereDotenvSays: it may be that of another program, or of somebody who
// would like to have the token.
func TestTokenIsNotSentWhereDotenvSays(t *testing.T) {
	asked := make(chan string, 10)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.URL.Path }))
	defer elsewhere.Close()
	t.Chdir(t.TempDir())
	if err := os.WriteFile(dotenvFile, []byte("VERBATIM_DISCORD_API="+elsewhere.URL+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"serve", "doctor"} {
		var stdout, stderr bytes.Buffer
		status := run(t.Context(), []string{verb}, []string{"DISCORD_TOKEN=ours", "VERBATIM_DATA=" + t.TempDir()}, nil, &stdout, &stderr)
		if out := stdout.String() + stderr.String(); status == exitDone || !strings.Contains(out, "set VERBATIM_DISCORD_API in the environment, too") {
			t.Errorf("%s: status %d\n%s", verb, status, out)
		}
	}
	if n := len(asked); n > 0 {
		t.Errorf("it was asked %d times", n)
	}
}

// TestServeMends damages the index before the bot starts: it is built anew from what it was made
// of, and not from anything else.
func TestServeMends(t *testing.T) {
	notes, c := t.TempDir(), config{Data: t.TempDir()}
	if err := os.WriteFile(filepath.Join(notes, "lab.txt"), []byte("Xavier runs the lab.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.updateLibrary(t.Context(), update.Options{Roots: []string{notes}}, nil); err != nil {
		t.Fatal(err)
	}
	texts := filepath.Join(c.Data, "generations", "0001", "texts", "0001.dat")
	if err := os.Truncate(texts, 3); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	x, err := openServing(t.Context(), c, serveOptions{reading: readingFlags{none: true}, monitor: monitor.New(monitor.Program{})}, newLogger(c, &log))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if a, ok, err := x.Article("lab"); !ok || err != nil || x.Generation() != 2 {
		t.Errorf("generation %d holds %+v, %v", x.Generation(), a, err)
	}
	if !strings.Contains(log.String(), "0001.dat is not as it was written") {
		t.Errorf("the log tells\n%s", &log)
	}
}
