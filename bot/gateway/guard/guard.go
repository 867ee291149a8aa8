package guard

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// A Guard is the network connection under one of discordgo's WebSockets. It passes on
// what discordgo sends. Of what Discord sends it passes on only what discordgo can bear;
// the rest it answers itself, puts right, or ends the connection for. See the package's
// documentation for what and why.
//
// Read is called from one goroutine at a time, the other methods from any.
type Guard struct {
	net.Conn
	in       *bufio.Reader
	out      bytes.Buffer // what Read hands over next
	open     bool         // the WebSocket upgrade is done
	message  []byte       // a message whose continuation is still to come
	judge    *Judge
	timing   Timing
	interval time.Duration // between heartbeats, 0 before HELLO

	writing sync.Mutex // one frame at a time
	Opening []byte     // takes the place of discordgo's IDENTIFY
	unacked bool       // the latest heartbeat has not been acknowledged
	once    sync.Once
	Ended   chan struct{} // closed by end
	Ending  Ending        // why it ended; read it after ended is closed
}

// An Ending says why a connection is over.
type Ending struct {
	Reason    string
	Code      int  // Discord's close code, 0 when it sent none
	Fresh     bool // the session cannot be resumed
	Invalid   bool // Discord called the session invalid
	Greeted   bool // HELLO had come
	Connected bool // READY or RESUMED had come
}

// New puts a guard on a connection before the WebSocket upgrade.
func New(conn net.Conn, judge *Judge, t Timing) *Guard {
	return &Guard{Conn: conn, in: bufio.NewReaderSize(conn, 16<<10), judge: judge, timing: t, Ended: make(chan struct{})}
}

// End closes the connection without a word, so that the session can be resumed. Only
// the first call counts.
func (g *Guard) End(e Ending) {
	g.once.Do(func() {
		e.Greeted, e.Connected = g.judge.greeted.Load(), g.judge.connected()
		g.Ending = e
		close(g.Ended)
		g.Conn.Close()
	})
}

// Leave says goodbye, which ends the session, and waits a moment for the answer.
// discordgo's own way of closing holds its lock for a second, whatever comes back.
func (g *Guard) Leave() {
	g.inject(frameClose, binary.BigEndian.AppendUint16(nil, websocket.CloseNormalClosure))
	select {
	case <-g.Ended:
	case <-time.After(g.timing.Goodbye):
	}
	g.End(Ending{Reason: "stopped"})
}

// over tells whether the connection has ended.
func (g *Guard) over() bool {
	select {
	case <-g.Ended:
		return true
	default:
		return false
	}
}

// Close is discordgo's way to end the connection.
func (g *Guard) Close() error {
	g.End(Ending{Reason: "closed by this side"})
	return nil
}

// Write sends what discordgo sends. It never fails; the reading side tells of the end.
func (g *Guard) Write(p []byte) (int, error) {
	g.writing.Lock()
	defer g.writing.Unlock()
	opcode, body := openFrame(p)
	op := opcodeOf(body)
	switch {
	case opcode == frameClose: // it would end the session too
		g.End(Ending{Reason: "discordgo gives the connection up"})
	case opcode != frameText:
		g.send(p)
	case op == opHeartbeat && g.unacked:
		g.End(Ending{Reason: "no heartbeat acknowledged"})
	case op == OpIdentify:
		g.send(clientFrame(frameText, g.Opening))
	default:
		g.unacked = g.unacked || op == opHeartbeat
		g.send(p)
	}
	return len(p), nil
}

// opcodeOf is the opcode of a payload, -1 when it has none.
func opcodeOf(body []byte) int {
	var p payload
	if json.Unmarshal(body, &p) != nil || p.Op == nil {
		return -1
	}
	return *p.Op
}

// acknowledged notes that the latest heartbeat has been.
func (g *Guard) acknowledged() {
	g.writing.Lock()
	defer g.writing.Unlock()
	g.unacked = false
}

