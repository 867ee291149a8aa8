package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"verbatim/bot/home"
	"verbatim/bot/store"
	"verbatim/cluster"
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

// TestAwaitPart waits for a process that has the records, and for a cluster that does not answer, but not where waiting does not help.
func TestAwaitPart(t *testing.T) {
	held := &cluster.HeldError{Holder: "host-7"}
	away := fmt.Errorf("keep: %w", store.ErrAway)
	wrong := fmt.Errorf("%w: %w", store.ErrAway, &cluster.SetupError{})
	for _, tt := range []struct {
		name  string
		fails []error
		want  error
	}{
		{"there", nil, nil},
		{"held, then away, then there", []error{held, held, away, away, held}, nil},
		{"asked in a wrong way", []error{away, wrong}, wrong},
		{"another fault", []error{held, store.ErrTaken}, store.ErrTaken},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				asked := 0
				_, err := awaitPart(t.Context(), func() (int, error) {
					if asked++; asked > len(tt.fails) {
						return 0, nil
					}
					return 0, tt.fails[asked-1]
				}, "bot.db", slog.New(slog.DiscardHandler))
				if err != tt.want { //nolint:errorlint // it is the same one
					t.Errorf("%v after %d attempts", err, asked)
				}
			})
		})
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := awaitPart(ended, func() (int, error) { return 0, held }, "bot.db", slog.New(slog.DiscardHandler)); !errors.Is(err, context.Canceled) {
		t.Errorf("told to end: %v", err)
	}
}

// TestKeyPrint looks at the key that serve has: the one in the data folder, else the one that is named.
func TestKeyPrint(t *testing.T) {
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "key")
	c := config{Data: data, KeyFile: file}
	if _, err := c.keyPrint(); err == nil {
		t.Error("there is no file, and no error")
	}
	if err := os.WriteFile(file, bytes.Repeat([]byte{7}, 32), 0o600); err != nil {
		t.Fatal(err)
	}
	named, err := c.keyPrint()
	if err != nil || named == "" {
		t.Errorf("of the file: %q, %v", named, err)
	}
	if err := store.PutKey(data, file); err != nil {
		t.Fatal(err)
	}
	if have, err := (config{Data: data}).keyPrint(); err != nil || have != named {
		t.Errorf("of the folder: %q, %v, want %q", have, err, named)
	}
	if have, err := (config{Data: t.TempDir()}).keyPrint(); err != nil || have != "" {
		t.Errorf("without any: %q, %v", have, err)
	}
}

// TestListed tells a process that has a part from one that had it when it died.
func TestListed(t *testing.T) {
	have := listed([]home.Part{
		{Store: "a.db"}, {Store: "b.db", Holder: "host-7", Until: time.Now().Add(time.Minute)}, {Store: "c.db", Holder: "host-8", Until: time.Now().Add(-time.Hour)},
	})
	for _, want := range []string{"a.db, held by nobody; b.db, held by host-7; c.db, held by host-8 until ", "has died"} {
		if !strings.Contains(have, want) {
			t.Errorf("%q is not in %q", want, have)
		}
	}
}
