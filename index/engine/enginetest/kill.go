package enginetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// The environment makes a test binary write a version of the story to a place, and do nothing
// else: so that a test can kill it.
const (
	placeEnv   = "VERBATIM_ENGINETEST_PLACE"
	versionEnv = "VERBATIM_ENGINETEST_VERSION"
)

const killedArticles = 60

// Main runs the tests of a package, or writes for a test of another process. It does not return.
func (s Suite) Main(m *testing.M) {
	name := os.Getenv(placeEnv)
	if name == "" {
		os.Exit(m.Run())
	}
	version, err := strconv.Atoi(os.Getenv(versionEnv))
	if err == nil {
		_, err = write(context.Background(), s.At(name).Store(), killedEdit(version))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// killedEdit writes a version of the story, every other one from nothing.
func killedEdit(version int) edit {
	return edit{fresh: version%2 == 0, put: story(killedArticles, version)}
}

// testKill kills writing processes at random points while others search all along: what is live
// is one finished state or another, and the next writer completes.
func testKill(t *testing.T, s Suite) {
	name := s.New(t)
	p := s.At(name)
	apply(t, p, killedEdit(1))
	began := time.Now()
	writeApart(t, name, 2, time.Hour)
	whole := time.Since(began)
	e := opened(t, p)
	stop := searchAlong(t, e)
	defer stop()
	last := 2
	for v := 3; v < 3+kills; v++ {
		killed := writeApart(t, name, v, time.Duration(rand.Int64N(int64(whole))))
		snapshot := hold(t, p)
		got := versionOf(t, snapshot)
		if got != v && (got != last || !killed) {
			t.Fatalf("version %d after %d was written (killed %v), want one of them", got, v, killed)
		}
		Consistent(t, snapshot)
		last = got
	}
	if version := apply(t, p, killedEdit(3+kills)); version < 3 {
		t.Errorf("version %d", version)
	}
	Consistent(t, hold(t, p))
}

// writeApart writes a version in another process and kills that after some time. It reports
// whether that was in time.
func writeApart(t *testing.T, name string, version int, after time.Duration) (killed bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), placeEnv+"="+name, versionEnv+"="+strconv.Itoa(version))
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	if timer.Stop() && err != nil { // nobody killed it
		t.Fatal(err)
	}
	return err != nil
}
