//go:build slow && linux

package local_test

import "testing"

// TestMemory builds an index of 100,000 passages and wants no more memory for it than
// what the readers, analyzers and segments of any corpus take.
func TestMemory(t *testing.T) {
	const most = 400 << 20
	root, dir := t.TempDir(), t.TempDir()
	bytes := prose(t, root, 100_000)
	peak, took := updateApart(t, dir, root)
	t.Logf("%d MiB for %d MB of text, in %v", peak>>20, bytes/1e6, took)
	if peak > most {
		t.Errorf("peak memory %d MiB, want at most %d", peak>>20, most>>20)
	}
}
