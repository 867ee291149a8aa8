package sandbox

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// noChildren checks that this process has no child left.
func noChildren(t testing.TB) {
	t.Helper()
	lists, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil || len(lists) == 0 {
		t.Skip("this kernel does not tell the children of a process")
	}
	for _, list := range lists {
		b, err := os.ReadFile(list)
		if err != nil {
			continue // a thread that has ended
		}
		if left := strings.TrimSpace(string(b)); left != "" {
			t.Errorf("children left: %s", left)
		}
	}
}
