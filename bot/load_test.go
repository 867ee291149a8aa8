//go:build slow

package bot_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
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

// soakEvents is how many events a soak has, after a fifth as many that fill the memories.
const soakEvents = 100_000

// TestSoakOnProgram lets the built program hear 100,000 events, most of them chatter, and checks
// that neither its memory nor its goroutines grow.
func TestSoakOnProgram(t *testing.T) {
	discord := discordtest.New(t, discordtest.Options{Timeout: 5 * time.Minute})
	address := freeAddress(t)
	t.Setenv("VERBATIM_LISTEN", address)
	program := serve(t, discord, t.TempDir(), "--no-reader")
	discord.AwaitReady(1)
	var places []discordtest.Place
	for range channels {
		places = append(places, discord.Guild())
	}
	hear(discord, places, soakEvents/5)
	before, _ := program.idle(address)
	hear(discord, places, soakEvents)
	after, goroutines := program.idle(address)
	t.Logf("anonymous memory %d kB before %d events, %d kB after; %d goroutines", before, soakEvents, after, goroutines)
	if after > before+before/4 {
		t.Errorf("memory grew from %d kB to %d kB", before, after)
	}
	if goroutines > 200 {
		t.Errorf("%d goroutines have nothing to do", goroutines)
	}
	program.stop()
}

// hear lets the bot hear that many events: chatter, some of it edited or deleted, and one
// question in 20, half of them equal; one in ten of those by mention.
func hear(discord *discordtest.Server, places []discordtest.Place, events int) {
	for i := range events {
		place, who := places[i%len(places)], discord.Person(fmt.Sprintf("p%d", i))
		switch question := shippedQuestion + fmt.Sprintf(" %d", i%40/20*i); {
		case i%200 == 0:
			discord.Say(place, who, "<@"+discord.Bot.ID+"> "+question)
		case i%20 == 0:
			discord.Slash(place, who, "ask", discordtest.Option{Name: "question", Value: question}, discordtest.Option{Name: "private", Value: true})
		case i%20 == 1:
			id := discord.Say(place, who, "I wonder about that")
			discord.Edit(place, who, id, "I wonder about this")
			discord.Delete(place, id)
		default:
			discord.Say(place, who, "just talking")
		}
	}
}

// idle waits until the program works on nothing, and returns its own memory in kB and its
// goroutines. Its metrics are at the address.
func (p *program) idle(address string) (kB, goroutines int) {
	p.t.Helper()
	metric := func(name string) int {
		resp, err := http.Get("http://" + address + "/metrics")
		if err != nil {
			p.t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			p.t.Fatal(err)
		}
		found := regexp.MustCompile(`(?m)^` + name + ` (\d+)$`).FindSubmatch(body)
		if found == nil {
			p.t.Fatalf("no metric %s in\n%s", name, body)
		}
		n, _ := strconv.Atoi(string(found[1]))
		return n
	}
	for quiet := 0; quiet < 20; quiet++ { // garbage goes back to the system in its own time
		if metric("verbatim_discord_events_working") > 0 {
			quiet = 0
		}
		time.Sleep(time.Second)
	}
	own := resident(p.t, p.cmd.Process.Pid)
	if _, err := fmt.Sscanf(own, "RssAnon %d kB", &kB); err != nil {
		p.t.Fatalf("%s: %v", own, err)
	}
	if dropped := metric("verbatim_discord_events_dropped_total"); dropped > 0 {
		p.t.Errorf("%d events were dropped", dropped)
	}
	return kB, metric("go_goroutines")
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
func resident(t testing.TB, pid int) string {
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
