//go:build opensearch

package opensearch_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/update"
)

// reindexEnv makes the test binary reindex the place it names, from the folder in its argument, and do nothing
// else: so that a test can kill it.
const reindexEnv = "VERBATIM_TEST_REINDEX"

func TestMain(m *testing.M) {
	if name := os.Getenv(fillEnv); name != "" {
		fillSlowly(name)
	}
	name := os.Getenv(reindexEnv)
	if name == "" {
		suite.Main(m)
	}
	if _, err := update.Run(context.Background(), at(name).Store(), update.Options{Roots: os.Args[1:]}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// TestResumed kills reindexing processes at random points, changes the corpus meanwhile, and lets the last one end: what is there
// then is what one uninterrupted run writes.
func TestResumed(t *testing.T) {
	dir, name := t.TempDir(), suite.New(t)
	began := time.Now()
	pages(t, dir, 0)
	reindexApart(t, name, dir, time.Hour)
	whole := time.Since(began)
	for n := range resumed {
		pages(t, dir, n+1)
		reindexApart(t, name, dir, time.Duration(rand.Int64N(int64(whole))))
	}
	reindexApart(t, name, dir, time.Hour)
	other := suite.New(t)
	reindexApart(t, other, dir, time.Hour)
	if got, want := contents(t, name), contents(t, other); got != want {
		t.Errorf("after kills: %s, uninterrupted: %s", got, want)
	}
}

// TestOneReindexes runs two reindexing processes at once, and one while the lock is held here: whoever comes second says who is at
// it, and what is there then is what one of them writes.
func TestOneReindexes(t *testing.T) {
	dir, name := t.TempDir(), suite.New(t)
	pages(t, dir, 0)
	k, err := at(name).Store().Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, says := reindexing(t, name, dir)()
	host, _ := os.Hostname()
	if want := fmt.Sprintf("is being reindexed by process %d on %s since", os.Getpid(), host); !strings.Contains(says, want) {
		t.Errorf("while it is locked: %q, want %q", says, want)
	}
	if err := k.Release(); err != nil {
		t.Fatal(err)
	}
	done := 0
	for _, end := range []func() (bool, string){reindexing(t, name, dir), reindexing(t, name, dir)} {
		ok, says := end()
		if ok {
			done++
		} else if !strings.Contains(says, "is being reindexed by") {
			t.Errorf("the one that came second: %s", says)
		}
	}
	other := suite.New(t)
	reindexApart(t, other, dir, time.Hour)
	if got, want := contents(t, name), contents(t, other); done == 0 || got != want {
		t.Errorf("%d of two at once are done: %s, one alone: %s", done, got, want)
	}
}

// pages writes a folder of some hundred files, of which a version changes some, and takes one out.
func pages(t *testing.T, dir string, version int) {
	t.Helper()
	for i := range 200 {
		path := filepath.Join(dir, fmt.Sprintf("%03d.md", i))
		if i == version {
			os.Remove(path)
			continue
		}
		if version > 0 && i%9 != version {
			continue
		}
		text := fmt.Sprintf("# Page %d\n\nThe mayor of district%d is called Person%d.\n\nVersion %d was written later.\n", i, i, i, version)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// reindexApart reindexes in another process, and kills that after some time.
func reindexApart(t *testing.T, name, dir string, after time.Duration) {
	t.Helper()
	cmd := reindex(name, dir)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	if err := cmd.Wait(); timer.Stop() && err != nil { // nobody killed it
		t.Fatal(err)
	}
}

// reindexing begins to reindex in another process, and returns what waits for it and tells whether it is done, and what it said.
func reindexing(t *testing.T, name, dir string) (end func() (bool, string)) {
	t.Helper()
	cmd, says := reindex(name, dir), new(strings.Builder)
	cmd.Stderr = says
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return func() (bool, string) {
		err := cmd.Wait()
		return err == nil, says.String()
	}
}

// reindex is a process that reindexes a place.
func reindex(name, dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], dir)
	cmd.Env = append(os.Environ(), reindexEnv+"="+name)
	return cmd
}

// contents returns a hash of all articles, in the order of their ids, with their texts.
func contents(t *testing.T, name string) string {
	t.Helper()
	e, err := at(name).Open()
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	s, err := e.Hold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	enginetest.Consistent(t, s)
	h := sha256.New()
	err = s.Each(t.Context(), func(a *engine.Article) error {
		whole, err := s.Whole(t.Context(), a)
		fmt.Fprintf(h, "%q %x %+v\n", a.ID, a.Hash, whole)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d articles, %x", s.Generation().Totals.Articles, h.Sum(nil))
}
