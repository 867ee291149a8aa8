package control

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// A shelf is a keeper of some bytes.
type shelf struct {
	data     []byte
	broken   error // what Copy fails with, after half of the data
	resting  chan struct{}
	let      chan struct{} // HandOver waits for it, where there is one
	took     chan bool
	restored []byte
}

func (s *shelf) Publish() error { return s.broken }

func (s *shelf) Copy(w io.Writer) error {
	if s.broken != nil {
		_, err := w.Write(s.data[:len(s.data)/2])
		return errors.Join(err, s.broken)
	}
	_, err := w.Write(s.data)
	return err
}

func (s *shelf) Restore(_ context.Context, from io.Reader) (err error) {
	s.restored, err = io.ReadAll(from)
	return err
}

func (s *shelf) HandOver(context.Context) (json.RawMessage, func(bool), error) {
	if s.let != nil {
		close(s.resting)
		<-s.let
	}
	return json.RawMessage(`{"a":1}`), func(taken bool) { s.took <- taken }, s.broken
}

// listen serves a shelf, and returns its socket and a client.
func listen(t *testing.T, s *shelf) (*Server, *Client) {
	t.Helper()
	path := Path(t.TempDir(), "bot.db")
	server, err := Listen(path, s, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	c, err := Dial(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return server, c
}

// TestSocket has its owner alone reach the socket, which goes with the server.
func TestSocket(t *testing.T) {
	server, _ := listen(t, &shelf{})
	info, err := os.Lstat(server.path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && (info.Mode().Perm() != 0o600 || info.Mode().Type() != os.ModeSocket) {
		t.Errorf("mode %v", info.Mode())
	}
	if err := server.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(filepath.Dir(server.path)); len(left) > 0 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if _, err := Dial(t.Context(), server.path); !errors.Is(err, ErrNobody) {
		t.Errorf("dialled what is closed: %v", err)
	}
}

// TestSocketReplaced puts a socket in the place of one that nobody listens at, and in that of one
// whose server then leaves it alone.
func TestSocketReplaced(t *testing.T) {
	first, _ := listen(t, &shelf{data: []byte("first")})
	second, err := Listen(first.path, &shelf{data: []byte("second")}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	c, err := Dial(t.Context(), first.path)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := c.Copy(t.Context(), &got); err != nil || got.String() != "second" {
		t.Errorf("%q, %v", &got, err)
	}
}

// TestSocketFarDown listens where the path is longer than the address of a socket may be.
func TestSocketFarDown(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	dir := filepath.Join(t.TempDir(), strings.Repeat("far/down/", 20))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := Path(dir, "bot-10-of-16.db")
	server, err := Listen(path, &shelf{data: []byte("deep")}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	c, err := Dial(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := c.Copy(t.Context(), &got); err != nil || got.String() != "deep" {
		t.Errorf("%q, %v", &got, err)
	}
}

func TestAsk(t *testing.T) {
	s := &shelf{data: bytes.Repeat([]byte("0123456789"), 1<<20)}
	_, c := listen(t, s)
	var got bytes.Buffer
	if err := c.Copy(t.Context(), &got); err != nil || !bytes.Equal(got.Bytes(), s.data) {
		t.Errorf("%d bytes, %v", got.Len(), err)
	}
	if err := c.Restore(t.Context(), bytes.NewReader(s.data)); err != nil || !bytes.Equal(s.restored, s.data) {
		t.Errorf("%d bytes, %v", len(s.restored), err)
	}
	if err := c.Publish(t.Context()); err != nil {
		t.Error(err)
	}
	s.broken = errors.New("the disk is full")
	if err := c.Copy(t.Context(), io.Discard); err == nil {
		t.Error("half a copy is no error")
	}
	if err := c.Publish(t.Context()); err == nil || err.Error() != "the disk is full" {
		t.Errorf("%v", err)
	}
}

// TestHandOver hands over to one that goes on, to one that is gone before it does, and to one of two.
func TestHandOver(t *testing.T) {
	s := &shelf{took: make(chan bool, 1)}
	_, c := listen(t, s)
	next := func() (*Handover, error) { // the one before ends a moment after the keeper has heard of it
		for {
			if h, err := c.HandOver(t.Context()); !errors.Is(err, ErrBusy) {
				return h, err
			}
			time.Sleep(time.Millisecond)
		}
	}
	for _, takes := range []bool{true, false} {
		h, err := next()
		if err != nil || string(h.Handed) != `{"a":1}` {
			t.Fatalf("%v, %v", h, err)
		}
		if _, err := c.HandOver(t.Context()); !errors.Is(err, ErrBusy) {
			t.Errorf("a second one: %v", err)
		}
		if err := c.Restore(t.Context(), nil); !errors.Is(err, ErrBusy) {
			t.Errorf("a restore meanwhile: %v", err)
		}
		end := h.Close
		if takes {
			end = func() error { return h.Taken(t.Context()) }
		}
		if err := end(); err != nil {
			t.Error(err)
		}
		if took := <-s.took; took != takes {
			t.Errorf("taken: %t, want %t", took, takes)
		}
	}
	s.broken = errors.New("it cannot")
	if _, err := next(); err == nil || err.Error() != "it cannot" {
		t.Errorf("%v", err)
	}
}

// TestHandOverLost ends the process before while it hands over.
func TestHandOverLost(t *testing.T) {
	s := &shelf{took: make(chan bool, 1), resting: make(chan struct{}), let: make(chan struct{})}
	server, c := listen(t, s)
	go func() {
		<-s.resting
		server.http.Close()
		close(s.let)
	}()
	if _, err := c.HandOver(t.Context()); !errorsAs[*LostError](err) {
		t.Errorf("%v", err)
	}
	if <-s.took {
		t.Error("it believes that somebody took over")
	}
}

// TestHung asks a process that does not answer.
func TestHung(t *testing.T) {
	path := Path(t.TempDir(), "bot.db")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c, err := Dial(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.ask(t.Context(), "POST", "/handover", nil, 50*time.Millisecond)
	hung, ok := errors.AsType[*HungError](err)
	if !ok || runtime.GOOS == "linux" && hung.PID != os.Getpid() {
		t.Errorf("%v", err)
	}
}

func errorsAs[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// TestTakenFromTheDead: a process before that ended while it was at a rest need not be told who goes on.
func TestTakenFromTheDead(t *testing.T) {
	s := &shelf{took: make(chan bool, 1)}
	server, c := listen(t, s)
	h, err := c.HandOver(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(server.http.Close(), os.Remove(server.path)); err != nil {
		t.Fatal(err)
	}
	if err := h.Taken(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestKeeperEnds: what ends on the way has let go of everything.
func TestKeeperEnds(t *testing.T) {
	_, c := listen(t, &shelf{broken: ErrEnds})
	if _, err := c.HandOver(t.Context()); !errorsAs[*LostError](err) {
		t.Errorf("%v", err)
	}
}

// TestGivenSocketStays: whoever has handed over leaves the socket's place to its successor.
func TestGivenSocketStays(t *testing.T) {
	s := &shelf{took: make(chan bool, 1)}
	server, c := listen(t, s)
	h, err := c.HandOver(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Taken(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-s.took
	if err := server.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(server.path); err != nil {
		t.Error(err)
	}
	if _, err := Dial(t.Context(), server.path); !errors.Is(err, ErrNobody) {
		t.Errorf("%v", err)
	}
}