// inject sends a frame of the guard's own.
func (g *Guard) inject(opcode byte, body []byte) {
	g.writing.Lock()
	defer g.writing.Unlock()
	g.send(clientFrame(opcode, body))
}

// send writes to the network. The caller holds g.writing.
func (g *Guard) send(p []byte) {
	if g.over() {
		return
	}
	_ = g.Conn.SetWriteDeadline(time.Now().Add(g.timing.Write)) // Write tells when the connection is gone
	if _, err := g.Conn.Write(p); err != nil {
		g.End(Ending{Reason: fmt.Sprintf("write: %v", err)})
	}
}

// SetWriteDeadline does nothing; send has its own.
func (g *Guard) SetWriteDeadline(time.Time) error { return nil }

// Read hands over what was found fit.
func (g *Guard) Read(p []byte) (int, error) {
	for g.out.Len() == 0 {
		if g.over() {
			return 0, net.ErrClosed
		}
		var err error
		if g.open {
			err = g.nextFrame()
		} else {
			err = g.nextLine()
		}
		if err != nil {
			g.End(Ending{Reason: fmt.Sprintf("read: %v", err)})
		}
	}
	return g.out.Read(p)
}

// nextLine passes on a line of the answer to the WebSocket upgrade.
func (g *Guard) nextLine() error {
	line, err := g.in.ReadBytes('\n')
	if bytes.HasPrefix(line, []byte("HTTP/")) && !bytes.Contains(line, []byte(" 101 ")) {
		return fmt.Errorf("the gateway answers %s", bytes.TrimSpace(line))
	}
	g.out.Write(line)
	if err == nil && len(bytes.TrimSpace(line)) == 0 {
		g.open = true
	}
	return err
}

// nextFrame reads a frame and decides about it.
func (g *Guard) nextFrame() error {
	_ = g.Conn.SetReadDeadline(time.Now().Add(g.patience())) // reading tells when the connection is gone
	f, err := readFrame(g.in)
	if err != nil {
		return err
	}
	switch {
	case f.opcode == frameClose:
		g.closed(f.body)
	case f.opcode > frameClose: // ping and pong
		g.out.Write(f.raw)
	default:
		g.collect(f)
	}
	return nil
}

// patience is how long the next frame may take.
func (g *Guard) patience() time.Duration {
	switch {
	case g.interval == 0:
		return g.timing.Hello
	case !g.judge.connected():
		return g.timing.Ready
	default:
		return time.Duration(float64(g.interval) * g.timing.Silent)
	}
}

// closed takes note of Discord's close frame.
func (g *Guard) closed(body []byte) {
	code, text := 1005, ""
	if len(body) >= 2 {
		code, text = int(binary.BigEndian.Uint16(body)), string(body[2:])
	}
	g.End(Ending{Reason: strings.TrimSpace(fmt.Sprintf("closed by Discord with %d %s", code, text)), Code: code, Fresh: needsNewSession(code)})
}

// needsNewSession tells whether a close code ends the session
// (topics/opcodes-and-status-codes.mdx, "Gateway Close Event Codes").
func needsNewSession(code int) bool {
	return code == 4003 || code == 4007 || code == 4009
}

// collect puts the parts of a message together and takes it to the judge.
func (g *Guard) collect(f frame) {
	if f.opcode == frameMore {
		f.body = append(g.message, f.body...)
	}
	if len(f.body) > maxFrame {
		g.End(Ending{Reason: "message too large"})
		return
	}
	if !f.last {
		g.message = f.body
		return
	}
	g.message = nil
	g.carryOut(g.judge.decide(f.body))
}

// carryOut does what the judge decided.
func (g *Guard) carryOut(v verdict) {
	if v.pass != nil {
		g.out.Write(serverFrame(v.pass))
	}
	if v.reply != nil {
		g.inject(frameText, v.reply)
	}
	if v.acknowledged {
		g.acknowledged()
	}
	if v.interval > 0 {
		g.interval = v.interval
	}
	if v.end != nil {
		g.End(*v.end)
	}
}
