package verbatim_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDependencies holds the list in CONTRIBUTING.md to what the code imports, so that
// no module comes in without a reason and none stays without a use.
func TestDependencies(t *testing.T) {
	b, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, m := range regexp.MustCompile("`([a-z.]+\\.[a-z]+/[A-Za-z0-9/_.-]+)`").FindAllStringSubmatch(string(b), -1) {
		used[m[1]] = false
	}
	err = filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		for _, imported := range importsOf(t, name) {
			if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
				continue // standard library, or ours
			}
			if !listed(used, imported) {
				t.Errorf("%s imports %s, and CONTRIBUTING.md does not say why", name, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for module, is := range used {
		if !is {
			t.Errorf("CONTRIBUTING.md lists %s, which nothing imports", module)
		}
	}
}

// listed notes that a package of one of the modules is used.
func listed(used map[string]bool, imported string) bool {
	for module := range used {
		if imported == module || strings.HasPrefix(imported, module+"/") {
			used[module] = true
			return true
		}
	}
	return false
}
