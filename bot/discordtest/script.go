package discordtest

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Script makes one gateway connection misbehave. The zero Script does not.
type Script struct {
	Status      int      // answer the WebSocket upgrade with this HTTP status
	Drop        bool     // end the TCP connection right after the upgrade
	NoHello     bool     // never send HELLO
	NoReady     bool     // never answer IDENTIFY or RESUME
	NoAcks      bool     // never acknowledge heartbeats
	BeforeReady []string // frames sent after IDENTIFY or RESUME, before their answer
	CloseCode   int      // close with it in place of READY or RESUMED
	Interval    any      // heartbeat_interval told in HELLO, nil for the server's own
}

// Script sets what the next connections do, one each.
func (s *Server) Script(scripts ...Script) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.scripts = append(s.gateway.scripts, scripts...)
}

// Connections lists all gateway connections so far, the oldest first.
func (s *Server) Connections() []Connection {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gateway.records)
}

// Identifies counts the sessions that clients asked for, Resumes the ones they went on with.
func (s *Server) Identifies() int {
	return s.count(func(c Connection) bool { return c.Identified })
}

// Resumes counts the RESUMEs of all clients.
func (s *Server) Resumes() int {
	return s.count(func(c Connection) bool { return c.Resumed })
}

func (s *Server) count(which func(Connection) bool) int {
	n := 0
	for _, c := range s.Connections() {
		if which(c) {
			n++
		}
	}
	return n
}

// Send writes a frame as it is to all connections.
func (s *Server) Send(frame string) {
	for _, c := range s.open() {
		c.queue([]byte(frame))
	}
}

// SendNext writes a frame as it is to all connections, except that %d in it becomes the
// session's next sequence number.
func (s *Server) SendNext(frame string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, se := range s.gateway.sessions {
		raw := []byte(frame)
		if strings.Contains(frame, "%d") {
			se.seq++
			raw = []byte(strings.Replace(frame, "%d", strconv.FormatInt(se.seq, 10), 1))
			se.log = append(se.log, raw)
		}
		if se.conn != nil && se.conn.live {
			se.conn.queue(raw)
		}
	}
}

// Close ends all connections with a close code.
func (s *Server) Close(code int) {
	for _, c := range s.open() {
		c.close(code, "")
	}
}

// Cut ends all TCP connections of the gateway without a word.
func (s *Server) Cut() { s.dropConnections() }

func (s *Server) dropConnections() {
	for _, c := range s.open() {
		c.end()
	}
}

// Freeze leaves all connections open but dead: nothing is read from them or written to
// them any more, as when a router in between forgot them.
func (s *Server) Freeze() {
	for _, c := range s.open() {
		s.mu.Lock()
		if !c.isFrozen() {
			close(c.frozen)
		}
		s.mu.Unlock()
	}
}

// StopAcks leaves heartbeats on all present connections unacknowledged.
func (s *Server) StopAcks() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.gateway.conns {
		c.noAcks = true
	}
}

// Forget ends all sessions, so that a RESUME is answered with an invalid session.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.gateway.sessions)
}

// ForgetLog lets go of the events kept for replay, so that a long test does not measure
// the server's memory. Sessions cannot be resumed across it.
func (s *Server) ForgetLog() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, se := range s.gateway.sessions {
		se.forgotten, se.log = se.seq, nil
	}
}

// SetShards changes the recommended number of shards.
func (s *Server) SetShards(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opts.Shards = n
}

// SetResumeURL changes the address for resuming that READY tells.
func (s *Server) SetResumeURL(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.resumeURL = url
}

// Down makes the gateway unreachable, present connections included, or lets it come back.
func (s *Server) Down(down bool) {
	s.mu.Lock()
	s.gateway.down = down
	s.mu.Unlock()
	if down {
		s.dropConnections()
	}
}

// DownFor makes the gateway unreachable for a time.
func (s *Server) DownFor(d time.Duration) {
	s.Down(true)
	time.AfterFunc(d, func() { s.Down(false) })
}

// open lists the connections that have not ended.
func (s *Server) open() []*conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.conns = slices.DeleteFunc(s.gateway.conns, func(c *conn) bool {
		select {
		case <-c.closed:
			return true
		default:
			return false
		}
	})
	return slices.Clone(s.gateway.conns)
}
