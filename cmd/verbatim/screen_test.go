package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

// hostile are texts that make a terminal do something, and what it must not see of each.
var hostile = map[string]string{
	"a\x1b]0;title taken\x07.pdf":        "\x1b]0;",
	"b\x1b[31mred.bin":                   "\x1b[31m",
	"c\rreindex: all is well.pdf":        "c\r",
	"d\x1b[1mnot the answer\x1b[22m.bin": "\x07",
	"e\u009b31m.pdf":                     "\u009b",
	"f\u202efdp.bin":                     "\u202e",
	"h\u2066x\u2069.bin":                 "\u2066",
	"i\x9b31m.bin":                       "\x9b31m", // as terminals of 8 bits take it
	"j\x1bPq#0;2;0;0;0#0~~\x1b\\.bin":    "\x1bP",
}

func TestScreenObeysNothing(t *testing.T) {
	for text, never := range hostile {
		var out bytes.Buffer
		s := screen{terminal: &out}
		for _, b := range []byte(text + " \ufdd01é\n\t") {
			if n, err := s.Write([]byte{b}); n != 1 || err != nil {
				t.Fatal(n, err)
			}
		}
		got := out.String()
		if strings.Contains(got, never) || !utf8.ValidString(got) || !strings.HasSuffix(got, "1é\n\t") {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}

// TestScreenObeysItsOwnDress, and no text that wears it.
func TestScreenObeysItsOwnDress(t *testing.T) {
	var out bytes.Buffer
	s, w := style{escapes: true, terminal: true}, screen{terminal: &out}
	w.Write([]byte(s.bold("now ") + s.dim(s.safe("\x1b[1mthen")))) //nolint:errcheck // to memory
	if got, want := out.String(), "\x1b[1mnow \x1b[22m\x1b[2m␛[1mthen\x1b[22m"; got != want {
		t.Errorf("it is shown as %q, want %q", got, want)
	}
}

func TestMessagesHoldNoPasswords(t *testing.T) {
	for text, want := range map[string]string{
		"reading http://ann:pear@h.example/x failed": "reading http://•••@h.example/x failed",
		"https://ann:pe@ar@h.example":                "https://•••@h.example",
		"HTTPS://token@h.example":                    "HTTPS://•••@h.example",
		"https://h.example/@ann and x@y.example":     "https://h.example/@ann and x@y.example",
		"http://ann:pear/tree@h.example:80/x":        "http://•••@h.example:80/x",
		"https://h.example:8080/@ann":                "https://h.example:8080/@ann",
		"https://h.example?mail=x@y.example":         "https://h.example?mail=x@y.example",
	} {
		var out bytes.Buffer
		if _, err := (teller{&out}).Write([]byte(text)); err != nil || out.String() != want {
			t.Errorf("%q became %q, %v", text, &out, err)
		}
	}
}

// TestNoCommandTellsAPassword gives a URL with one to every command that takes a URL.
func TestNoCommandTellsAPassword(t *testing.T) {
	t.Chdir(t.TempDir())
	const password = "pear-tree-19"
	for _, address := range []string{
		"http://ann:" + password + "@127.0.0.1:1/", "HTTP://" + password + "@127.0.0.1:1/", "http://ann:" + password + "/x@127.0.0.1/",
		"http://ann:" + password + "@127.0.0.1:1/\x7f",
	} {
		for _, args := range [][]string{
			{"reindex", address}, {"reindex", "--dry-run", address}, {"reindex", "--json", address}, {"reindex"}, {"ask", "--no-reader", "who?"},
			{"inspect", address}, {"doctor", "--json"}, {"sources"},
		} {
			env := []string{"VERBATIM_VECTORS=off", "VERBATIM_DATA=" + t.TempDir(), "VERBATIM_CORPUS=" + address, "HOME=" + t.TempDir()}
			if strings.HasPrefix(address, "http://ann:"+password+"@") {
				env = append(env, "VERBATIM_DISCORD_API="+strings.TrimSuffix(address, "\x7f"), "DISCORD_TOKEN=x")
			}
			var stdout, stderr bytes.Buffer
			run(t.Context(), args, env, nil, &stdout, &stderr)
			if out := stdout.String() + stderr.String(); strings.Contains(out, password) {
				t.Errorf("%q printed:\n%s", args, out)
			}
		}
	}
}
