package verbatim_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSecurity holds SECURITY.md to the tests that it names: each row of its tables names one
// at least, and all that are named are there.
func TestSecurity(t *testing.T) {
	b, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile("`([^`]+)`")
	rows := 0
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if !strings.HasPrefix(line, "|") || len(cells) != 3 || strings.HasPrefix(cells[0], "--") || strings.TrimSpace(cells[2]) == "test" {
			continue
		}
		rows++
		named := code.FindAllStringSubmatch(cells[2], -1)
		if len(named) == 0 {
			t.Errorf("no test shows this: %s", cells[0])
		}
		for _, m := range named {
			if !isTest(t, m[1]) {
				t.Errorf("%s is no test", m[1])
			}
		}
	}
	if rows < 20 {
		t.Errorf("SECURITY.md has %d rows: the table is not where it was", rows)
	}
}

// isTest reports whether a name, such as index/update.TestKilled or the path of a script, is
// that of a test.
func isTest(t *testing.T, name string) bool {
	t.Helper()
	if path.Ext(name) == ".txtar" {
		_, err := os.Stat(filepath.FromSlash(name))
		return err == nil
	}
	dir, function, ok := strings.Cut(name, ".")
	files, err := filepath.Glob(filepath.Join(filepath.FromSlash(dir), "*_test.go"))
	if !ok || err != nil {
		return false
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), "func "+function+"(") {
			return true
		}
	}
	return false
}
