package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestServeRefusedToken starts the bot against a Discord that refuses its token: a
// supervisor must be able to tell this from a crash.
func TestServeRefusedToken(t *testing.T) {
	discord := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"message": "401: Unauthorized", "code": 0}`))
	}))
	defer discord.Close()
	t.Chdir(t.TempDir())
	var stdout, stderr bytes.Buffer
	status := run(t.Context(), []string{"serve", "--no-reader"}, []string{
		"DISCORD_TOKEN=refused", "VERBATIM_DISCORD_API=" + discord.URL + "/api/v10", "VERBATIM_DATA=" + t.TempDir(),
	}, nil, &stdout, &stderr)
	if status != exitUsage || !strings.Contains(stderr.String(), "(401)") {
		t.Errorf("status %d\n%s", status, &stderr)
	}
	t.Logf("%s", &stderr)
}
