package update

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

	"verbatim/index/engine"
	"verbatim/index/engine/enginetest"
	"verbatim/index/local"
)

// reindexEnv makes the test binary reindex the folder it names, from the roots in its
// arguments, and do nothing else: so that a test can kill it, or see what memory it takes.
const reindexEnv = "VERBATIM_TEST_REINDEX"

func TestMain(m *testing.M) {
	if dir := os.Getenv(reindexEnv); dir != "" {
		if _, err := try(dir, Options{Roots: os.Args[1:]}); err != nil {
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

// searchAlong looks for mayors until the function it returns is called. Each passage found has to
// name a version that was written, and none from before the one that was named last.
func searchAlong(t *testing.T, e engine.Engine, articles int, version *atomic.Int64) (stop func() int) {
	ctx, cancel := context.WithCancel(t.Context())
	done, asked := make(chan struct{}), 0
	go func() {
		defer close(done)
		seen := make([]int, articles)
		for ; ctx.Err() == nil; time.Sleep(5 * time.Millisecond) {
			i := rand.IntN(articles)
			text := mayor(t, e, i)
			var district, person, v int
			_, err := fmt.Sscanf(text, "The mayor of district%d is called Person%dx%d.", &district, &person, &v)
			if err != nil || district != i || person != i || v < seen[i] || v > int(version.Load()) {
				t.Errorf("district%d, version %d before: %q", i, seen[i], text)
			}
			seen[i] = v
			asked++
		}
	}()
	return func() int { cancel(); <-done; return asked }
}

// mayor returns the sentence that names the mayor of a district.
func mayor(t testing.TB, e engine.Engine, district int) string {
	s, err := e.Hold(context.Background())
	if err != nil {
		t.Error(err)
		return ""
	}
	defer s.Release()
	text, _ := enginetest.Best(t, s, fmt.Sprintf("Who is the mayor of district%d?", district))
	return text
}

// TestKilled kills reindexing processes at random points, half of them building from
// nothing, while others search all along: the index has to answer from one finished
// state or another, and the next run has to complete and leave nothing behind.
func TestKilled(t *testing.T) {
	const articles = 120
	root, dir := t.TempDir(), t.TempDir()
	story(t, root, articles, 0)
	began := time.Now()
	reindex(t, dir, Options{Roots: []string{root}})
	whole := time.Since(began)
	e, err := local.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	var version atomic.Int64
	stop := searchAlong(t, e, articles, &version)
	defer func() { t.Logf("%d searches were made along", stop()) }()
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
		i := (k%10 + 10*rand.IntN(articles/10)) % articles
		text, id := best(t, dir, fmt.Sprintf("Who is the mayor of district%d?", i))
		before := last[i] - 10
		if !strings.Contains(text, fmt.Sprintf("Person%dx%d.", i, last[i])) &&
			!strings.Contains(text, fmt.Sprintf("Person%dx%d.", i, max(before, 0))) {
			t.Fatalf("kill %d (%v): %q of %q", k, killed, text, id)
		}
		r := reindex(t, dir, Options{})
		onlyGeneration(t, dir, r.Generation)
		text, _ = best(t, dir, fmt.Sprintf("Who is the mayor of district%d?", i))
		if !strings.Contains(text, fmt.Sprintf("Person%dx%d.", i, last[i])) {
			t.Fatalf("kill %d (%v): after the next run %q, want version %d", k, killed, text, last[i])
		}
		enginetest.Consistent(t, hold(t, dir))
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
