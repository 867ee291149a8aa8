package guard

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"verbatim/bot/gateway/event"
)

// Opcodes of gateway payloads (topics/opcodes-and-status-codes.mdx).
const (
	opDispatch       = 0
	opHeartbeat      = 1
	OpIdentify       = 2
	OpResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// maxGap is the most that a sequence number can be ahead of the last one. Discord counts
// without gaps; believing a wrong number would make all that follow look old.
const maxGap = 1 << 20

// A Judge decides about the payloads of one connection.
type Judge struct {
	Log      *slog.Logger
	Wanted   map[string]bool    // events that a handler wants
	Damage   *atomic.Int64      // counts events that came damaged
	Joined   func(resumed bool) // called when READY or RESUMED has come
	Server   func(event.Server)
	Position *Position
	Number   int // of the connection

	greeted atomic.Bool // HELLO has come
	live    atomic.Bool // READY or RESUMED has come
}

// A verdict is what to do about one payload.
type verdict struct {
	pass         []byte        // hand this to discordgo
	reply        []byte        // send this to Discord
	acknowledged bool          // the latest heartbeat has arrived
	interval     time.Duration // HELLO has told the time between heartbeats
	end          *Ending       // end the connection
}

// payload is the frame around every message (events/gateway.mdx, "Payload Structure").
type payload struct {
	Op       *int            `json:"op"`
	Sequence *int64          `json:"s"`
	Type     *string         `json:"t"`
	Data     json.RawMessage `json:"d"`
}

func (j *Judge) connected() bool { return j.live.Load() }

// decide judges one payload.
func (j *Judge) decide(raw []byte) verdict {
	var p payload
	if err := json.Unmarshal(raw, &p); err != nil {
		return j.damaged("payload", err)
	}
	if p.Op == nil {
		return j.damaged("payload", errors.New("no opcode"))
	}
	switch *p.Op {
	case opHello:
		return j.hello(raw, p.Data)
	case opHeartbeatAck:
		return verdict{pass: raw, acknowledged: true}
	case opHeartbeat:
		return verdict{reply: fmt.Appendf(nil, `{"op":1,"d":%d}`, j.last())}
	case opReconnect:
		return verdict{end: &Ending{Reason: "Discord asked to reconnect"}}
	case opInvalidSession:
		resumable := string(p.Data) == "true"
		return verdict{end: &Ending{Reason: "Discord called the session invalid", Invalid: true, Fresh: !resumable}}
	case opDispatch:
		return j.dispatch(p)
	}
	return j.damaged("payload", fmt.Errorf("unknown opcode %d", *p.Op))
}

// hello takes the heartbeat interval, which discordgo would use unchecked.
func (j *Judge) hello(raw, data json.RawMessage) verdict {
	var h struct {
		Interval int64 `json:"heartbeat_interval"`
	}
	err := json.Unmarshal(data, &h)
	if err != nil || h.Interval <= 0 || h.Interval > time.Hour.Milliseconds() {
		return verdict{end: &Ending{Reason: fmt.Sprintf("HELLO without a usable heartbeat interval: %.100s", data)}}
	}
	j.greeted.Store(true)
	return verdict{pass: raw, interval: time.Duration(h.Interval) * time.Millisecond}
}

// dispatch judges an event. Events that nobody wants and damaged ones are replaced by an
// event of no known type, so that discordgo still counts them: the count is what a
// session is resumed from.
func (j *Judge) dispatch(p payload) verdict {
	if p.Sequence == nil || *p.Sequence < 0 || p.Type == nil {
		return j.damaged("dispatch", errors.New("no sequence number or type"))
	}
	if *p.Type == "READY" {
		return j.ready(p)
	}
	switch last := j.last(); {
	case *p.Sequence <= last:
		return verdict{} // replayed although it had come
	case *p.Sequence > last+maxGap:
		return j.damaged("dispatch", fmt.Errorf("sequence number %d after %d", *p.Sequence, last))
	}
	if *p.Type == "RESUMED" {
		j.connect(true)
		return verdict{pass: skipped(*p.Sequence)}
	}
	if j.Server != nil {
		j.learnServer(*p.Type, p.Data)
	}
	if !j.Wanted[*p.Type] {
		return verdict{pass: skipped(*p.Sequence)}
	}
	data, err := event.Sound(*p.Type, p.Data)
	switch {
	case err != nil:
		v := j.damaged(*p.Type, err)
		v.pass = skipped(*p.Sequence)
		return v
	case data == nil:
		return verdict{pass: skipped(*p.Sequence)}
	}
	return verdict{pass: dispatched(*p.Sequence, *p.Type, data)}
}

// learnServer tells of a server. discordgo would decode all of it, which can be megabytes,
// and stumble over what is damaged.
func (j *Judge) learnServer(kind string, data json.RawMessage) {
	parse := event.ParseServer
	switch kind {
	case "GUILD_CREATE", "GUILD_UPDATE":
	case "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE":
		parse = event.ParseRole
	default:
		return
	}
	if s, ok := parse(data); ok {
		j.Server(s)
	}
}

// ready starts a session. discordgo gets no more of READY than it needs.
func (j *Judge) ready(p payload) verdict {
	r, err := event.ParseReady(p.Data)
	if err != nil {
		j.damaged("READY", err)
		return verdict{end: &Ending{Reason: "damaged READY", Fresh: true}}
	}
	j.Position.start(j.Number, Session{Id: r.SessionID, ResumeURL: r.ResumeURL, AppID: r.Application.ID}, *p.Sequence)
	j.connect(false)
	data, err := json.Marshal(r)
	if err != nil {
		return verdict{end: &Ending{Reason: fmt.Sprintf("encode READY: %v", err), Fresh: true}}
	}
	return verdict{pass: dispatched(*p.Sequence, "READY", data)}
}

// last is the sequence number of the last event handed over.
func (j *Judge) last() int64 {
	_, sequence := j.Position.Current()
	return sequence
}

func (j *Judge) connect(resumed bool) {
	if !j.live.Swap(true) {
		j.Joined(resumed)
	}
}

// damaged reports a payload that is dropped.
func (j *Judge) damaged(what string, err error) verdict {
	j.Damage.Add(1)
	j.Log.Warn("damaged event from Discord dropped", "event", what, "error", err)
	return verdict{}
}

// dispatched encodes a dispatch.
func dispatched(sequence int64, kind string, data json.RawMessage) []byte {
	return fmt.Appendf(nil, `{"op":0,"s":%d,"t":%q,"d":%s}`, sequence, kind, data)
}

// skipped is a dispatch that discordgo counts and does nothing about.
func skipped(sequence int64) []byte {
	return dispatched(sequence, "VERBATIM_SKIPPED", json.RawMessage("null"))
}
