package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"verbatim/bot"
	"verbatim/bot/gateway"
	"verbatim/bot/store"
	"verbatim/control"
	"verbatim/web"
)

// A serving is what serve does while it runs: it answers in rounds. Between two of them nothing
// has the store open: a backup is put back, or another process takes over and perhaps fails to.
type serving struct {
	running  *running   // what was told, and what of it changes
	entrance web.Access // who is let in by HTTP
	bot      bot.Config
	index    *library
	log      *slog.Logger
	pauses   chan *pause       // what ends a round
	before   *control.Handover // of the process that this one takes over from, nil for none

	answering sync.WaitGroup // what is still answered by HTTP when its round has ended

	mu     sync.Mutex
	store  *store.Store // nil between rounds
	socket *control.Server
}

// A pause is what somebody does between two rounds.
type pause struct {
	reached chan bot.Handed // gets what is left once all is at a rest; closed when that failed
	goOn    chan bool       // gets whether another round follows
}

const (
	connectTime = 10 * time.Second // for taking over: later than that it goes on, connected or not
	reopenTime  = 30 * time.Second // for a successor that failed to let go of the store and of the address
)

// run answers until ctx ends, something fails, or another process has taken over.
func (s *serving) run(ctx context.Context) error {
	if err := removeStale(s.running.config().Data); err != nil {
		s.log.Warn("copies of records are left in the data folder", "error", err)
	}
	defer s.answering.Wait()
	defer s.withdraw()
	if s.before != nil {
		defer s.before.Close() //nolint:errcheck // it is of use only where all of this fails
	}
	patience := time.Duration(0)
	for {
		p, left, err := s.round(ctx, patience)
		if p == nil {
			return err
		}
		if err != nil {
			close(p.reached)
			return err
		}
		p.reached <- left
		select {
		case again := <-p.goOn:
			if !again {
				s.log.Info("another process has taken over")
				return nil
			}
		case <-ctx.Done():
			return nil
		}
		s.bot.Handed, patience = left, reopenTime
	}
}

// round answers until ctx ends, something fails, or somebody wants a pause, which it returns with
// what the next round needs to go on.
func (s *serving) round(ctx context.Context, patience time.Duration) (p *pause, left bot.Handed, err error) {
	kept, err := s.open(ctx, patience)
	if err != nil {
		return nil, left, err
	}
	defer func() {
		s.keep(nil)
		err = errors.Join(err, kept.Close())
	}()
	s.keep(kept.Store)
	s.goOn(ctx, kept)
	outer := ctx
	ctx, end := roundOf(outer, kept)
	defer end(nil)
	all, ctx := errgroup.WithContext(ctx)
	discord, err := s.surfaces(ctx, all, kept, patience)
	if err != nil {
		return nil, left, err
	}
	all.Go(func() error { return s.offer(ctx, discord) })
	all.Go(func() error { return kept.taken(ctx) })
	all.Go(func() error {
		select {
		case p = <-s.pauses:
			if err := kept.Sweep(); err != nil { // so that closing it takes no time
				s.log.Warn("the store is not written anew before the pause", "error", err)
			}
			end(gateway.ErrHandOver)
		case <-ctx.Done():
		}
		return nil
	})
	err = all.Wait()
	if discord != nil {
		left = discord.Handed()
	}
	if p == nil && kept.home != nil && err == nil {
		kept.leave(outer, left, s.log)
	}
	return p, left, err
}

// roundOf returns the context of a round, which ends with another. A process whose records are in a cluster leaves its sessions with
// Discord to the next one, wherever that runs.
func roundOf(ctx context.Context, kept keeping) (context.Context, context.CancelCauseFunc) {
	if kept.home == nil {
		return context.WithCancelCause(ctx)
	}
	round, end := context.WithCancelCause(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { end(gateway.ErrHandOver) })
	return round, func(cause error) { stop(); end(cause) }
}

// surfaces runs in a group what answers: the bot where there is a token, and HTTP where there is an
// address. It returns the bot, nil for none.
func (s *serving) surfaces(ctx context.Context, all *errgroup.Group, kept keeping, patience time.Duration) (discord *bot.Bot, err error) {
	lib := bot.LibraryOf(s.index.Index)
	if s.bot.Token != "" {
		of := s.bot
		of.Claims = kept.claims()
		of.Confine, of.Retention = s.running.config().Confine, s.running.config().retention() // of the last SIGHUP
		if discord, err = bot.New(of, lib, kept.Store); err != nil {
			return nil, err
		}
	}
	if s.running.config().Listen != "" {
		site, err := newSite(s.running, s.entrance, lib, s.bot.Desk, s.bot.Monitor, s.log)
		if err != nil {
			return nil, err
		}
		d := door{s.running.config().Listen, site, s.entrance.Client, patience, &s.answering, s.log}
		if err := d.listen(ctx, all); err != nil {
			return nil, err
		}
	}
	if discord != nil {
		all.Go(func() error { return discord.Run(ctx) })
		all.Go(func() error { return kept.note(ctx, discord, s.log) })
	}
	all.Go(func() error {
		s.running.reloads(ctx, func(c config) { adjust(discord, c) }, s.log)
		return nil
	})
	return discord, nil
}

// adjust has a bot, nil for none, obey what changed in the configuration.
func adjust(discord *bot.Bot, c config) {
	if discord != nil {
		discord.Adjust(c.Confine, c.retention())
	}
}

// name is the file name of the store.
func (s *serving) name() string { return store.Name(s.bot.ShardID, s.bot.ShardCount) }

func (s *serving) keep(kept *store.Store) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.store = kept
}

// within opens something, and tries again for a time while that fails: who had it open before may be on
// the way out.
func within[T any](ctx context.Context, patience time.Duration, open func() (T, error)) (T, error) {
	for until := time.Now().Add(patience); ; {
		opened, err := open()
		if err == nil || !time.Now().Before(until) {
			return opened, err
		}
		select {
		case <-ctx.Done():
			return opened, err
		case <-time.After(time.Second / 4):
		}
	}
}

// offer tells the process before that this one goes on, once it does, and answers on the control
// socket.
func (s *serving) offer(ctx context.Context, discord *bot.Bot) error {
	if s.before != nil {
		connected(ctx, discord)
		if ctx.Err() != nil {
			return nil
		}
		if err := s.before.Taken(ctx); err != nil {
			return err
		}
		s.before = nil
		s.log.Info("took over from the process before")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.socket != nil {
		return nil
	}
	socket, err := control.Listen(control.Path(s.running.config().Data, s.name()), s, s.log)
	if err != nil {
		s.log.Warn("there is no control socket: backup, restore and handing over need serve to be stopped", "error", err)
		return nil
	}
	s.socket = socket
	return nil
}

// connected waits until a bot is connected, for connectTime at most. There need not be one.
func connected(ctx context.Context, discord *bot.Bot) {
	if discord == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for {
		if discord.Connected() {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// withdraw answers no more on the control socket.
func (s *serving) withdraw() {
	s.mu.Lock()
	socket := s.socket
	s.mu.Unlock()
	if socket != nil {
		if err := socket.Close(); err != nil {
			s.log.Warn("the control socket did not close", "error", err)
		}
	}
}
