//go:build slow

package bot_test

import (
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// A soak has two hours' worth of questions of a busy bot, one every two seconds. VERBATIM_SOAK is how
// long it lasts, 10m for all of them; by default it is shorter and has fewer, as many a second.
const (
	soakQuestions = 3600
	soakWhole     = 10 * time.Minute
	soakDefault   = 80 * time.Second
	soakStations  = 300              // articles, of which two questions each can be asked
	disturbed     = 15 * time.Second // how long after a fault a question counts as disturbed
)

func soakLength(t *testing.T) time.Duration {
	s := os.Getenv("VERBATIM_SOAK")
	if s == "" {
		return soakDefault
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < time.Minute {
		t.Fatalf("VERBATIM_SOAK is %q, want a time such as 10m, a minute at least", s)
	}
	return d
}

// A soakQuestion is a question that was asked, and how to find its answer.
type soakQuestion struct {
	text        string
	at          time.Time
	disturbed   bool
	interaction string // id, "" for a message
	place       discordtest.Place
}

// A soak is the program under traffic.
type soak struct {
	t       *testing.T
	discord *discordtest.Server
	guilds  []discordtest.Place
	corpus  string
	random  *rand.Rand
	seen    []usage

	mu      sync.Mutex
	program *program
	fault   time.Time // when the last one happened
}

// A usage is what a process takes at a time.
type usage struct {
	pid        int
	resident   int // KiB
	goroutines int // 0 where the process does not tell
}

// TestSoak asks the program questions in every way, while the gateway and REST fail, the corpus
// changes and is reindexed, the records are backed up, and another process takes over. Every
// question has one answer; memory and goroutines end as they were.
func TestSoak(t *testing.T) {
	length := soakLength(t)
	s := newSoak(t)
	questions := make(chan []soakQuestion, 1)
	go func() { questions <- s.ask(length) }()
	s.live(length)
	asked := <-questions
	s.report(asked)
	s.flat()
	s.program.stop()
}

func newSoak(t *testing.T) *soak {
	s := &soak{t: t, corpus: t.TempDir(), random: rand.New(rand.NewPCG(1, 2))}
	s.write(0)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("VERBATIM_LISTEN", l.Addr().String())
	t.Setenv("VERBATIM_CORPUS", s.corpus)
	t.Setenv("VERBATIM_DATA", t.TempDir())
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	s.discord = discordtest.New(t, discordtest.Options{Timeout: 2 * time.Minute, Heartbeat: 3 * time.Second, AnswerWithin: recovery})
	for range 20 {
		s.guilds = append(s.guilds, s.discord.Guild())
	}
	s.program = s.start()
	s.discord.AwaitReady(1)
	return s
}

func (s *soak) start() *program { return serve(s.t, s.discord, os.Getenv("VERBATIM_DATA"), "--watch") }

// write changes one article of the corpus, and all at first.
func (s *soak) write(version int) {
	for i := range soakStations {
		if version > 0 && i != version%soakStations {
			continue
		}
		text := fmt.Sprintf("# Station %d\n\nThe keeper of station %d is called Keeper%d. The lamp of station %d was lit in %d.\n\nRevision %d.\n", i, i, i*7, i, 1800+i%150, version)
		if err := os.WriteFile(filepath.Join(s.corpus, fmt.Sprintf("station-%d.md", i)), []byte(text), 0o600); err != nil {
			s.t.Error(err)
		}
	}
}

// ask asks steadily, in direct messages, in channels and by command.
func (s *soak) ask(length time.Duration) (all []soakQuestion) {
	every := soakWhole / soakQuestions
	tick := time.NewTicker(every)
	defer tick.Stop()
	for i := range int(length / every) {
		<-tick.C
		n := s.random.IntN(soakStations)
		q := soakQuestion{text: fmt.Sprintf("who is the keeper of station %d?", n), at: time.Now(), disturbed: s.isDisturbed()}
		if n%2 == 0 {
			q.text = fmt.Sprintf("when was the lamp of station %d lit?", n)
		}
		who, guild := s.discord.Person("somebody"), s.guilds[i%len(s.guilds)]
		switch i % 3 {
		case 0:
			q.place = s.discord.DM()
			s.discord.Say(q.place, who, q.text)
		case 1:
			q.place = s.discord.Channel(guild.GuildID, 0, "", "")
			s.discord.Say(q.place, who, "<@"+s.discord.Bot.ID+"> "+q.text)
		default:
			q.interaction = s.discord.Slash(guild, who, "ask", discordtest.Option{Name: "question", Value: q.text})
		}
		all = append(all, q)
	}
	return all
}

func (s *soak) isDisturbed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Since(s.fault) < disturbed
}

// live lets happen to the program what happens in its life: faults all the time, ten changes of the
// corpus, a backup before and after it is taken over from.
func (s *soak) live(length time.Duration) {
	var all []chaosFault
	for _, f := range faults() {
		if !f.fresh && f.name != "burst" { // what is said between two sessions is lost to every bot
			all = append(all, f)
		}
	}
	const steps = 100
	tick := time.NewTicker(length / steps)
	defer tick.Stop()
	for i := range steps {
		<-tick.C
		s.seen = append(s.seen, s.usage())
		switch {
		case i == 25 || i == 75:
			s.backUp()
		case i == 50:
			s.takeOver()
		case i%10 == 5:
			s.write(i)
		case i%4 == 2 && i < 90:
			s.happen(all[i/4%len(all)])
		}
	}
}

func (s *soak) happen(f chaosFault) {
	s.mu.Lock()
	s.fault = time.Now()
	s.mu.Unlock()
	s.t.Logf("fault: %s", f.name)
	f.happens(s.discord)
}

// backUp has the records written into a file, and verifies that.
func (s *soak) backUp() {
	path, err := build()
	if err != nil {
		s.t.Fatal(err)
	}
	file := filepath.Join(s.t.TempDir(), "backup.tar.gz")
	for _, args := range [][]string{{"backup", file}, {"restore", "--dry-run", file}} {
		out, err := exec.Command(path, args...).CombinedOutput()
		s.t.Logf("%v: %s", args[:1], out)
		if err != nil {
			s.t.Errorf("%v: %v", args, err)
		}
	}
}

// takeOver starts another process in the place of the one that runs.
func (s *soak) takeOver() {
	before := len(s.discord.Connections())
	old := s.program
	s.program = s.start()
	if status := old.wait(); status != 0 {
		s.t.Errorf("the process before ended with status %d:\n%s", status, old.log)
	}
	s.discord.AwaitReady(1)
	c := s.discord.Connections()
	s.t.Logf("the process before said:\n%s", tail(old.log.String(), 8))
	s.t.Logf("hand-over: nobody was connected for %v", c[before].Live.Sub(c[before-1].Ended).Round(time.Millisecond))
}

// tail returns the last lines of a log.
func tail(log string, n int) string {
	lines := strings.Split(strings.TrimSpace(log), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}

var (
	residentLine  = regexp.MustCompile(`VmRSS:\s+([0-9]+) kB`)
	goroutineLine = regexp.MustCompile(`(?m)^(?:go|verbatim_discord)_goroutines ([0-9]+)`)
)

func (s *soak) usage() usage {
	u := usage{pid: s.program.cmd.Process.Pid}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", u.pid))
	if err != nil {
		s.t.Skip(err)
	}
	if m := residentLine.FindSubmatch(status); m != nil {
		u.resident, _ = strconv.Atoi(string(m[1]))
	}
	if resp, err := http.Get("http://" + os.Getenv("VERBATIM_LISTEN") + "/metrics"); err == nil {
		var b strings.Builder
		_ = resp.Write(&b) // cut off is as good as not told
		if m := goroutineLine.FindStringSubmatch(b.String()); m != nil {
			u.goroutines, _ = strconv.Atoi(m[1])
		}
		resp.Body.Close()
	}
	return u
}

// report waits for the answers, and tells how long they took.
func (s *soak) report(asked []soakQuestion) {
	var calm, all []time.Duration
	for _, q := range asked {
		var p discordtest.Post
		if q.interaction != "" {
			p = *s.discord.AwaitAnswer(q.interaction).Post
		} else {
			p = s.discord.AwaitPost(q.place)
			if n := len(s.discord.Posts(q.place)); n != 1 {
				s.t.Errorf("%q has %d answers", q.text, n)
			}
		}
		took := p.Message.Timestamp.Sub(q.at)
		if all = append(all, took); !q.disturbed {
			calm = append(calm, took)
		}
	}
	for name, took := range map[string][]time.Duration{"all": all, "not within 15 s of a fault": calm} {
		slices.Sort(took)
		if n := len(took); n > 0 {
			s.t.Logf("%d questions, %s: p50 %v, p95 %v, p99 %v, max %v", n, name, took[n/2].Round(time.Millisecond),
				took[n*95/100].Round(time.Millisecond), took[n*99/100].Round(time.Millisecond), took[n-1].Round(time.Millisecond))
		}
	}
	s.t.Logf("%d sessions begun, %d resumed", s.discord.Identifies(), s.discord.Resumes())
}

// flat compares what each process took in the middle of its life with what it took in the end.
func (s *soak) flat() {
	for _, u := range [][]usage{s.seen[:51], s.seen[51:]} {
		third := len(u) / 3
		middle, end := typical(u[third:2*third]), typical(u[2*third:])
		s.t.Logf("process %d: %d MB, then %d MB; %d goroutines, then %d", end.pid, middle.resident>>10, end.resident>>10, middle.goroutines, end.goroutines)
		if end.resident > middle.resident*5/4 {
			s.t.Errorf("memory grows from %d to %d KiB", middle.resident, end.resident)
		}
		if end.goroutines > middle.goroutines*3/2+20 {
			s.t.Errorf("goroutines grow from %d to %d", middle.goroutines, end.goroutines)
		}
	}
}

// typical returns the medians of some usages.
func typical(all []usage) usage {
	median := func(of func(usage) int) int {
		var v []int
		for _, u := range all {
			v = append(v, of(u))
		}
		slices.Sort(v)
		return v[len(v)/2]
	}
	return usage{all[0].pid, median(func(u usage) int { return u.resident }), median(func(u usage) int { return u.goroutines })}
}
