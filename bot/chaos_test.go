//go:build slow

package bot_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// recovery is how long the bot may take to be of use again.
const recovery = 30 * time.Second

// TestChaosOnProgram lets every fault happen to the program itself, with its real times. A
// question that is asked meanwhile, or after it where the session is lost, is answered
// once, within 30 s.
func TestChaosOnProgram(t *testing.T) {
	discord := discordtest.New(t, discordtest.Options{Timeout: recovery, Heartbeat: 3 * time.Second, AnswerWithin: recovery})
	program := serve(t, discord, t.TempDir(), "--no-reader")
	discord.AwaitReady(1)
	for _, fault := range append([]chaosFault{{name: "none", happens: func(*discordtest.Server) {}}}, faults()...) {
		place, who := discord.Guild(), discord.Person("member")
		before := len(discord.Connections())
		began := time.Now()
		fault.happens(discord)
		if fault.fresh {
			discord.Until("new connection", func() bool { return len(discord.Connections()) > before })
			discord.AwaitReady(1)
		}
		discord.Say(place, who, "<@"+discord.Bot.ID+"> "+shippedQuestion)
		p := discord.AwaitPost(place)
		t.Logf("%s: answered after %v", fault.name, time.Since(began).Round(time.Millisecond))
		wantText(t, &p, "Vladimir Ushakov")
		discord.Silence(place, 200*time.Millisecond)
	}
	program.stop()
}

// A chaosFault is one way in which Discord or the network fails.
type chaosFault struct {
	name    string
	fresh   bool // the session is lost, and what is said before the next one
	happens func(*discordtest.Server)
}

func faults() []chaosFault {
	script := func(scripts ...discordtest.Script) func(*discordtest.Server) {
		return func(d *discordtest.Server) { d.Script(scripts...); d.Cut() }
	}
	send := func(frames ...string) func(*discordtest.Server) {
		return func(d *discordtest.Server) {
			for _, f := range frames {
				d.SendNext(f)
			}
		}
	}
	refuse := func(f discordtest.Fault) func(*discordtest.Server) {
		f.Method, f.Path = "POST", "/channels/"
		return func(d *discordtest.Server) { d.Inject(f) }
	}
	slow := http.Header{"X-Ratelimit-Scope": {"user"}, "X-Ratelimit-Reset-After": {"2"}}
	return []chaosFault{
		{"no HELLO", false, script(discordtest.Script{NoHello: true})},
		{"no READY", false, script(discordtest.Script{NoReady: true})},
		{"op 7 during open", false, script(discordtest.Script{NoReady: true, BeforeReady: []string{`{"op":7,"d":null}`}})},
		{"op 1 during reconnect", false, script(discordtest.Script{BeforeReady: []string{`{"op":1,"d":null}`}})},
		{"op 7", false, send(`{"op":7,"d":null}`)},
		{"missing ACKs", false, (*discordtest.Server).StopAcks},
		{"op 9, resumable", false, send(`{"op":9,"d":true}`)},
		{"op 9, not resumable", true, send(`{"op":9,"d":false}`)},
		{"close code 4000", false, func(d *discordtest.Server) { d.Close(4000) }},
		{"close code 4009", true, func(d *discordtest.Server) { d.Close(4009) }},
		{"damaged events", false, send(
			`null`, `nonsense`, `{"op":0,"s":%d,"t":"GUILD_CREATE","d":null}`, `{"op":0,"s":%d,"t":"GUILD_CREATE","d":{"id":"1","members":[null]}}`,
			`{"op":0,"s":%d,"t":"GUILD_DELETE","d":null}`, `{"op":0,"s":%d,"t":"CHANNEL_DELETE","d":{}}`, `{"op":0,"s":%d,"t":"THREAD_CREATE","d":null}`,
			`{"op":0,"s":%d,"t":"GUILD_MEMBER_ADD","d":{}}`, `{"op":0,"s":%d,"t":"PRESENCE_UPDATE","d":{"user":null}}`, `{"op":0,"s":%d,"t":"VOICE_STATE_UPDATE","d":{}}`,
			`{"op":0,"s":%d,"t":"MESSAGE_CREATE","d":{"content":"no author"}}`, `{"op":0,"s":%d,"t":"INTERACTION_CREATE","d":{"id":"1","token":"t","type":2}}`)},
		{"502 and 429 instead of a gateway", false, script(discordtest.Script{Status: 502}, discordtest.Script{Status: 429})},
		{"half-open TCP", false, (*discordtest.Server).Freeze},
		{"connection cut", false, (*discordtest.Server).Cut},
		{"gateway gone", false, func(d *discordtest.Server) { d.DownFor(10 * time.Second) }},
		{"burst", false, func(d *discordtest.Server) {
			place, who := d.Guild(), d.Person("chatterbox")
			for range 10000 {
				d.Say(place, who, "not a question")
			}
		}},
		{"HTML 429", false, refuse(discordtest.Fault{Status: 429, Times: 1, Header: http.Header{"Retry-After": {"2"}}})},
		{"429", false, refuse(discordtest.Fault{Status: 429, Times: 2, Body: `{"message":"slow","retry_after":2,"global":false}`, Header: slow})},
		{"429 without headers", false, refuse(discordtest.Fault{Status: 429, Times: 1, Body: `{"message":"slow","retry_after":2,"global":true}`})},
		{"500", false, refuse(discordtest.Fault{Status: 500, Times: 2})},
		{"502", false, refuse(discordtest.Fault{Status: 502, Times: 2})},
		{"503", false, refuse(discordtest.Fault{Status: 503, Times: 2})},
		{"504, posted", false, refuse(discordtest.Fault{Status: 504, Times: 2, AfterStore: true})},
		{"answer lost, posted", false, refuse(discordtest.Fault{Hangup: true, Times: 1, AfterStore: true})},
		{"slow answer", false, refuse(discordtest.Fault{Delay: 8 * time.Second, Times: 1})},
	}
}

