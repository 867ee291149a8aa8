package corpustest

import (
	"os"
	"path/filepath"
	"testing"
)

// Shared returns a file of the folder that lies beside the checkout, or where VERBATIM_SHARED says,
// and skips the test where there is none.
func Shared(t testing.TB, parts ...string) []byte {
	t.Helper()
	root := os.Getenv("VERBATIM_SHARED")
	if root == "" {
		root = filepath.Join(checkout(t), "..", "shared")
	}
	data, err := os.ReadFile(filepath.Join(append([]string{root}, parts...)...))
	if err != nil {
		t.Skipf("%v; set VERBATIM_SHARED to the folder that has it", err)
	}
	return data
}

// checkout returns the folder of the module.
func checkout(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil || dir == filepath.Dir(dir) {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}
