package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"verbatim/index"
	"verbatim/index/update"
)

// TestFillServing reindexes beside an open library: its passages get vectors, and those of
// each new generation, without a restart.
func TestFillServing(t *testing.T) {
	dir := t.TempDir()
	c := config{Data: filepath.Join(dir, "data"), Vectors: "on"}
	notes := filepath.Join(dir, "notes.txt")
	reindex := func(text string) {
		t.Helper()
		if err := os.WriteFile(notes, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := c.updateLibrary(t.Context(), update.Options{Roots: []string{notes}}, nil); err != nil {
			t.Fatal(err)
		}
	}
	reindex("The mill was built in 1743.")
	l, err := c.openLibrary(index.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	stop, err := fillServing(t.Context(), c, serveOptions{}, l, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	l.waitVectors(t, 1, 1)
	reindex("The mill was built in 1743 of oak. It grinds barley.")
	l.waitVectors(t, 2, 1)
}

// waitVectors waits until a generation has that many vectors.
func (l *library) waitVectors(t *testing.T, version, vectors int) {
	t.Helper()
	for range 1200 {
		e, err := l.Edition(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if e == (index.Edition{Generation: version, Vectors: vectors}) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("generation %d did not get %d vectors within a minute", version, vectors)
}
