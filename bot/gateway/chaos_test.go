package gateway

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discordtest"
)

// The tests of this file are named after the faults of a gateway. Each lets the fault
// happen and shows that the bot comes back by itself with nothing lost and nothing
// doubled, or ends with words that say what to do.

func TestNoHello(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{})
	r.server.Script(discordtest.Script{NoHello: true}, discordtest.Script{NoHello: true})
	r.run()
	r.online()
	r.say("after the silence")
	r.expectAll("after the silence")
}

func TestNoReady(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{})
	r.server.Script(discordtest.Script{NoReady: true})
	r.run()
	r.online()
	r.say("after the silence")
	r.expectAll("after the silence")
}

// TestStuckOpen shows the watchdog behind all other remedies: an Open that never ends.
func TestStuckOpen(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{}, func(r *rig) {
		r.client.timing.Ready, r.client.timing.open = time.Hour, 500*time.Millisecond
	})
	r.server.Script(discordtest.Script{NoReady: true})
	r.run()
	r.online()
	r.say("unstuck")
	r.expectAll("unstuck")
}

func TestOp7DuringOpen(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{})
	op7 := discordtest.Script{NoReady: true, BeforeReady: []string{`{"op":7,"d":null}`}}
	r.server.Script(op7, op7)
	r.run()
	r.online()
	r.say("after op 7")
	r.expectAll("after op 7")
}

func TestOp7(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	r.say("before")
	r.expectAll("before")
	r.server.Send(`{"op":7,"d":null,"s":null,"t":null}`)
	r.say("meanwhile 1", "meanwhile 2")
	r.server.Until("second connection", func() bool { return r.server.Resumes() == 1 })
	r.online()
	r.say("after")
	r.expectAll("before", "meanwhile 1", "meanwhile 2", "after")
	if n := r.server.Identifies(); n != 1 {
		t.Errorf("%d sessions were started, want the first one resumed", n)
	}
	if c := r.server.Connections(); c[1].Path != "/resume/" {
		t.Errorf("resumed at %s, not at the address that READY gave", c[1].Path)
	}
}

func TestOp1(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{Heartbeat: time.Minute})
	r.server.Until("first heartbeat", func() bool { return r.server.Connections()[0].Heartbeats >= 1 })
	r.server.Send(`{"op":1,"d":null}`)
	r.server.Until("heartbeat on request", func() bool { return r.server.Connections()[0].Heartbeats >= 2 })
}

// TestOp1DuringReconnect asks for heartbeats before READY and right before connections end.
func TestOp1DuringReconnect(t *testing.T) {
	t.Parallel()
	op1 := `{"op":1,"d":null}`
	r := prepareRig(t, discordtest.Options{})
	r.server.Script(discordtest.Script{BeforeReady: []string{op1, op1}}, discordtest.Script{BeforeReady: []string{op1}})
	r.run()
	r.online()
	for range 20 {
		r.server.Send(op1)
	}
	r.server.Send(`{"op":7,"d":null}`)
	for range 20 {
		r.server.Send(op1)
	}
	r.server.Cut()
	r.say("meanwhile")
	r.server.Until("second connection", func() bool { return r.server.Resumes() >= 1 })
	r.online()
	r.say("after")
	r.expectAll("meanwhile", "after")
}

func TestMissingAcks(t *testing.T) {
	for _, c := range []struct {
		name  string
		noise bool // events go on coming: only acknowledgements are missing
	}{{"in silence", false}, {"among events", true}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, discordtest.Options{Heartbeat: shortHeartbeat})
			r.say("before")
			r.server.StopAcks()
			began, stop, written := time.Now(), make(chan struct{}), make(chan []string, 1)
			if c.noise {
				go func() { written <- r.chatter(stop) }()
			} else {
				written <- nil
			}
			r.server.Until("resumption", func() bool { return r.server.Resumes() >= 1 })
			close(stop)
			t.Logf("back after %v at a heartbeat of %v", time.Since(began), shortHeartbeat)
			r.online()
			r.say("after")
			r.expectAll(append(<-written, "before", "after")...)
			if c := r.server.Connections()[0].CloseCode; c == 1000 || c == 1001 {
				t.Errorf("the dead connection was closed with %d, which ends the session", c)
			}
		})
	}
}

