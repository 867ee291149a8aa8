package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// A Keeper owns a store and does what is asked. Its methods may be called from several goroutines.
type Keeper interface {
	// Publish brings what other processes can read beside the store up to date.
	Publish() error

	// Copy writes the store as of this moment.
	Copy(w io.Writer) error

	// Restore puts another store in the place of this one, and goes on with that.
	Restore(ctx context.Context, from io.Reader) error

	// HandOver comes to a rest, lets go of everything, and returns what a successor needs to go on.
	// The caller calls end once: true when the successor goes on, false when the keeper has to.
	// Where HandOver fails, the keeper goes on by itself, unless that is [ErrEnds].
	HandOver(ctx context.Context) (handed json.RawMessage, end func(taken bool), err error)
}

// ErrBusy means that the keeper is at a rest already, for another one who asked.
var ErrBusy = errors.New("another process takes over, or a backup is being put back: try again in a moment")

// ErrEnds means that the keeper has come to its end on the way.
var ErrEnds = errors.New("serve ended on the way; its log tells why")

// takeTime is how long a successor may take to go on with what it was handed.
const takeTime = time.Minute

// A Server answers on a socket.
type Server struct {
	path   string
	socket os.FileInfo // of the one that this server made
	http   *http.Server
	keeper Keeper
	log    *slog.Logger

	taken chan struct{} // gets a value when the successor goes on
	one   sync.Mutex    // held while the keeper hands over or restores
	given atomic.Bool   // the successor goes on: what lies at path is its own, soon if not yet
}

// Listen answers on the socket at a path until Close. It takes the place of a socket that is
// there: whether somebody answers on that is for the caller to find out before, by [Dial].
func Listen(path string, k Keeper, log *slog.Logger) (*Server, error) {
	l, err := bind(path)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", path, err)
	}
	s := &Server{path: path, keeper: k, log: log, taken: make(chan struct{})}
	s.socket, _ = os.Lstat(path) // nil is never the same
	mux := http.NewServeMux()
	mux.HandleFunc("POST /publish", func(w http.ResponseWriter, _ *http.Request) { finish(w, k.Publish()) })
	mux.HandleFunc("GET /copy", s.copy)
	mux.HandleFunc("POST /restore", s.restore)
	mux.HandleFunc("POST /handover", s.handOver)
	mux.HandleFunc("POST /taken", s.take)
	s.http = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go s.serve(l)
	return s, nil
}

func (s *Server) serve(l net.Listener) {
	if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		s.log.Error("the control socket answers no more", "error", err)
	}
}

// Close ends the server once what is being answered is, a second at most, and removes the socket, unless
// another process has put its own in that place, or is about to.
func (s *Server) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if now, err := os.Lstat(s.path); err == nil && !s.given.Load() && s.socket != nil && os.SameFile(now, s.socket) {
		os.Remove(s.path) //nolint:errcheck // nobody listens there any more, which the next one finds out
	}
	if s.http.Shutdown(ctx) != nil {
		return s.http.Close()
	}
	return nil
}

// finish ends an answer that has no more than its status.
func finish(w http.ResponseWriter, err error) {
	switch {
	case err == nil:
		w.WriteHeader(http.StatusNoContent)
	case errors.Is(err, ErrBusy):
		http.Error(w, err.Error(), http.StatusConflict)
	default:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// copy sends the store. An error on the way ends the connection, so that nobody takes what came
// for the whole.
func (s *Server) copy(w http.ResponseWriter, _ *http.Request) {
	sent := &counter{w: w}
	if err := s.keeper.Copy(sent); err != nil {
		if sent.n == 0 {
			finish(w, err)
			return
		}
		s.log.Error("the store could not be copied", "error", err)
		panic(http.ErrAbortHandler)
	}
}

// A counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

func (s *Server) restore(w http.ResponseWriter, r *http.Request) {
	if !s.one.TryLock() {
		finish(w, ErrBusy)
		return
	}
	defer s.one.Unlock()
	finish(w, s.keeper.Restore(r.Context(), r.Body))
}

// A stage is one line of the stream of a hand-over.
type stage struct {
	Error  string          `json:"error,omitempty"`
	Handed json.RawMessage `json:"handed,omitempty"`
}

// handOver tells at once that it is under way, then what is handed over, and stays until the
// successor goes on, or is gone, or takes too long.
func (s *Server) handOver(w http.ResponseWriter, r *http.Request) {
	if !s.one.TryLock() {
		finish(w, ErrBusy)
		return
	}
	defer s.one.Unlock()
	tell := func(st stage) error {
		err := json.NewEncoder(w).Encode(st)
		return errors.Join(err, http.NewResponseController(w).Flush())
	}
	if tell(stage{}) != nil {
		return
	}
	handed, end, err := s.keeper.HandOver(r.Context())
	if errors.Is(err, ErrEnds) {
		panic(http.ErrAbortHandler) // as if it were gone, which it is soon
	}
	if err != nil {
		_ = tell(stage{Error: err.Error()}) // it is gone, or sees it
		return
	}
	if err := tell(stage{Handed: handed}); err != nil {
		end(false)
		return
	}
	select {
	case <-s.taken:
		s.given.Store(true)
		end(true)
	case <-r.Context().Done():
		end(false)
	case <-time.After(takeTime):
		end(false)
	}
}

// take notes that the successor goes on.
func (s *Server) take(w http.ResponseWriter, r *http.Request) {
	select {
	case s.taken <- struct{}{}:
		finish(w, nil)
	case <-r.Context().Done():
	case <-time.After(time.Second):
		http.Error(w, "nothing is handed over: the process before goes on by itself", http.StatusGone)
	}
}
