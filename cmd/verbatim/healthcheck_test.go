package main

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"

	"verbatim/monitor"
)

func TestHealthcheck(t *testing.T) {
	t.Chdir(t.TempDir())
	ready := true
	m := monitor.New(monitor.Program{})
	m.Needs("index", func() (bool, string) { return ready, "in words" })
	server := httptest.NewServer(m.Handler())
	address := strings.TrimPrefix(server.URL, "http://")
	check := func(listen string, flags ...string) (status int, said string) {
		var stdout, stderr bytes.Buffer
		env := []string{"VERBATIM_LISTEN=" + listen, "VERBATIM_DATA=" + t.TempDir(), "HTTP_PROXY=http://127.0.0.1:1"}
		status = run(t.Context(), append([]string{"healthcheck"}, flags...), env, nil, &stdout, &stderr)
		return status, stdout.String() + stderr.String()
	}
	want := func(what string, status int, said string, wantStatus int, wantSaid string) {
		t.Helper()
		if status != wantStatus || !strings.Contains(said, wantSaid) {
			t.Errorf("%s: status %d, %s; want %d, %s", what, status, said, wantStatus, wantSaid)
		}
	}
	status, said := check(address)
	want("ready", status, said, exitDone, "index: ready: in words\n")
	_, port, _ := strings.Cut(address, ":")
	status, said = check("", "--listen", address)
	want("by flag", status, said, exitDone, "index: ready")
	status, said = check(":" + port)
	want("on all addresses", status, said, exitDone, "index: ready")
	ready = false
	status, said = check(address)
	want("not ready", status, said, exitError, "serve is not ready (503 Service Unavailable): index: not ready: in words")
	status, said = check(address, "--live")
	want("alive", status, said, exitDone, "ok")
	server.Close()
	status, said = check(address, "--live")
	want("gone", status, said, exitError, "serve does not answer")
	status, said = check("")
	want("without an address", status, said, exitError, "set VERBATIM_LISTEN")
}

func TestNearby(t *testing.T) {
	for listen, want := range map[string]string{
		"127.0.0.1:80": "127.0.0.1:80", ":80": "127.0.0.1:80", "0.0.0.0:80": "127.0.0.1:80", "[::]:80": "[::1]:80",
		"10.0.0.1:80": "10.0.0.1:80", "[fe80::1]:80": "[fe80::1]:80", "name:80": "name:80",
	} {
		if got := nearby(listen); got != want {
			t.Errorf("nearby(%q) = %q, want %q", listen, got, want)
		}
	}
}
