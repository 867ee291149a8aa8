package main

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestBackupIntoPipe writes to what is no file, and leaves it what it is.
func TestBackupIntoPipe(t *testing.T) {
	data := t.TempDir()
	kept(t, data)
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	got := make(chan []byte, 1)
	go func() {
		b, err := os.ReadFile(pipe) // until the last who writes closes it
		if err != nil {
			t.Error(err)
		}
		got <- b
	}()
	if _, stderr, status := ran(t, data, nil, "backup", pipe); status != exitDone {
		t.Fatal(stderr)
	}
	if info, err := os.Stat(pipe); err != nil || info.Mode().Type() != os.ModeNamedPipe {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if _, err := unpack(bytes.NewReader(<-got), t.TempDir()); err != nil {
		t.Error(err)
	}
}
