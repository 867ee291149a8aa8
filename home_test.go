package verbatim_test

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// elsewhere are addresses that name a home of the project.
var elsewhere = regexp.MustCompile(`https://github\.com/[\w-]+/verbatim\b|\bghcr\.io/[\w-]+/verbatim\b|\b[\w-]+/tap/verbatim\b`)

// TestHome holds what people are told of where the project lives to packaging/home.env.
func TestHome(t *testing.T) {
	home := homeOf(t)
	known := map[string]bool{home["CLONE_URL"]: true, home["IMAGE"]: true, home["OWNER"] + "/tap/verbatim": true}
	found := map[string]bool{}
	for _, root := range []string{"README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "docs", "deploy", "packaging", ".github", ".goreleaser.yaml", "Dockerfile"} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(name)
			for _, address := range elsewhere.FindAllString(string(b), -1) {
				found[address] = true
				if !known[address] {
					t.Errorf("%s says %s, and packaging/home.env another place", name, address)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for address := range known {
		if !found[address] {
			t.Errorf("nothing tells people of %s", address)
		}
	}
}

// homeOf returns the variables of packaging/home.env.
func homeOf(t *testing.T) map[string]string {
	t.Helper()
	f, err := os.Open("packaging/home.env")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	home := map[string]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), "="); ok {
			home[name] = value
		}
	}
	return home
}
