package index

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// reindexEnv makes the test binary reindex the folder it names, from the roots in its
// arguments, and do nothing else: so that a test can kill it, or see what memory it takes.
const reindexEnv = "VERBATIM_TEST_REINDEX"

func TestMain(m *testing.M) {
	if dir := os.Getenv(reindexEnv); dir != "" {
		if _, err := Update(context.Background(), dir, UpdateOptions{Roots: os.Args[1:]}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// story writes version v of a corpus of n articles. Every article names the version,
// so that an answer tells from which state of the corpus it comes.
func story(t *testing.T, root string, n, v int) {
	t.Helper()
	for i := range n {
		if v > 0 && i%10 != v%10 {
			continue // a version changes a tenth of the files
		}
		var b strings.Builder
		for k := range 40 {
			fmt.Fprintf(&b, "Sentence %d of report %d tells of road works and of the weather. ", k, i)
		}
		fmt.Fprintf(&b, "\nThe mayor of district%d is called Person%dx%d.\n", i, i, v)
		write(t, root, fmt.Sprintf("%03d.txt", i), b.String())
	}
}

// askAlong asks for mayors until the function it returns is called. Each answer has to name
// a version that was written, and none from before the one that was named last.
func askAlong(t *testing.T, x *Index, articles int, version *atomic.Int64) (stop func() int) {
	ctx, cancel := context.WithCancel(t.Context())
	done, asked := make(chan struct{}), 0
	go func() {
		defer close(done)
		seen := make([]int, articles)
		for ; ctx.Err() == nil; time.Sleep(5 * time.Millisecond) {
			i := rand.IntN(articles)
			a, err := x.Answer(context.Background(), Query{Text: fmt.Sprintf("Who is the mayor of district%d?", i)})
			if err != nil || len(a.Quotes) == 0 {
				t.Errorf("district%d: no answer: %v", i, err)
				return
			}
			var district, person, v int
			_, err = fmt.Sscanf(a.Quotes[0].Text, "The mayor of district%d is called Person%dx%d.", &district, &person, &v)
			if err != nil || district != i || person != i || v < seen[i] || v > int(version.Load()) {
				t.Errorf("district%d, version %d before: %q", i, seen[i], a.Quotes[0].Text)
			}
			seen[i] = v
			asked++
		}
	}()
	return func() int { cancel(); <-done; return asked }
}

// TestKilled kills reindexing processes at random points, half of them building from
// nothing, while questions are asked all along: the index has to answer from one finished
// state or another, and the next run has to complete and leave nothing behind.
func TestKilled(t *testing.T) {
	const articles = 120
	root, dir := t.TempDir(), t.TempDir()
	story(t, root, articles, 0)
	began := time.Now()
	update1(t, dir, UpdateOptions{Roots: []string{root}})
	whole := time.Since(began)
	x := open(t, dir)
	var version atomic.Int64
	stop := askAlong(t, x, articles, &version)
	defer func() { t.Logf("%d questions were asked along", stop()) }()
	last := make([]int, articles) // newest version of each file
	for k := 1; k <= kills; k++ {
		version.Store(int64(k))
		story(t, root, articles, k)
		if k%2 == 0 { // much has changed: built from nothing
			for i := range articles {
				now := time.Now().Add(time.Duration(k) * time.Second)
				_ = os.Chtimes(filepath.Join(root, fmt.Sprintf("%03d.txt", i)), now, now)
			}
		}
		for i := range articles {
			if i%10 == k%10 {
				last[i] = k
			}
		}
		killed := killOnce(t, dir, time.Duration(rand.Int64N(int64(whole))))
		if err := x.refresh(); err != nil {
			t.Fatal(err)
		}
		i := (k%10 + 10*rand.IntN(articles/10)) % articles
		text, source := first(t, x, fmt.Sprintf("Who is the mayor of district%d?", i))
		before := last[i] - 10
		if !strings.Contains(text, fmt.Sprintf("Person%dx%d.", i, last[i])) &&
			!strings.Contains(text, fmt.Sprintf("Person%dx%d.", i, max(before, 0))) {
			t.Fatalf("kill %d (%v): %q of %q", k, killed, text, source.ID)
		}
		r := update1(t, dir, UpdateOptions{})
		onlyGeneration(t, dir, r.Generation)
		if err := x.refresh(); err != nil {
			t.Fatal(err)
		}
		text, _ = first(t, x, fmt.Sprintf("Who is the mayor of district%d?", i))
		if !strings.Contains(text, fmt.Sprintf("Person%dx%d.", i, last[i])) {
			t.Fatalf("kill %d (%v): after the next run %q, want version %d", k, killed, text, last[i])
		}
		checkTotals(t, x)
	}
}

// killOnce starts a reindex in another process and kills it after some time. It
// reports whether that was in time.
func killOnce(t *testing.T, dir string, after time.Duration) bool {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), reindexEnv+"="+dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	_ = cmd.Process.Kill()
	return cmd.Wait() != nil
}
