package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// openPTY returns both ends of a terminal.
func openPTY(t *testing.T) (master, terminal *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no terminals here: %v", err)
	}
	t.Cleanup(func() { master.Close() })
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		terminal, err = os.OpenFile(filepath.Join("/dev/pts", strconv.Itoa(n)), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		t.Skipf("no terminals here: %v", err)
	}
	return master, terminal
}

// pty returns a terminal; everything that is written to it is in what reading returns once it
// is closed.
func pty(t *testing.T) (terminal *os.File, written func() string) {
	t.Helper()
	master, terminal := openPTY(t)
	var out bytes.Buffer
	done := make(chan struct{})
	go func() {
		defer close(done)
		io.Copy(&out, master) //nolint:errcheck // it ends with an error when the terminal is closed
	}()
	return terminal, func() string {
		terminal.Close()
		select {
		case <-done:
		case <-time.After(20 * time.Second):
			t.Error("the terminal does not end")
		}
		return out.String()
	}
}

// TestNamesOnATerminal reads files whose names, titles and texts hold what terminals obey.
func TestNamesOnATerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	folder := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("good.txt", "The bell rang at nine.\n")
	write("g\nskipped nothing.bin", "x")
	write("t\x1b[31mitle.md", "# Title \x1b]0;title taken\x07 \u202eback\n\nThe whistle \x1b[31mblew\u009b31m at ten \x1b[1mor so.\n")
	for name := range hostile {
		write(name, "x")
	}
	data := t.TempDir()
	for _, args := range [][]string{
		{"reindex", "--dry-run", folder}, {"reindex", "--no-vectors", folder}, {"reindex", "--json", "--force", "--no-vectors", folder}, {"sources"}, {"sources", "--json"},
		{"ask", "--no-reader", "--explain", "when did the whistle blow?"}, {"ask", "--no-reader", "--json", "when did the whistle blow?"},
		{"inspect", filepath.Join(folder, "t\x1b[31mitle.md")}, {"inspect", "\x1b[31m\x1b]0;"}, {"\x1b[31m\x1b]0;"}, {"ask", "--\x1b[31m"},
	} {
		terminal, written := pty(t)
		env := []string{"VERBATIM_DATA=" + data, "HOME=" + t.TempDir(), "VERBATIM_VECTORS=off", "TERM=xterm"}
		run(t.Context(), args, env, nil, terminal, terminal)
		out := written()
		if strings.TrimSpace(out) == "" {
			t.Errorf("%q printed nothing", args)
		}
		for _, never := range []string{"\x1b]", "\x1b[31m", "\x07", "c\r", "\u009b", "\u202e", "\u2066", "\x9b3", "\x1bP", "\x1b[1mor", "\nskipped nothing"} {
			if strings.Contains(out, never) {
				t.Errorf("%q printed %q:\n%q", args, never, out)
			}
		}
	}
}
