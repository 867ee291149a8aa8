package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestKeyFile starts serve with files that are no key, or another than the one in the data folder; the one that is named first is
// put there.
func TestKeyFile(t *testing.T) {
	t.Chdir(t.TempDir())
	data := t.TempDir()
	key := func(name string, size int, of byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, bytes.Repeat([]byte{of}, size), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := key("good", 32, 7)
	for _, tt := range []struct{ file, says string }{
		{key("short", 31, 7), "holds 31 bytes instead of 32: make it with: head -c 32 /dev/urandom"},
		{filepath.Join(data, "none"), "no such file"},
		{good, "(401)"}, // the token is looked at
		{good, "(401)"},
		{key("other", 32, 8), "bot.key is another key than "},
	} {
		var log bytes.Buffer
		status := run(t.Context(), []string{"serve", "--no-reader"}, []string{
			"VERBATIM_KEY_FILE=" + tt.file, "VERBATIM_DATA=" + data, "DISCORD_TOKEN=refused", "VERBATIM_DISCORD_API=" + refusing(t),
		}, nil, &log, &log)
		if status != exitUsage || !strings.Contains(log.String(), tt.says) {
			t.Errorf("%s: status %d, want %q:\n%s", tt.file, status, tt.says, &log)
		}
	}
	if have, err := os.ReadFile(filepath.Join(data, "bot.key")); err != nil || !bytes.Equal(have, bytes.Repeat([]byte{7}, 32)) {
		t.Errorf("bot.key is %x, %v", have, err)
	}
}

// refusing returns the address of a Discord that refuses every token.
func refusing(t *testing.T) string {
	t.Helper()
	discord := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, `{"message": "401: Unauthorized", "code": 0}`, http.StatusUnauthorized)
	}))
	t.Cleanup(discord.Close)
	return discord.URL
}

func TestBotID(t *testing.T) {
	for _, tt := range []struct{ token, want string }{
		{"MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0", "123456789012345678"},
		{"MTIzNDU2Nzg5MDEyMzQ1Njc4.another.token", "123456789012345678"},
		{"no token", "4fb0ec253762c2bc"},
		{"", "e3b0c44298fc1c14"},
	} {
		if id := botID(tt.token); id != tt.want {
			t.Errorf("botID(%q) = %q, want %q", tt.token, id, tt.want)
		}
	}
}
