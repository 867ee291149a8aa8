package gateway

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/guard"
	"verbatim/bot/gateway/pace"
)

// A shard keeps one session with Discord alive.
type shard struct {
	client *Client
	id, of int
	log    *slog.Logger
	gate   *gate

	position *guard.Position

	failed  int    // connections in a row that did not become ready
	brief   int    // connections in a row that became ready and did not last
	ignored int    // RESUMEs in a row that the gateway did not answer
	main    string // address where the session began

	handing  sync.Mutex // held while an event is counted and handed over
	greeting Ready      // what READY said; guarded by handing

	mu    sync.Mutex
	guard *guard.Guard // of the present connection, nil before its dial has succeeded
}

func (c *Client) newShard(id, of int, gate *gate) *shard {
	return &shard{client: c, id: id, of: of, gate: gate, position: new(guard.Position), log: c.cfg.Logger.With("shard", id)}
}

func (sh *shard) newJudge() *guard.Judge {
	return &guard.Judge{
		Log: sh.log, Wanted: sh.client.handler.wanted(), Damage: &sh.client.counts.damaged, Joined: sh.connected,
		Server: sh.client.handler.Server, Position: sh.position, Number: sh.position.Begin(),
	}
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
		if fatal := fatalClose(e.Code); fatal != nil {
			return fatal
		}
		wait := sh.consider(e, time.Since(began))
		level := slog.LevelInfo // Discord moves bots about every few hours
		if sh.failed > 0 || sh.brief > 1 {
			level = slog.LevelWarn
		}
		sh.log.Log(ctx, level, "gateway connection lost", "reason", e.Reason, "resume", sh.position.Resumable(), "wait", wait.Round(time.Millisecond))
		if pace.Pause(ctx, wait) != nil {
			return nil
		}
	}
}

// maxIgnored is how often a session is tried to be resumed at a gateway that is there
// and does not answer.
const maxIgnored = 3

// consider decides after an ending whether the session is resumed, and how long to wait.
// After a connection that was ready it is back at once, unless the ones before did not
// last either; while the gateway is out of order it waits ever longer.
func (sh *shard) consider(e guard.Ending, lived time.Duration) time.Duration {
	t := sh.client.timing
	var wait time.Duration
	if e.Connected {
		if lived > t.stable {
			sh.brief = 0
		}
		if sh.brief++; sh.brief > 1 {
			wait = pace.Backoff(sh.brief-2, t.retryMin, 4*t.retryMin)
		}
		sh.failed, sh.ignored = 0, 0
	} else {
		wait = pace.Backoff(sh.failed, t.retryMin, t.retryMax)
		sh.failed++
		if e.Greeted {
			sh.ignored++
		}
	}
	if e.Fresh || sh.ignored >= maxIgnored {
		sh.ignored = 0
		sh.position.Forget()
	}
	if e.Invalid {
		wait = max(wait, pace.Between(t.invalidMin, t.invalidMax))
	}
	return wait
}

// connect opens one connection and stays until it is over. The error is one for Run to
// return.
func (sh *shard) connect(ctx context.Context) (guard.Ending, error) {
	address, done, err := sh.address(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return guard.Ending{}, nil
		}
		return guard.Ending{}, err
	}
	session, err := sh.newSession(ctx, address, sh.newJudge())
	if err != nil {
		done()
		return guard.Ending{}, fmt.Errorf("gateway: make session: %w", err)
	}
	err = sh.open(ctx, session)
	done()
	g := sh.current()
	switch {
	case err != nil && g == nil:
		return guard.Ending{Reason: err.Error()}, nil
	case err != nil:
		g.End(guard.Ending{Reason: err.Error()})
	default:
		select {
		case <-g.Ended:
		case <-ctx.Done():
			if handsOver(ctx) {
				g.End(guard.Ending{Reason: "handed over"})
			} else {
				g.Leave()
			}
		}
	}
	sh.offline(g)
	return g.Ending, nil
}

// offline undoes connected.
func (sh *shard) offline(g *guard.Guard) {
	<-g.Ended
	if g.Ending.Connected {
		sh.client.counts.connected.Add(-1)
	}
}

// address is where to connect: where READY said to resume, or, when that was tried in
// vain, where the session began; or, for a new session, where the gate sends it. The
// caller calls done once the connection is open or has failed.
func (sh *shard) address(ctx context.Context) (url string, done func(), err error) {
	if session, _ := sh.position.Current(); session.Id != "" {
		if session.ResumeURL != "" && sh.failed < 2 {
			return session.ResumeURL, func() {}, nil
		}
		return sh.main, func() {}, nil
	}
	url, done, err = sh.gate.pass(ctx, sh.id)
	if err != nil {
		return "", nil, err
	}
	sh.handing.Lock()
	sh.main = url
	sh.handing.Unlock()
	sh.client.counts.identifies.Add(1)
	return url, done, nil
}

// open lets discordgo open the session, and gives it up if that takes for ever. Nothing
// of a session that is stuck matters any more: its connection is closed, and the next one
// has a session of its own.
func (sh *shard) open(ctx context.Context, session *discordgo.Session) error {
	done := make(chan error, 1)
	go func() { done <- session.Open() }()
	timeout := time.NewTimer(sh.client.timing.open)
	defer timeout.Stop()
	select {
	case err := <-done:
		return err
	case <-timeout.C:
		return errors.New("opening the session took too long")
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (sh *shard) current() *guard.Guard {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	return sh.guard
}
