package gateway

import (
	"context"
	"errors"

	"verbatim/bot/gateway/guard"
)

// ErrHandOver is a cause of the end of [Client.Run]'s context that leaves the sessions with
// Discord as they are, so that another Client can go on with them ([Client.Sessions]).
var ErrHandOver = errors.New("handed over")

func handsOver(ctx context.Context) bool { return errors.Is(context.Cause(ctx), ErrHandOver) }

// A Session is one shard's session with Discord. Another Client with the same token, in another
// process or in this one, can go on with it for as long as Discord keeps it, some minutes: then it gets
// what came in between, and nothing twice.
type Session struct {
	guard.Session
	Sequence int64  `json:"sequence"` // of the last event that was handed to the handler
	Began    string `json:"began"`    // address where it began
	Ready           // what Discord said when it began
}

// Sessions returns the sessions that Run has left, after it has returned because of ErrHandOver.
func (c *Client) Sessions() []Session {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.left
}

// leave notes where a shard stands. Nothing that its last connection still holds counts from now
// on: whoever goes on with the session gets it.
func (c *Client) leave(sh *shard) {
	sh.handing.Lock()
	defer sh.handing.Unlock()
	sh.position.Begin()
	if s, ok := sh.session(); ok {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.left = append(c.left, s)
	}
}

// session returns where the shard's session stands, and false where it has hardly begun. The caller holds sh.handing.
func (sh *shard) session() (Session, bool) {
	session, sequence := sh.position.Current()
	s := Session{Session: session, Sequence: sequence, Began: sh.main, Ready: sh.greeting}
	return s, session.Id != "" && sh.greeting.User != nil
}

// Standing returns the sessions as they stand while Run goes on. What has come up to then was handed to the handler, which may not be
// done with it.
func (c *Client) Standing() (all []Session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, sh := range c.running {
		sh.handing.Lock()
		if s, ok := sh.session(); ok {
			all = append(all, s)
		}
		sh.handing.Unlock()
	}
	return all
}

// goOn takes up the shard's session, if it is among those that were handed over.
func (sh *shard) goOn(handed []Session) {
	sh.handing.Lock()
	defer sh.handing.Unlock()
	for _, s := range handed {
		if s.Shard == sh.id && s.Shards == sh.of && s.Id != "" {
			sh.position.Restore(s.Session, s.Sequence)
			sh.main = s.Began
			sh.greet(s.Ready)
			return
		}
	}
}
