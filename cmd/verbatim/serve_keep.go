package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"verbatim/bot"
	"verbatim/bot/store"
	"verbatim/control"
)

// kept returns the open store, and an error between rounds.
func (s *serving) kept() (*store.Store, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.store == nil {
		return nil, control.ErrBusy
	}
	return s.store, nil
}

// Publish implements [control.Keeper].
func (s *serving) Publish() error {
	kept, err := s.kept()
	if err != nil {
		return err
	}
	return kept.PublishGaps()
}

// Copy implements [control.Keeper].
func (s *serving) Copy(w io.Writer) error {
	kept, err := s.kept()
	if err != nil {
		return err
	}
	return kept.Copy(w)
}

// rest ends the round, and waits until all is at a rest.
func (s *serving) rest(ctx context.Context) (*pause, bot.Handed, error) {
	p := &pause{reached: make(chan bot.Handed, 1), goOn: make(chan bool, 1)}
	select {
	case s.pauses <- p:
	case <-ctx.Done():
		return nil, bot.Handed{}, ctx.Err()
	}
	left, ok := <-p.reached
	if !ok {
		return nil, left, control.ErrEnds
	}
	return p, left, nil
}

// Restore implements [control.Keeper].
func (s *serving) Restore(ctx context.Context, from io.Reader) error {
	fresh, err := stage(s.running.config().Data, from)
	if err != nil {
		return err
	}
	defer os.Remove(fresh) //nolint:errcheck // it is gone when all went well
	p, _, err := s.rest(ctx)
	if err != nil {
		return err
	}
	err = store.Replace(s.running.config().Data, s.name(), fresh, s.running.config().onCluster())
	p.goOn <- true
	if err == nil {
		s.log.Info("a backup was put back", "store", s.name(), "kept", store.Kept(s.running.config().Data, s.name()))
	}
	return err
}

// stage writes a store that is to be put in place beside it, and looks whether it is one.
func stage(dir string, from io.Reader) (path string, err error) {
	f, err := os.CreateTemp(dir, stagedFile)
	if err != nil {
		return "", fmt.Errorf("put a store beside the one that is there: %w", err)
	}
	_, err = io.Copy(f, from)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = store.Check(f.Name())
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("the store to be put back: %w", err), os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// HandOver implements [control.Keeper].
func (s *serving) HandOver(ctx context.Context) (json.RawMessage, func(taken bool), error) {
	s.log.Info("another process takes over: finishing what is asked")
	p, left, err := s.rest(ctx)
	if err != nil {
		return nil, nil, err
	}
	end := func(taken bool) {
		if !taken {
			s.log.Warn("the process that was to take over is gone: going on")
		}
		p.goOn <- !taken
	}
	handed, err := json.Marshal(left)
	if err != nil {
		end(false)
		return nil, nil, err
	}
	return handed, end, nil
}

// takeOver has the process that keeps a store let go of it, when there is one, and puts what that
// hands over into the bot's configuration.
func takeOver(ctx context.Context, dir string, c *bot.Config, log *slog.Logger) (*control.Handover, error) {
	running, err := control.Dial(ctx, control.Path(dir, store.Name(c.ShardID, c.ShardCount)))
	if errors.Is(err, control.ErrNobody) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	log.Info("taking over from the serve that runs on this data")
	h, err := running.HandOver(ctx)
	if _, lost := errors.AsType[*control.LostError](err); lost {
		log.Warn("starting without it", "error", err)
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("take over: %w", err)
	}
	if err := json.Unmarshal(h.Handed, &c.Handed); err != nil {
		return nil, errors.Join(fmt.Errorf("take over: what was handed over cannot be read: %w", err), h.Close())
	}
	return h, nil
}
