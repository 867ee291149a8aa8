package opensearch

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"verbatim/cluster"
	"verbatim/index/engine"
)

const (
	lockName = "writing" // of the one who makes generations
	// lockExpiry is for how long the lock of a process stays that has died on another machine.
	lockExpiry = 20 * time.Second
)

// A holder says who holds the lock.
type holder struct {
	Own   string    `json:"own"` // that no other holder has
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

// lock takes a lock of the corpus. Where the process that holds it runs on this machine no more, it
// is taken at once, else when it has expired.
func (s *Store) lock(ctx context.Context, name string) (*cluster.Lock, error) {
	host, _ := os.Hostname() // "" is nobody's
	me, err := json.Marshal(holder{rand.Text(), os.Getpid(), host, time.Now().UTC()})
	if err != nil {
		return nil, err
	}
	l, err := s.c.Lock(ctx, state(s.o.Name), name, string(me), lockExpiry)
	held, ok := errors.AsType[*cluster.HeldError](err)
	if !ok {
		return l, err
	}
	var h holder
	if json.Unmarshal([]byte(held.Holder), &h) != nil {
		return nil, s.locked(holder{})
	}
	if h.Host == "" || h.Host != host || !gone(h.PID) {
		return nil, s.locked(h)
	}
	if err := s.unlock(ctx, name, held.Holder); err != nil {
		return nil, err
	}
	l, err = s.c.Lock(ctx, state(s.o.Name), name, string(me), lockExpiry)
	if _, again := errors.AsType[*cluster.HeldError](err); again {
		return nil, s.locked(holder{})
	}
	return l, err
}

func (s *Store) locked(h holder) error {
	return &engine.LockedError{Where: "the corpus " + s.o.Name, PID: h.PID, Host: h.Host, Since: h.Since}
}

// unlock takes the lock from a holder that has died.
func (s *Store) unlock(ctx context.Context, name, of string) error {
	d, err := s.c.Get(ctx, state(s.o.Name), name)
	if errors.Is(err, cluster.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	var now struct{ Holder string }
	if err := json.Unmarshal(d.Source, &now); err != nil {
		return fmt.Errorf("lock of %s: %w", s.o.Name, err)
	}
	if now.Holder != of {
		return nil // somebody else was quicker
	}
	err = s.c.DeleteSeen(ctx, state(s.o.Name), name, d.Version)
	if errors.Is(err, cluster.ErrConflict) {
		return nil
	}
	return err
}

// gone reports whether a process of this machine has ended, as far as the system tells.
func gone(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return true
	}
	defer p.Release()
	return errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
