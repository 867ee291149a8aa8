package local_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"verbatim/index"
	"verbatim/index/local"
	"verbatim/index/update"
)

// reindexEnv makes the test binary reindex the folder it names, from the roots in its
// arguments, and do nothing else: so that a test can see what memory that takes.
const reindexEnv = "VERBATIM_TEST_REINDEX"

func TestMain(m *testing.M) {
	if dir := os.Getenv(reindexEnv); dir != "" {
		if _, err := update.Run(context.Background(), local.NewStore(dir, nil), update.Options{Roots: os.Args[1:]}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	suite.Main(m)
}

// write puts a file below dir.
func write(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// reindex brings the index below dir up to date.
func reindex(t testing.TB, dir string, roots ...string) update.Report {
	t.Helper()
	r, err := update.Run(context.Background(), local.NewStore(dir, nil), update.Options{Roots: roots})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func open(t testing.TB, dir string) *local.Engine {
	t.Helper()
	e, err := local.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// asked returns what answers from the index below dir.
func asked(t testing.TB, dir string) *index.Index { return index.New(open(t, dir), index.Options{}) }
