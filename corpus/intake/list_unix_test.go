//go:build unix

package intake

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"verbatim/corpus"
)

func TestListPipe(t *testing.T) {
	root := write(t, "a.txt")
	if err := syscall.Mkfifo(filepath.Join(root, "pipe.txt"), 0o644); err != nil {
		t.Skipf("no pipes here: %v", err)
	}
	inputs, skips := list(t, root)
	if keysAndIDs(inputs) != "a.txt=a" || len(skips) != 1 || skips[0].Reason != corpus.ReasonUnsupported {
		t.Errorf("got %v, %v", inputs, skips)
	}
}

// TestNoFileLeft runs out of open files: neither a folder nor a file is passed over for that.
func TestNoFileLeft(t *testing.T) {
	root := write(t, "a.txt")
	inputs, _ := list(t, root)
	leaveNoFile(t)
	if _, _, err := List(context.Background(), []string{root}); !errors.Is(err, syscall.EMFILE) {
		t.Errorf("listing: %v", err)
	}
	skips, err := Read(context.Background(), nil, inputs[0], func(corpus.Article) error { return nil })
	if !errors.Is(err, syscall.EMFILE) || len(skips) > 0 {
		t.Errorf("reading: %v, %v", skips, err)
	}
}

// leaveNoFile lets this process open no further file until the test is over.
func leaveNoFile(t *testing.T) {
	t.Helper()
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	next := f.Fd()
	f.Close()
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
		t.Fatal(err)
	}
	less := was
	less.Cur = uint64(next)
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &less); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
			t.Error(err)
		}
	})
}
