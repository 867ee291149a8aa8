package gateway

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A shard keeps one session with Discord alive.
type shard struct {
	client *Client
	id, of int
	log    *slog.Logger
	judge  *judge
	gate   *gate

	session      *discordgo.Session // nil when a fresh one is to be made
	disconnected chan struct{}      // discordgo has cleaned up after a connection
	tries        int                // connections in a row that failed
	ignored      int                // RESUMEs in a row that the gateway did not answer
	main         string             // address where the session began
	through      func()             // tells the gate that IDENTIFY is sent, nil when resuming

	mu    sync.Mutex
	guard *guard // of the present connection
	url   string // gateway address for discordgo to find
	stale bool   // discordgo still remembers another address
}

func (c *Client) newShard(id, of int, gate *gate) *shard {
	sh := &shard{client: c, id: id, of: of, gate: gate, log: c.cfg.Logger.With("shard", id)}
	sh.judge = &judge{log: sh.log, wanted: c.handler.wanted(), counts: c.counts, joined: sh.connected}
	return sh
}

// connected notes that READY or RESUMED has come.
func (sh *shard) connected(resumed bool) {
	n := sh.client.counts
	n.connected.Add(1)
	n.connections.Add(1)
	if resumed {
		n.resumes.Add(1)
	}
	sh.log.Info("gateway connected", "resumed", resumed)
}

// run connects again and again until ctx ends, which closes the session with a word, or
// until a person is needed.
func (sh *shard) run(ctx context.Context) error {
	for {
		began := time.Now()
		e, err := sh.connect(ctx)
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return nil
		}
		if fatal := fatalClose(e.code); fatal != nil {
			return fatal
		}
		wait := sh.consider(e, time.Since(began))
		level := slog.LevelInfo // Discord moves bots about every few hours
		if sh.tries > 1 {
			level = slog.LevelWarn
		}
		sh.log.Log(ctx, level, "gateway connection lost", "reason", e.reason, "resume", sh.session != nil, "wait", wait.Round(time.Millisecond))
		if pause(ctx, wait) != nil {
			return nil
		}
	}
}

// maxIgnored is how often a session is tried to be resumed at a gateway that is there
// and does not answer.
const maxIgnored = 3

// consider decides after an ending whether the session is resumed, and how long to wait.
func (sh *shard) consider(e ending, lived time.Duration) time.Duration {
	t := sh.client.timing
	switch {
	case e.connected:
		sh.ignored = 0
	case e.greeted:
		sh.ignored++
	}
	if !sh.resumable(e) || sh.ignored >= maxIgnored {
		sh.ignored = 0
		sh.session = nil // discordgo cleans up behind it by itself
		sh.judge.forget()
	}
	if e.connected && lived > t.stable {
		sh.tries = 0
	}
	sh.tries++
	switch {
	case e.invalid:
		return max(between(t.invalidMin, t.invalidMax), backoff(sh.tries-2, t.retryMin, t.retryMax))
	case sh.tries == 1:
		return 0
	}
	return backoff(sh.tries-2, t.retryMin, t.retryMax)
}

// resumable tells whether the session goes on after an ending.
func (sh *shard) resumable(e ending) bool {
	return !e.fresh && sh.judge.current().id != ""
}

// connect opens one connection and stays until it is over. The error is one for Run to
// return.
func (sh *shard) connect(ctx context.Context) (ending, error) {
	if err := sh.prepare(ctx); err != nil {
		if ctx.Err() != nil {
			return ending{}, nil
		}
		return ending{}, err
	}
	sh.judge.begin()
	err := sh.open(ctx)
	if sh.through != nil {
		sh.through()
		sh.through = nil
	}
	g := sh.current()
	if err != nil {
		if g == nil {
			return ending{reason: err.Error()}, nil
		}
		g.end(ending{reason: err.Error()})
		sh.offline(g)
		return g.ending, nil
	}
	select {
	case <-g.ended:
		if sh.resumable(g.ending) {
			sh.settle()
		}
	case <-ctx.Done():
		g.leave()
	}
	sh.offline(g)
	return g.ending, nil
}

// offline undoes connected.
func (sh *shard) offline(g *guard) {
	<-g.ended
	if g.ending.connected {
		sh.client.counts.connected.Add(-1)
	}
}

// prepare makes sure that there is a session to open and an address to open it at.
func (sh *shard) prepare(ctx context.Context) error {
	if sh.session != nil {
		sh.aim(sh.resumeAddress(), true)
		return nil
	}
	address, done, err := sh.gate.pass(ctx, sh.id)
	if err != nil {
		return err
	}
	sh.through = done
	sh.client.counts.identifies.Add(1)
	if sh.session, err = sh.newSession(ctx); err != nil {
		done()
		return fmt.Errorf("gateway: make session: %w", err)
	}
	sh.main = address
	sh.aim(address, false)
	return nil
}

// resumeAddress is where READY said to resume, or, when that was tried in vain, where
// the session began.
func (sh *shard) resumeAddress() string {
	if url := sh.judge.current().resumeURL; url != "" && sh.tries < 3 {
		return url
	}
	return sh.main
}

// open lets discordgo open the session, and gives the session up if that takes for ever.
func (sh *shard) open(ctx context.Context) error {
	session := sh.session
	done := make(chan error, 1)
	go func() {
		err := session.Open()
		if errors.Is(err, errMoved) {
			err = session.Open() // now it asks for the address again
		}
		done <- err
	}()
	timeout := time.NewTimer(sh.client.timing.open)
	defer timeout.Stop()
	select {
	case err := <-done:
		return err
	case <-timeout.C:
		return sh.abandon(done, "opening the session took too long")
	case <-ctx.Done():
		return sh.abandon(done, "stopping")
	}
}

// abandon ends an opening from outside. A session that doesn't notice is left alone; the
// next connection starts with a new one.
func (sh *shard) abandon(done <-chan error, reason string) error {
	if g := sh.current(); g != nil {
		g.end(ending{reason: reason})
	}
	select {
	case <-done:
	case <-time.After(sh.client.timing.closing):
		sh.log.Error("discordgo's session is stuck and was replaced", "reason", reason)
		sh.session = nil
		sh.judge.forget()
	}
	return errors.New(reason)
}

// settle waits until discordgo has cleaned up after a connection that ended. Only then
// can the session be opened again.
func (sh *shard) settle() {
	select {
	case <-sh.disconnected:
	case <-time.After(sh.client.timing.closing):
		sh.log.Error("discordgo's session is stuck and was replaced")
		sh.session = nil
		sh.judge.forget()
	}
}

func (sh *shard) current() *guard {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	return sh.guard
}
