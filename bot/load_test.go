//go:build slow

package bot_test

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"verbatim/bot"
	"verbatim/bot/discordtest"
)

// Load: questions a second, for how long. VERBATIM_LOAD_SECONDS changes the length.
const (
	perSecond = 200
	channels  = 400 // so that no limit of ours is reached
)

func loadSeconds(t *testing.T) int {
	s := os.Getenv("VERBATIM_LOAD_SECONDS")
	if s == "" {
		return 10
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		t.Fatalf("VERBATIM_LOAD_SECONDS is %q, want a number of seconds", s)
	}
	return n
}

// TestLoadOnProgram asks the built program 200 questions a second, nine in ten by /ask and
// one by mention, and reports latencies and memory. No answer may be lost or doubled.
func TestLoadOnProgram(t *testing.T) {
	discord := discordtest.New(t, discordtest.Options{Timeout: 60 * time.Second})
	program := serve(t, discord, t.TempDir(), "--no-reader")
	discord.AwaitReady(1)
	memory := func() string { return resident(t, program.cmd.Process.Pid) }
	fire(t, discord, shippedQuestion, 11) // fills the memories, which hold 2,000 answers
	before := memory()
	fire(t, discord, shippedQuestion, loadSeconds(t))
	t.Logf("resident memory %s before, %s after", before, memory())
	program.stop()
}

// TestLoadLeavesNoGoroutines asks a bot in this process, and counts its goroutines before
// and after.
func TestLoadLeavesNoGoroutines(t *testing.T) {
	r := start(t, setup{config: bot.Config{}})
	fire(t, r.Server, builtQuestion, 1)
	before := settled()
	fire(t, r.Server, builtQuestion, max(3, loadSeconds(t)/3))
	after := settled()
	t.Logf("goroutines: %d before, %d after", len(before), len(after))
	if len(after) > len(before)+5 {
		t.Errorf("goroutines grew from %d to %d:\n%s", len(before), len(after), strings.Join(after, "\n\n"))
	}
}

// settled returns the stacks of the goroutines once they no longer get fewer, without those
// of idle connections, whose number follows the load.
func settled() []string {
	least := stacks()
	for quiet := 0; quiet < 10; quiet++ {
		time.Sleep(100 * time.Millisecond)
		if now := stacks(); len(now) < len(least) {
			least, quiet = now, 0
		}
	}
	return least
}

func stacks() []string {
	buf := make([]byte, 4<<20)
	all := strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n")
	return slices.DeleteFunc(all, func(s string) bool { return strings.Contains(s, "net/http.") })
}

// fire asks for some seconds and checks that every question got exactly one answer.
func fire(t *testing.T, discord *discordtest.Server, question string, seconds int) {
	t.Helper()
	places := make([]discordtest.Place, channels)
	for i := range places {
		places[i] = discord.Guild()
	}
	var asked []string
	mentions := map[discordtest.Place]int{}
	tick := time.NewTicker(time.Second / perSecond)
	defer tick.Stop()
	for i := range seconds * perSecond {
		<-tick.C
		who, place := discord.Person(fmt.Sprintf("p%d", i)), places[i%channels]
		if i%10 == 0 {
			discord.Say(place, who, "<@"+discord.Bot.ID+"> "+question)
			mentions[place]++
			continue
		}
		asked = append(asked, discord.Slash(place, who, "ask", discordtest.Option{Name: "question", Value: question}, discordtest.Option{Name: "private", Value: true}))
	}
	var took []time.Duration
	for _, id := range asked {
		reply := discord.AwaitAnswer(id)
		took = append(took, reply.After)
		if reply.Post == nil || len(reply.Followups) > 0 {
			t.Fatalf("question %s was answered with %d follow-ups: %s", id, len(reply.Followups), reply.Body)
		}
	}
	for place, n := range mentions {
		discord.Until(fmt.Sprintf("%d answers to mentions", n), func() bool { return len(discord.Posts(place)) >= n })
		if got := len(discord.Posts(place)); got != n {
			t.Errorf("%d mentions got %d answers", n, got)
		}
	}
	slices.Sort(took)
	t.Logf("%d questions in %d s: p50 %v, p95 %v, max %v", len(took)+seconds*perSecond/10, seconds, took[len(took)/2], took[len(took)*95/100], took[len(took)-1])
}

// resident returns the resident memory of a process, as the system tells it: its own, and
// what it maps of files. The second grows with the store, and is given back under pressure.
func resident(t *testing.T, pid int) string {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Skipf("memory cannot be read here: %v", err)
	}
	var parts []string
	for line := range strings.Lines(string(status)) {
		if name, rest, _ := strings.Cut(line, ":"); name == "RssAnon" || name == "RssFile" {
			parts = append(parts, name+" "+strings.TrimSpace(rest))
		}
	}
	return strings.Join(parts, ", ")
}
