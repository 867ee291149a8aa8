package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// ErrNobody means that no process answers for a store.
var ErrNobody = errors.New("no serve runs here")

// A HungError means that a process has the socket, and does not answer.
type HungError struct {
	PID int // of the process; 0 where the system does not tell
}

func (e *HungError) Error() string {
	who := "the serve that runs on this data"
	if e.PID > 0 {
		who += fmt.Sprintf(" (process %d)", e.PID)
	}
	return who + " does not answer: end it, by force if it must be (kill -9), and try again"
}

// A LostError means that the process before ended while it handed over: it has let go of
// everything, and nothing of it is known.
type LostError struct{ err error }

func (e *LostError) Error() string {
	return fmt.Sprintf("the process before ended while it handed over: %v", e.err)
}
func (e *LostError) Unwrap() error { return e.err }

const (
	answerTime = 5 * time.Second  // for the head of an answer, of what takes no work
	restTime   = 45 * time.Second // for the process before to finish what it has taken
)

// A Client asks the process that keeps a store. It is safe for concurrent use.
type Client struct {
	http *http.Client
	pid  int
}

// Dial looks whether a process keeps the store whose socket is at a path; [ErrNobody] says that
// none does.
func Dial(ctx context.Context, path string) (*Client, error) {
	conn, err := dial(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrNobody, err)
	}
	c := &Client{pid: peer(conn)}
	conn.Close()
	c.http = &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext:       func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx, path) },
	}}
	return c, nil
}

// ask sends a request, and waits a time for the head of its answer, 0 for as long as ctx lasts.
// The caller closes the answer's body.
func (c *Client) ask(ctx context.Context, method, path string, body io.Reader, patience time.Duration) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	r, err := http.NewRequestWithContext(ctx, method, "http://verbatim"+path, body)
	if err != nil {
		cancel(nil)
		return nil, err
	}
	hung := &HungError{c.pid}
	if patience > 0 {
		defer time.AfterFunc(patience, func() { cancel(hung) }).Stop()
	}
	resp, err := c.http.Do(r)
	if err != nil {
		if context.Cause(ctx) == hung {
			err = hung
		}
		cancel(nil)
		return nil, err
	}
	resp.Body = answer{resp.Body, func() { cancel(nil) }}
	if resp.StatusCode >= 300 {
		return nil, refusal(resp)
	}
	return resp, nil
}

// An answer is a body whose request ends when it is closed.
type answer struct {
	io.ReadCloser
	cancel func()
}

func (a answer) Close() error {
	defer a.cancel()
	return a.ReadCloser.Close()
}

// refusal returns the error that an answer tells.
func refusal(resp *http.Response) error {
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusConflict {
		return ErrBusy
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, 4<<10))
	if err != nil {
		return err
	}
	return errors.New(strings.TrimSpace(string(text)))
}

// do sends a request whose answer has no body.
func (c *Client) do(ctx context.Context, path string, body io.Reader, patience time.Duration) error {
	resp, err := c.ask(ctx, http.MethodPost, path, body, patience)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Publish has what other processes can read beside the store brought up to date.
func (c *Client) Publish(ctx context.Context) error { return c.do(ctx, "/publish", nil, answerTime) }

// Copy writes the store, as of one moment.
func (c *Client) Copy(ctx context.Context, w io.Writer) error {
	resp, err := c.ask(ctx, http.MethodGet, "/copy", nil, 0)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(w, resp.Body)
	return err
}

// Restore has a store put in the place of the one that is kept, and waits until that has happened.
func (c *Client) Restore(ctx context.Context, from io.Reader) error {
	return c.do(ctx, "/restore", from, 0)
}

// A Handover is what the process before has handed over, and holds it at a rest: it goes on by
// itself once the Handover is closed, or its owner ends, before Taken.
type Handover struct {
	Handed json.RawMessage
	client *Client
	stream io.Closer
}

// HandOver has the process let go of everything. Its errors: [ErrBusy]; a [HungError], which
// changes nothing; a [LostError]; and any other, where the process goes on by itself.
func (c *Client) HandOver(ctx context.Context) (*Handover, error) {
	resp, err := c.ask(ctx, http.MethodPost, "/handover", nil, answerTime)
	if err != nil {
		return nil, err
	}
	tooLong := time.AfterFunc(restTime, func() { resp.Body.Close() })
	stages := json.NewDecoder(resp.Body)
	var under, last stage
	err = errors.Join(stages.Decode(&under), stages.Decode(&last))
	switch {
	case !tooLong.Stop():
		return nil, fmt.Errorf("the process before did not come to a rest within %s, and goes on: try again when less is asked", restTime)
	case err != nil:
		resp.Body.Close()
		return nil, &LostError{err}
	case last.Error != "":
		resp.Body.Close()
		return nil, errors.New(last.Error)
	}
	return &Handover{last.Handed, c, resp.Body}, nil
}

// Taken tells the process before that its successor goes on: it ends then. One that has ended
// meanwhile need not be told.
func (h *Handover) Taken(ctx context.Context) error {
	err := h.client.do(ctx, "/taken", nil, answerTime)
	if _, silent := errors.AsType[*url.Error](err); silent && ctx.Err() == nil {
		err = nil
	}
	return errors.Join(err, h.stream.Close())
}

// Close lets the process before go on, unless Taken was called.
func (h *Handover) Close() error { return h.stream.Close() }
