package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const bells = `# Bells

The bell of the tower rings at nine. On Sundays the bell of the tower rings at ten.

The chapel's bell is rung by Ann Hall.
`

// indexed returns the environment of an index of one text, and the folder that it stands in.
func indexed(t *testing.T) (env []string, folder string) {
	t.Helper()
	t.Chdir(t.TempDir())
	folder = t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "bells.md"), []byte(bells), 0o600); err != nil {
		t.Fatal(err)
	}
	env = []string{"VERBATIM_DATA=" + t.TempDir(), "HOME=" + t.TempDir()}
	reindexed(t, env, folder)
	return env, folder
}

func reindexed(t *testing.T, env []string, args ...string) {
	t.Helper()
	var out bytes.Buffer
	if status := run(t.Context(), append([]string{"reindex", "--no-vectors"}, args...), env, nil, &out, &out); status != exitDone {
		t.Fatal(&out)
	}
}

func dataOf(env []string) string { return strings.TrimPrefix(env[0], "VERBATIM_DATA=") }

// prompted is shown when keys are passed on one by one: before that, the terminal itself takes
// Ctrl-D and the like.
const prompted = "\x1b[?2004h> "

func TestPrompt(t *testing.T) {
	env, folder := indexed(t)
	y := sit(t, env, "ask", "--no-reader", "--level", "eager")
	y.sees("1 article. Type a question; :help lists")
	y.types("when does the bell of the tower ring?\r")
	y.sees("rings at nine.")
	y.sees("bells.md")

	// a question that leans on the one before
	y.types("and on Sundays?\r")
	y.sees("Understood as: when does the bell of the tower ring on Sundays?")
	y.sees("rings at ten.")

	// commands, their names cut short or completed, and mistakes
	y.types(":so\t\r")
	y.sees("Bells")
	y.sees("article  ")
	y.types(":t 2\r")
	y.sees("Up to 2 answers")
	y.types(":top many\r")
	y.sees("it is 2")
	y.types(":level sure\r")
	y.sees("it is eager")
	y.types(":wat\r")
	y.sees("there is no :wat")
	y.types(":explain\rwho rings the bell of the chapel?\r")
	y.sees("Decision: ")
	y.types(":help\r")
	y.sees("in " + filepath.Join(dataOf(env), "history"))

	// what is pasted in several lines is one question
	y.types("\x1b[200~who rings\r\nthe bell\r\n\x1b[201~of the chapel?\r")
	y.sees("Ann Hall")

	// what is not answered is said, and the prompt stays
	y.types(":level cautious\rwho is the mayor of Kyiv?\r")
	y.sees("The corpus does not answer this")

	// a reindex beside it
	if err := os.WriteFile(filepath.Join(folder, "whistle.md"), []byte("The whistle of the factory blows at seven.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	reindexed(t, env)
	y.types(":level eager\r")
	y.sees("Answers are eager.")
	y.sees(prompted)
	for answer := ""; !strings.Contains(answer, "blows at seven."); answer = y.sees("Decision: ") + y.sees(prompted) {
		y.types("when does the whistle of the factory blow?\r") // until the new index is found
	}

	y.types("\x04")
	y.ends(exitDone)

	// what was typed comes back another time
	y = sit(t, env, "ask", "--no-reader")
	y.sees(prompted)
	y.types("\x1b[A\x1b[A\x1b[A\r")
	y.sees("who is the mayor of Kyiv?\r\n")
	y.sees("does not answer")
	y.sees(prompted)
	y.types(":quit\r")
	y.ends(exitDone)
	if info, err := os.Stat(filepath.Join(dataOf(env), "history")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the history: %v, %v", info.Mode(), err)
	}
}

// TestPromptNeedsATerminal: nobody is asked who cannot answer.
func TestPromptNeedsATerminal(t *testing.T) {
	env, _ := indexed(t)
	for _, args := range [][]string{{"ask"}, {"ask", "--json"}} {
		terminal, written := pty(t)
		stdin, stdout := terminal, any(terminal)
		var piped bytes.Buffer
		if len(args) == 1 {
			stdout = &piped
		}
		status := run(t.Context(), args, env, stdin, stdout.(interface{ Write([]byte) (int, error) }), terminal)
		if out := written(); status != exitUsage || !strings.Contains(out, "ask needs a question") {
			t.Errorf("%q: status %d, %q", args, status, out)
		}
	}
}

// TestPromptIsLeft by Ctrl-C in the middle of a line, too.
func TestPromptIsLeft(t *testing.T) {
	env, _ := indexed(t)
	y := sit(t, env, "ask", "--no-reader")
	y.sees(prompted)
	y.types("when does\x03")
	y.ends(exitDone)
}

func TestHistory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history")
	h, err := openHistory(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"one", "one", "two\nlines", "\x1b[31mred"} {
		if err := h.put(typed); err != nil {
			t.Fatal(err)
		}
	}
	for range 2*historyLines - 2 {
		h.lines = append(h.lines, "more")
	}
	if err := os.WriteFile(path, []byte(strings.Join(h.lines, "\n")+"\nlast\xff\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if h, err = openHistory(path); err != nil || h.Len() != historyLines || h.At(0) != "last" || h.At(1) != "more" {
		t.Errorf("%d lines, the last %q, %v", h.Len(), h.At(0), err)
	}
	if h, err = openHistory(path); err != nil || h.Len() != historyLines {
		t.Errorf("shortened: %d lines, %v", h.Len(), err)
	}
}
