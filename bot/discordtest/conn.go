package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// A Connection is what a client did on one gateway connection.
type Connection struct {
	At         time.Time
	Live       time.Time // when READY, or what was missed, was sent; zero before
	Ended      time.Time // zero while it is open
	Path       string    // "/resume/" when it came to the address given for resuming
	Identified bool
	Resumed    bool // sent RESUME, whether or not it was accepted
	Shard      [2]int
	Intents    int
	Heartbeats int
	CloseCode  int // of the client's close frame; 1006 when there was none; 0 while it is open
}

// conn is one WebSocket connection.
type conn struct {
	s      *Server
	ws     *websocket.Conn
	script Script
	index  int  // in gateway.records
	live   bool // READY or RESUMED was sent; guarded by Server.mu
	frozen chan struct{}
	noAcks bool // guarded by Server.mu

	out    chan []byte
	closed chan struct{}
	once   sync.Once
	sends  []time.Time // of the client, for the 120 a minute
}

func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	down := s.gateway.down
	s.mu.Unlock()
	if down {
		panic(http.ErrAbortHandler)
	}
	if v := r.URL.Query(); v.Get("encoding") != "json" || v.Get("v") == "" || v.Get("compress") != "" {
		s.mu.Lock()
		s.violate("gateway address without version, with compression or with another encoding: " + r.URL.String())
		s.mu.Unlock()
	}
	script := s.nextScript()
	if script.Status != 0 {
		http.Error(w, "<html>in trouble</html>", script.Status)
		return
	}
	up := websocket.Upgrader{}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &conn{s: s, ws: ws, script: script, out: make(chan []byte, 20000), closed: make(chan struct{}), frozen: make(chan struct{})}
	s.mu.Lock()
	c.noAcks = c.script.NoAcks
	c.index = len(s.gateway.records)
	s.gateway.records = append(s.gateway.records, Connection{At: time.Now(), Path: r.URL.Path})
	s.gateway.conns = append(s.gateway.conns, c)
	s.touch()
	s.mu.Unlock()
	go c.write()
	c.read()
}

// nextScript takes the script of the next connection.
func (s *Server) nextScript() Script {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.gateway.scripts) == 0 {
		return Script{}
	}
	script := s.gateway.scripts[0]
	s.gateway.scripts = s.gateway.scripts[1:]
	return script
}

// read serves the client until the connection ends.
func (c *conn) read() {
	defer c.gone()
	if c.script.Drop {
		return
	}
	if !c.script.NoHello {
		c.queue(op(10, map[string]any{"heartbeat_interval": c.interval()}))
	}
	for {
		_, raw, err := c.ws.ReadMessage()
		if c.isFrozen() {
			<-c.closed
			return
		}
		if err != nil {
			c.record(func(r *Connection) { r.CloseCode = closeCode(err) })
			return
		}
		c.check(raw)
		var p struct {
			Op int             `json:"op"`
			D  json.RawMessage `json:"d"`
		}
		if err := json.Unmarshal(raw, &p); err != nil {
			c.close(4002, "Error while decoding payload.")
			return
		}
		if code := c.handle(p.Op, p.D); code != 0 {
			c.close(code, "")
			return
		}
	}
}

func (c *conn) interval() any {
	if c.script.Interval != nil {
		return c.script.Interval
	}
	return c.s.opts.Heartbeat.Milliseconds()
}

// check applies the limits on what clients send.
func (c *conn) check(raw []byte) {
	now := time.Now()
	for len(c.sends) > 0 && now.Sub(c.sends[0]) > time.Minute {
		c.sends = c.sends[1:]
	}
	c.sends = append(c.sends, now)
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if len(raw) > 4096 {
		c.s.violate(fmt.Sprintf("gateway payload of %d bytes", len(raw)))
	}
	// Short heartbeats of a test don't count against the limit.
	if len(c.sends) > 120 && c.s.opts.Heartbeat >= 5*time.Second {
		c.s.violate("more than 120 gateway payloads in a minute")
	}
}

func closeCode(err error) int {
	if e, ok := err.(*websocket.CloseError); ok {
		return e.Code
	}
	return websocket.CloseAbnormalClosure
}

// handle answers one payload and returns a close code or 0.
func (c *conn) handle(opcode int, d json.RawMessage) int {
	switch opcode {
	case 1:
		c.heartbeat()
	case 2:
		return c.identify(d)
	case 6:
		return c.resume(d)
	case 3, 4, 8:
	default:
		return 4001
	}
	return 0
}

func (c *conn) heartbeat() {
	c.record(func(r *Connection) { r.Heartbeats++ })
	c.s.mu.Lock()
	silent := c.noAcks
	c.s.mu.Unlock()
	if !silent {
		c.queue(op(11, nil))
	}
}

// write sends what is queued until the connection ends.
func (c *conn) write() {
	for {
		select {
		case frame := <-c.out:
			if c.isFrozen() {
				continue
			}
			if err := c.ws.WriteMessage(websocket.TextMessage, frame); err != nil {
				c.end()
				return
			}
		case <-c.closed:
			return
		}
	}
}

func (c *conn) queue(frame []byte) {
	select {
	case c.out <- frame:
	case <-c.closed:
	}
}

// close says goodbye with a code after what is queued was sent.
func (c *conn) close(code int, text string) {
	for len(c.out) > 0 {
		select {
		case <-c.closed:
			return
		case <-time.After(time.Millisecond):
		}
	}
	message := websocket.FormatCloseMessage(code, text)
	_ = c.ws.WriteControl(websocket.CloseMessage, message, time.Now().Add(time.Second)) // the peer may be gone
	c.end()
}

// end drops the TCP connection.
func (c *conn) end() {
	c.once.Do(func() {
		close(c.closed)
		c.ws.Close()
	})
}

// gone detaches the connection from its session. A client that said goodbye with 1000
// or 1001 ends the session.
func (c *conn) gone() {
	c.end()
	s := c.s
	s.mu.Lock()
	defer s.mu.Unlock()
	r := &s.gateway.records[c.index]
	if r.CloseCode == 0 {
		r.CloseCode = websocket.CloseAbnormalClosure
	}
	r.Ended = time.Now()
	for id, se := range s.gateway.sessions {
		if se.conn != c {
			continue
		}
		se.conn = nil
		if r.CloseCode == websocket.CloseNormalClosure || r.CloseCode == websocket.CloseGoingAway {
			delete(s.gateway.sessions, id)
		}
	}
	s.touch()
}

func (c *conn) record(change func(*Connection)) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	change(&c.s.gateway.records[c.index])
	c.s.touch()
}

func (c *conn) isFrozen() bool {
	select {
	case <-c.frozen:
		return true
	default:
		return false
	}
}

func op(code int, d any) []byte {
	raw, err := json.Marshal(map[string]any{"op": code, "d": d, "s": nil, "t": nil})
	if err != nil {
		panic(fmt.Sprintf("discordtest: encode op %d: %v", code, err)) // d is built here
	}
	return raw
}
