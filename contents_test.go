package verbatim_test

import (
	"flag"
	"fmt"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the table of contents anew")

const (
	contentsBegin = "<!-- contents: go test -run TestContents -update . -->\n"
	contentsEnd   = "<!-- end of contents -->\n"
)

// TestContents holds CONTRIBUTING's table of contents to what the packages say of themselves.
func TestContents(t *testing.T) {
	const name = "CONTRIBUTING.md"
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), contentsBegin)
	old, after, ends := strings.Cut(rest, contentsEnd)
	if !ok || !ends {
		t.Fatalf("%s has no place for the table of contents", name)
	}
	want := contents(t)
	if *update {
		if err := os.WriteFile(name, []byte(before+contentsBegin+want+contentsEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, old); diff != "" {
		t.Errorf("-packages +%s; write it anew with -update:\n%s", name, diff)
	}
}

// contents is a row for each package with the first sentence of its documentation.
func contents(t *testing.T) string {
	var rows strings.Builder
	rows.WriteString("\n| package | |\n|---|---|\n")
	err := filepath.WalkDir(".", func(dir string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !d.IsDir() || dir == ".":
			return nil
		case d.Name() == "testdata" || strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		}
		if text := packageDoc(t, dir); text != "" {
			summary := new(doc.Package).Synopsis(text)
			fmt.Fprintf(&rows, "| `%s` | %s |\n", filepath.ToSlash(dir), strings.TrimPrefix(summary, "Package "+filepath.Base(dir)+" "))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	rows.WriteString("\n")
	return rows.String()
}

// packageDoc returns the documentation of the package in a folder, "" where there is none.
func packageDoc(t *testing.T, dir string) string {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if file.Doc != nil {
			return file.Doc.Text()
		}
	}
	return ""
}
