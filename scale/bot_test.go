//go:build opensearch && slow && linux

package scale_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// program builds the program, and returns where it is.
func program(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "verbatim")
	cmd := exec.Command("go", "build", "-o", name, "./cmd/verbatim")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return name
}

// A served bot is a process that answers by HTTP, one question at a time on one core.
type served struct {
	process int
	url     string
}

var listening = regexp.MustCompile(`msg=listening address=(\S+)`)

// serve starts a bot on a corpus, which ends with the test.
func serve(t *testing.T, program string, nodes []string, corpus string) *served {
	t.Helper()
	cmd := exec.Command(program, "serve", "--listen", "127.0.0.1:0")
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"GOMAXPROCS=1", "VERBATIM_DATA=" + t.TempDir(), "VERBATIM_ENGINE=opensearch", "VERBATIM_OPENSEARCH_URL=" + strings.Join(nodes, ","),
		"VERBATIM_OPENSEARCH_INDEX=" + corpus, "VERBATIM_VECTORS=off", // the model knows of no work beside questions
		"PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir()}
	log, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(log)
	var told strings.Builder
	for lines.Scan() {
		told.WriteString(lines.Text() + "\n")
		if m := listening.FindStringSubmatch(lines.Text()); m != nil {
			go func() { _, _ = io.Copy(io.Discard, log) }()
			return &served{cmd.Process.Pid, "http://" + m[1]}
		}
	}
	t.Fatalf("the bot does not listen:\n%s", told.String())
	return nil
}

// ask asks a question as somebody who has not asked before, and returns how long the answer took.
func (s *served) ask(ctx context.Context, q question) (time.Duration, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/v1/answer?question="+url.QueryEscape(q.Text), nil)
	if err != nil {
		return 0, err
	}
	req.Header.Set("X-Forwarded-For", fmt.Sprintf("10.%d.%d.%d", rand.IntN(256), rand.IntN(256), rand.IntN(256)))
	began := time.Now()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d: %s", resp.StatusCode, body)
	}
	return time.Since(began), err
}

// A tally is what came of some questions.
type tally struct {
	weather weather
	lasts   time.Duration // of all

	mu   sync.Mutex
	took []time.Duration // of each answer
}

// look looks what the machine is now.
func (a *tally) look(t *testing.T, p *probe) { a.weather = append(a.weather, p.machine(t)) }

func (a *tally) add(t *testing.T, took time.Duration, err error) {
	if err != nil {
		t.Error(err)
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.took = append(a.took, took)
}

func (a *tally) rate() float64 { return float64(len(a.took)) / a.lasts.Seconds() }

// always has somebody at each bot who asks the next question as soon as there is an answer.
func (a *tally) always(t *testing.T, bots []*served, questions []question) {
	var next atomic.Int64
	var all sync.WaitGroup
	began := time.Now()
	for _, b := range bots {
		all.Go(func() {
			for n := int(next.Add(1)); n <= len(questions); n = int(next.Add(1)) {
				took, err := b.ask(t.Context(), questions[n-1])
				a.add(t, took, err)
			}
		})
	}
	all.Wait()
	a.lasts += time.Since(began)
}

// sometimes asks so many questions a second, by chance and otherwise in each spell, whatever becomes of them.
func (a *tally) sometimes(t *testing.T, bots []*served, questions []question, rate float64) {
	random := rand.New(rand.NewPCG(1, uint64(len(a.weather))))
	var all sync.WaitGroup
	began := time.Now()
	for at := began; len(questions) > 0; questions = questions[1:] {
		at = at.Add(time.Duration(random.ExpFloat64() / rate * float64(time.Second)))
		time.Sleep(time.Until(at))
		b, q := bots[random.IntN(len(bots))], questions[0]
		all.Go(func() {
			took, err := b.ask(t.Context(), q)
			a.add(t, took, err)
		})
	}
	all.Wait()
	a.lasts += time.Since(began)
}
