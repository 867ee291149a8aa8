package guard

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/bot/discordtest"
	"verbatim/bot/gateway/event"
)

const upgrade = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"

// through sends bytes through a guard and returns what comes out behind the upgrade, and
// why the connection ended.
func through(t testing.TB, raw []byte) ([]byte, Ending) {
	t.Helper()
	near, far := net.Pipe()
	log := slog.New(slog.DiscardHandler)
	j := &Judge{
		Log: log, Wanted: map[string]bool{event.MessageCreate: true, event.Interaction: true}, Damage: new(atomic.Int64),
		Joined: func(bool) {}, Position: new(Position),
	}
	short := DefaultTiming()
	short.Hello, short.Ready = 2*time.Second, 2*time.Second
	g := New(near, j, short)
	go func() {
		far.Write([]byte(upgrade))
		far.Write(raw)
		far.Close()
	}()
	go io.Copy(io.Discard, far)
	out, err := io.ReadAll(g)
	if err != nil && !errors.Is(err, net.ErrClosed) {
		t.Fatalf("read through the guard: %v", err)
	}
	<-g.Ended
	return bytes.TrimPrefix(out, []byte(upgrade)), g.Ending
}

func part(opcode byte, last bool, body string) []byte {
	raw := frameHead(opcode, len(body), 0)
	if !last {
		raw[0] &^= 0x80
	}
	return append(raw, body...)
}

func TestGuard(t *testing.T) {
	hello := `{"op":10,"d":{"heartbeat_interval":5000}}`
	ready := `{"op":0,"s":1,"t":"READY","d":{"session_id":"x","user":{"id":"1"}}}`
	message := `{"op":0,"s":2,"t":"MESSAGE_CREATE","d":{"id":"1","channel_id":"2","author":{"id":"3"},"content":"c"}}`
	for _, c := range []struct {
		name   string
		frames [][]byte
		want   []string // pieces of what comes out, in order
		not    string
		reason string
	}{
		{"whole", [][]byte{part(1, true, hello), part(1, true, ready), part(1, true, message)}, []string{"heartbeat_interval", "READY", `"content":"c"`}, "", "EOF"},
		{"in pieces", [][]byte{part(1, false, hello[:9]), part(0, false, hello[9:15]), part(9, true, "ping"), part(0, true, hello[15:])}, []string{"ping", hello}, "", "EOF"},
		{"long", [][]byte{part(1, true, hello), part(1, true, strings.Replace(message, `"c"`, `"`+strings.Repeat("x", 70000)+`"`, 1))}, []string{strings.Repeat("x", 70000)}, "", "read"},
		{"unwanted", [][]byte{part(1, true, `{"op":0,"s":9,"t":"TYPING_START","d":{"user_id":"secret"}}`)}, []string{`{"op":0,"s":9,"t":"VERBATIM_SKIPPED","d":null}`}, "secret", "EOF"},
		{"binary", [][]byte{part(2, true, "\x78\x9c")}, nil, "\x78", "EOF"},
		{"closed", [][]byte{part(8, true, string(binary.BigEndian.AppendUint16(nil, 4009))+"gone")}, nil, "", "4009 gone"},
		{"closed without code", [][]byte{part(8, true, "")}, nil, "", "1005"},
		{"masked", [][]byte{clientFrame(frameText, []byte(hello))}, nil, "heartbeat", "masked"},
		{"reserved opcode", [][]byte{{0x8b, 0}}, nil, "", "no WebSocket frame"},
		{"reserved bit", [][]byte{{0xc1, 2, '{', '}'}}, nil, "{}", "no WebSocket frame"},
		{"ping in pieces", [][]byte{{0x09, 1, 'x'}}, nil, "x", "no WebSocket frame"},
		{"huge", [][]byte{{0x81, 127, 0x7f, 0, 0, 0, 0, 0, 0, 0}}, nil, "", "frame of"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, e := through(t, bytes.Join(c.frames, nil))
			rest := string(out)
			for _, w := range c.want {
				_, after, ok := strings.Cut(rest, w)
				if !ok {
					t.Fatalf("%q is missing in %.300q", w, rest)
				}
				rest = after
			}
			if c.not != "" && bytes.Contains(out, []byte(c.not)) {
				t.Errorf("%q came through", c.not)
			}
			if !strings.Contains(e.Reason, c.reason) {
				t.Errorf("ended with %q, want %q", e.Reason, c.reason)
			}
		})
	}
}

// FuzzGuard shows that no bytes from the network make the guard panic, hang, or pass on
// an event that a handler cannot bear.
func FuzzGuard(f *testing.F) {
	for i, frame := range discordtest.Damage() {
		f.Add(part(1, true, strings.Replace(frame, "%d", fmt.Sprint(i+1), 1)))
	}
	f.Add(append(part(1, false, `{"op":`), part(0, true, `11}`)...))
	f.Fuzz(func(t *testing.T, raw []byte) {
		out, _ := through(t, raw)
		for in := bufio.NewReader(bytes.NewReader(out)); ; {
			f, err := readFrame(in)
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatalf("passed on what is no frame: %v", err)
			}
			for _, opcode := range []string{`"op":1,`, `"op":7,`, `"op":9,`} {
				if f.opcode < frameClose && bytes.Contains(f.body, []byte(`{`+opcode)) {
					t.Fatalf("passed on %s", f.body)
				}
			}
		}
	})
}