// chatter writes messages until it is stopped, and returns them.
func (r *rig) chatter(stop chan struct{}) (written []string) {
	for {
		select {
		case <-stop:
			return written
		case <-time.After(2 * time.Millisecond):
			written = append(written, fmt.Sprint("noise ", len(written)))
			r.say(written[len(written)-1])
		}
	}
}

func TestInvalidSession(t *testing.T) {
	for _, c := range []struct {
		name    string
		frame   string
		resumes bool
	}{
		{"resumable", `{"op":9,"d":true}`, true},
		{"not resumable", `{"op":9,"d":false}`, false},
		{"damaged", `{"op":9,"d":null}`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, discordtest.Options{})
			r.server.Send(c.frame)
			r.server.Until("second connection", func() bool { return len(r.server.Connections()) >= 2 })
			r.online()
			r.say("after")
			r.expectAll("after")
			if got := r.server.Resumes() == 1; got != c.resumes {
				t.Errorf("resumed: %v, want %v", got, c.resumes)
			}
		})
	}
}

// TestInvalidSessionAfterIdentify is what Discord does when IDENTIFY came too early.
func TestInvalidSessionAfterIdentify(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{IdentifyEvery: 60 * time.Millisecond})
	op9 := discordtest.Script{NoReady: true, BeforeReady: []string{`{"op":9,"d":false}`}}
	r.server.Script(op9, op9)
	r.run()
	r.online()
	for i, c := range r.server.Connections() {
		if !c.Identified {
			t.Errorf("connection %d did not identify", i)
		}
	}
}

// TestForgottenSession answers RESUME with an invalid session.
func TestForgottenSession(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	r.server.Forget()
	r.server.Cut()
	r.server.Until("second session", func() bool { return r.server.Identifies() == 2 })
	r.online()
	r.say("after")
	r.expectAll("after")
	r.eventually("second READY", func() bool { return r.readies == 2 })
}

func TestCloseCodes(t *testing.T) {
	for _, c := range []struct {
		code  int
		fresh bool
	}{
		{1000, false}, {1001, false}, {1011, false}, {1012, false},
		{4000, false}, {4001, false}, {4002, false}, {4005, false}, {4008, false},
		{4003, true}, {4007, true}, {4009, true},
	} {
		t.Run(fmt.Sprint(c.code), func(t *testing.T) {
			t.Parallel()
			r := newRig(t, discordtest.Options{})
			r.server.Close(c.code)
			if !c.fresh {
				r.say("meanwhile")
			}
			r.server.Until("second connection", func() bool { return len(r.server.Connections()) >= 2 })
			r.online()
			r.say("after")
			r.expectAll("after")
			if !c.fresh {
				r.expectAll("meanwhile")
			}
			if got := r.server.Resumes() == 0; got != c.fresh {
				t.Errorf("new session: %v, want %v", got, c.fresh)
			}
		})
	}
}

func TestFatalCloseCodes(t *testing.T) {
	for code, advice := range map[int]string{
		4004: "reset the token", 4010: "shard id", 4011: "shard count", 4012: "update", 4013: "update", 4014: "Message Content Intent",
	} {
		for _, when := range []string{"at start", "later"} {
			t.Run(fmt.Sprint(code, " ", when), func(t *testing.T) {
				t.Parallel()
				r := prepareRig(t, discordtest.Options{}, func(r *rig) { r.client.cfg.ShardCount = 1 })
				if when == "at start" {
					r.server.Script(discordtest.Script{CloseCode: code})
				}
				r.run()
				if when == "later" {
					r.online()
					r.server.Close(code)
				}
				f := r.fatal()
				if f.Code != code || !strings.Contains(f.Error(), advice) {
					t.Errorf("ended with %q, want code %d and advice with %q", f, code, advice)
				}
				if n := len(r.server.Connections()); n != 1 {
					t.Errorf("%d connections, want 1", n)
				}
			})
		}
	}
}

func TestBadTokenAtStart(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{Token: "another.token"})
	r.run()
	if f := r.fatal(); f.Code != 401 || !strings.Contains(f.Advice, "reset the token") {
		t.Errorf("ended with %q", f)
	}
}

