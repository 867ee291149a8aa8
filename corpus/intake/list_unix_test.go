//go:build unix

package intake

import (
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
