package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// A typist sits at a terminal on which the program runs.
type typist struct {
	t        *testing.T
	keyboard *os.File
	status   chan int

	mu    sync.Mutex
	shown bytes.Buffer // since the last time that something was seen
	more  chan struct{}
}

// sit runs the program on a terminal. Its answers come by words alone, which is fast.
func sit(t *testing.T, env []string, args ...string) *typist {
	t.Helper()
	master, terminal := openPTY(t)
	y := &typist{t: t, keyboard: master, status: make(chan int, 1), more: make(chan struct{}, 1)}
	go y.watch()
	go func() {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		status := run(ctx, args, append(env, "VERBATIM_VECTORS=off", "TERM=xterm"), terminal, terminal, terminal)
		terminal.Close()
		y.status <- status
	}()
	return y
}

func (y *typist) watch() {
	b := make([]byte, 4096)
	for {
		n, err := y.keyboard.Read(b)
		y.mu.Lock()
		y.shown.Write(b[:n])
		y.mu.Unlock()
		select {
		case y.more <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// sees waits until a text is shown, and returns what was shown until its end.
func (y *typist) sees(text string) string {
	y.t.Helper()
	deadline := time.After(time.Minute)
	for {
		y.mu.Lock()
		shown := y.shown.String()
		if i := strings.Index(shown, text); i >= 0 {
			y.shown.Next(i + len(text))
			y.mu.Unlock()
			return shown[:i+len(text)]
		}
		y.mu.Unlock()
		select {
		case <-y.more:
		case <-deadline:
			y.t.Fatalf("%q is not shown, but %q", text, shown)
		}
	}
}

func (y *typist) types(keys string) {
	y.t.Helper()
	if _, err := y.keyboard.WriteString(keys); err != nil {
		y.t.Fatal(err)
	}
}

// ends waits for the program to end.
func (y *typist) ends(want int) {
	y.t.Helper()
	select {
	case got := <-y.status:
		if got != want {
			y.t.Errorf("exit status %d, want %d, after %q", got, want, y.rest())
		}
	case <-time.After(time.Minute):
		y.t.Fatalf("it does not end: %q", y.rest())
	}
}

// rest returns what was shown since the last time that something was seen.
func (y *typist) rest() string {
	y.mu.Lock()
	defer y.mu.Unlock()
	return y.shown.String()
}