func TestCutConnection(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	for i := range 5 {
		r.say(fmt.Sprint("before ", i))
		r.server.Cut()
		r.say(fmt.Sprint("meanwhile ", i))
		r.server.Until("resumption", func() bool { return r.server.Resumes() == i+1 })
		r.online()
	}
	for i := range 5 {
		r.expectAll(fmt.Sprint("before ", i), fmt.Sprint("meanwhile ", i))
	}
}

// TestExactlyOnce writes without a pause while the connection ends in every way that keeps
// the session, and counts what comes.
func TestExactlyOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{Heartbeat: calmHeartbeat})
	stop, written := make(chan struct{}), make(chan []string, 1)
	go func() { written <- r.chatter(stop) }()
	faults := []func(){
		r.server.Cut,
		func() { r.server.Send(`{"op":7,"d":null}`) },
		func() { r.server.Close(4000) },
		func() { r.server.Send(`{"op":9,"d":true}`) },
		func() { r.server.SendNext(`{"op":0,"s":%d,"t":"MESSAGE_CREATE","d":null}`); r.server.Cut() },
	}
	for i := range 3 * len(faults) {
		faults[i%len(faults)]()
		r.server.Until("reconnection", func() bool { return r.client.Stats().Connections == i+2 })
		r.online()
	}
	close(stop)
	r.expectAll(<-written...)
	if s := r.client.Stats(); s.Identifies != 1 {
		t.Errorf("%d sessions, want 1", s.Identifies)
	}
}

func TestHalfOpenTCP(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{Heartbeat: shortHeartbeat})
	r.server.Freeze()
	began := time.Now()
	r.say("meanwhile")
	r.server.Until("resumption", func() bool { return r.server.Resumes() == 1 })
	t.Logf("back after %v at a heartbeat of %v", time.Since(began), shortHeartbeat)
	r.expectAll("meanwhile")
}

func TestGatewayGone(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	r.server.DownFor(1500 * time.Millisecond)
	r.say("meanwhile")
	r.server.Until("resumption", func() bool { return r.server.Resumes() >= 1 })
	r.online()
	r.say("after")
	r.expectAll("meanwhile", "after")
}

func TestGatewayGoneAtStart(t *testing.T) {
	t.Parallel()
	r := prepareRig(t, discordtest.Options{})
	r.server.DownFor(time.Second)
	r.server.Inject(discordtest.Fault{Path: "/gateway/bot", Status: 503, Times: 3})
	r.run()
	r.online()
}

// TestGatewayAnswersHTTP is what a proxy before a gateway in trouble does.
func TestGatewayAnswersHTTP(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{})
	r.server.Script(discordtest.Script{Status: 502}, discordtest.Script{Status: 429})
	r.server.Cut()
	r.say("meanwhile")
	r.expectAll("meanwhile")
	for _, status := range []string{"502 Bad Gateway", "429 Too Many Requests"} {
		if !strings.Contains(r.logged.String(), status) {
			t.Errorf("the log does not tell of %s:\n%s", status, r.logged)
		}
	}
}

// TestSlowNetwork tears everything that comes into pieces of 100 bytes, 5 ms apart.
func TestSlowNetwork(t *testing.T) {
	t.Parallel()
	r := newRig(t, discordtest.Options{Latency: 5 * time.Millisecond, Heartbeat: time.Minute})
	var want []string
	for i := range 20 {
		want = append(want, fmt.Sprint("slow ", i))
	}
	r.say(want...)
	r.expectAll(want...)
	if n := len(r.server.Connections()); n != 1 {
		t.Errorf("%d connections, want the first one kept", n)
	}
}

func TestBurst(t *testing.T) {
	t.Parallel()
	const n = 10000
	r := newRig(t, discordtest.Options{Heartbeat: time.Minute})
	for i := range n {
		r.server.Say(r.place, r.ann, fmt.Sprint(i))
	}
	r.eventually("10,000 events", func() bool { return len(r.messages) == n })
	r.mu.Lock()
	defer r.mu.Unlock()
	for m, times := range r.messages {
		if times != 1 {
			t.Errorf("message %s came %d times", m, times)
		}
	}
	if s := r.client.Stats(); s.Dropped != 0 || len(r.server.Connections()) != 1 {
		t.Errorf("dropped %d events over %d connections", s.Dropped, len(r.server.Connections()))
	}
}
