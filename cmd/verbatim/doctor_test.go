package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheckDiscord(t *testing.T) {
	const (
		plain  = `{"id":"42","name":"Librarian","flags":0}`
		intent = `{"id":"42","name":"Librarian","flags":524288}`
		enough = `[{"name":"A","permissions":"274877975552"},{"name":"B","permissions":"8"}]`
		tooFew = `[{"name":"A","permissions":"274877975552"},{"name":"B","permissions":"2048"}]`
	)
	tests := []struct {
		name                 string
		status               int
		application, servers string
		content              bool
		want                 []string // check and status
	}{
		{"all is well", 200, plain, enough, false, []string{"Discord ok", "servers ok"}},
		{"refused", 401, `{}`, enough, false, []string{"Discord wrong"}},
		{"down", 503, `{}`, enough, false, []string{"Discord wrong"}},
		{"no JSON", 200, `<html>`, enough, false, []string{"Discord wrong"}},
		{"in no server", 200, plain, `[]`, false, []string{"Discord ok", "servers note"}},
		{"too few permissions", 200, plain, tooFew, false, []string{"Discord ok", "servers note"}},
		{"the intent is off", 200, plain, enough, true, []string{"Discord ok", "intents wrong", "servers ok"}},
		{"the intent is on", 200, intent, enough, true, []string{"Discord ok", "servers ok"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			mux := http.NewServeMux()
			reply := func(body string) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) {
					if r.Header.Get("Authorization") != "Bot secret" {
						t.Errorf("authorization %q", r.Header.Get("Authorization"))
					}
					w.WriteHeader(tt.status)
					_, _ = w.Write([]byte(body))
				}
			}
			mux.Handle("GET /api/v10/applications/@me", reply(tt.application))
			mux.Handle("GET /api/v10/users/@me/guilds", reply(tt.servers))
			server := httptest.NewServer(mux)
			defer server.Close()
			var d diagnosis
			c := config{DiscordAPI: server.URL + "/api/v10", MessageContent: tt.content}
			checkDiscord(t.Context(), &d, c, "secret")
			var got []string
			for _, f := range d.Findings {
				got = append(got, f.Check+" "+f.Status)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestMissingPermissions names what the bot may not, and what it does not need to be allowed.
func TestMissingPermissions(t *testing.T) {
	all := "View Channels, Send Messages, Read Message History, Send Messages in Threads"
	for bits, want := range map[int64][2]string{
		permissionsNeeded():     {"", "Manage Threads (the tag of solved posts), Create Public Threads (answers in threads)"},
		permissionAdministrator: {"", ""},
		0:                       {all, "Manage Threads (the tag of solved posts), Create Public Threads (answers in threads)"},
		permissionsNeeded()&^(1<<16) | 1<<34 | 1<<35: {"Read Message History", ""},
	} {
		needed, optional := missing(bits)
		if got := [2]string{strings.Join(needed, ", "), strings.Join(optional, ", ")}; got != want {
			t.Errorf("%b lacks %q, want %q", bits, got, want)
		}
	}
}

// TestInviteLink holds the link in README to the permissions that doctor checks.
func TestInviteLink(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if link := inviteLink("APPLICATION_ID"); !strings.Contains(string(readme), link) {
		t.Errorf("README.md does not have %s", link)
	}
}
