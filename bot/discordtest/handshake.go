package discordtest

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/bwmarrin/discordgo"
)

// privileged are the intents that must be enabled for the application.
const privileged = discordgo.IntentGuildMembers | discordgo.IntentGuildPresences | discordgo.IntentMessageContent

// identify starts a session.
func (c *conn) identify(d json.RawMessage) int {
	var p struct {
		Token      string
		Intents    discordgo.Intent
		Shard      *[2]int
		Compress   bool
		Properties map[string]string
	}
	if err := json.Unmarshal(d, &p); err != nil || p.Properties == nil {
		return 4002
	}
	shard := [2]int{0, 1}
	if p.Shard != nil {
		shard = *p.Shard
	}
	s := c.s
	s.mu.Lock()
	defer s.mu.Unlock()
	r := &s.gateway.records[c.index]
	if r.Identified || r.Resumed {
		s.violate("IDENTIFY twice on one connection")
		return 4005
	}
	r.Identified, r.Shard, r.Intents = true, shard, int(p.Intents)
	s.countStart(shard[0])
	switch {
	case p.Token != "Bot "+s.opts.Token && p.Token != s.opts.Token:
		return 4004
	case shard[0] < 0 || shard[0] >= shard[1]:
		return 4010
	case shard[1] < s.opts.Shards:
		return 4011
	case p.Intents&privileged&^s.opts.Privileged != 0:
		return 4014
	case p.Compress:
		s.violate("IDENTIFY asks for compression")
	}
	for id, old := range s.gateway.sessions { // a shard's older session ends
		if old.shard == shard[0] && old.shards == shard[1] && old.conn == nil {
			delete(s.gateway.sessions, id)
		}
	}
	se := &session{id: "session-" + s.newID(), shard: shard[0], shards: shard[1], intents: p.Intents}
	s.gateway.sessions[se.id] = se
	se.conn = c
	ready := se.frame("READY", s.readyJSON(se))
	return c.welcome(se, ready)
}

// countStart takes one IDENTIFY from the budget. The caller holds s.mu.
func (s *Server) countStart(shard int) {
	g := &s.gateway
	s.refill()
	if g.remaining--; g.remaining < 0 {
		s.violate("more IDENTIFYs than session_start_limit allows")
	}
	if g.lastStart == nil {
		g.lastStart = map[int]int64{}
	}
	key, now := shard%s.opts.MaxConcurrency, time.Now().UnixNano()
	if last, ok := g.lastStart[key]; ok && now-last < s.opts.IdentifyEvery.Nanoseconds() {
		s.violate(fmt.Sprintf("IDENTIFY of rate limit key %d only %v after the one before", key, time.Duration(now-last)))
	}
	g.lastStart[key] = now
}

// refill gives new IDENTIFYs when the time of the old ones is over. The caller holds s.mu.
func (s *Server) refill() {
	g, now := &s.gateway, time.Now()
	if g.startsEnd.IsZero() {
		g.startsEnd = now.Add(s.opts.StartReset)
	}
	if now.After(g.startsEnd) {
		g.remaining, g.startsEnd = s.opts.StartLimit, now.Add(s.opts.StartReset)
	}
}

func (s *Server) readyJSON(se *session) map[string]any {
	guilds := []any{}
	for id := range s.guilds {
		if shardOf(id, se.shards) == se.shard {
			guilds = append(guilds, map[string]any{"id": id, "unavailable": true})
		}
	}
	return map[string]any{
		"v": 10, "user": s.Bot.json(), "guilds": guilds, "session_id": se.id, "session_type": "normal",
		"resume_gateway_url": s.gateway.resumeURL, "shard": []int{se.shard, se.shards},
		"application": map[string]any{"id": s.AppID, "flags": 0}, "private_channels": []any{},
	}
}

// resume goes on with a session and replays what was missed.
func (c *conn) resume(d json.RawMessage) int {
	var p struct {
		Token     string
		SessionID string `json:"session_id"`
		Seq       int64
	}
	if err := json.Unmarshal(d, &p); err != nil {
		return 4002
	}
	s := c.s
	s.mu.Lock()
	defer s.mu.Unlock()
	r := &s.gateway.records[c.index]
	r.Resumed = true
	se := s.gateway.sessions[p.SessionID]
	switch {
	case p.Token != "Bot "+s.opts.Token && p.Token != s.opts.Token:
		return 4004
	case se == nil || p.Seq < se.forgotten:
		c.queue(op(9, false))
		return 0
	case p.Seq > se.seq:
		return 4007
	}
	r.Shard = [2]int{se.shard, se.shards}
	if old := se.conn; old != nil {
		old.live = false
		go old.end()
	}
	se.conn = c
	missed := append([][]byte{}, se.log[p.Seq-se.forgotten:]...)
	return c.welcome(se, append(missed, se.frame("RESUMED", map[string]any{}))...)
}

// welcome sends READY, or the missed events and RESUMED, or what the script puts in
// their place. The caller holds s.mu.
func (c *conn) welcome(se *session, frames ...[]byte) int {
	for _, raw := range c.script.BeforeReady {
		c.queue([]byte(raw))
	}
	if c.script.CloseCode != 0 {
		return c.script.CloseCode
	}
	if c.script.NoReady {
		return 0
	}
	for _, f := range frames {
		c.queue(f)
	}
	c.live = true
	c.s.gateway.records[c.index].Live = time.Now()
	for id, g := range c.s.guilds {
		if len(frames) == 1 && shardOf(id, se.shards) == se.shard && se.wants("GUILD_CREATE", id) && c.s.gateway.records[c.index].Identified {
			c.queue(se.frame("GUILD_CREATE", c.s.guildJSON(g)))
		}
	}
	c.s.touch()
	return 0
}
