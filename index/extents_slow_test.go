//go:build slow

package index

import (
	"path/filepath"
	"testing"

	"verbatim/index/reader"
)

// TestExtentsRead is TestExtents with the reader, which marks the answer proper.
func TestExtentsRead(t *testing.T) {
	model, err := reader.Load()
	if err != nil {
		t.Fatal(err)
	}
	checkExtents(t, openExtents(t, Options{Reader: model}), filepath.Join(extents, "read"))
}