// TestFatalOnProgram closes the gateway with the codes after which connecting again is of
// no use: the program ends and says what to do.
func TestFatalOnProgram(t *testing.T) {
	data := t.TempDir()
	for code, advice := range map[int]string{
		4004: "reset the token", 4010: "shard id", 4011: "shard count", 4012: "newer version", 4013: "newer version", 4014: "Message Content Intent",
	} {
		discord := discordtest.New(t, discordtest.Options{Timeout: 60 * time.Second})
		program := serve(t, discord, data, "--no-reader")
		discord.AwaitReady(1)
		discord.Close(code)
		if status := program.wait(); status != 2 || !strings.Contains(program.log.String(), advice) {
			t.Errorf("%d: status %d, without %q:\n%s", code, status, advice, program.log)
		}
		if n := len(discord.Connections()); n != 1 {
			t.Errorf("%d: %d connections, want 1", code, n)
		}
	}
}

// TestKillOnProgram kills the program right after it has acknowledged a vote. Started again
// on the same data, it still has the vote, and the answer's buttons work.
func TestKillOnProgram(t *testing.T) {
	data := t.TempDir()
	discord := discordtest.New(t, discordtest.Options{Timeout: 60 * time.Second})
	r := &rig{t: t, Server: discord, channel: discord.Guild(), member: discord.Person("member")}
	killed := serve(t, discord, data, "--no-reader")
	discord.AwaitReady(1)
	a := r.ask(shippedQuestion)
	wantText(t, r.press(r.member, a.Post, "up/").Post, "Thank you")
	if err := killed.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	killed.wait()
	again := serve(t, discord, data, "--no-reader")
	discord.Until("second session", func() bool { return discord.Identifies() == 2 })
	discord.AwaitReady(1)
	wantText(t, r.press(r.member, a.Post, "context/").Post, "Vladimir Ushakov")
	wantText(t, r.AwaitAnswer(r.Slash(r.channel, r.member, "privacy")).Post, "Records of yours now: 2")
	again.stop()
}
