package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// A HeldError says that somebody else holds a lock.
type HeldError struct {
	Name   string
	Holder string
	Until  time.Time // by the holder's clock, unless it is renewed
}

func (e *HeldError) Error() string {
	return fmt.Sprintf("%s is held by %s, until %s at least", e.Name, e.Holder, e.Until.Local().Format("15:04:05"))
}

// ErrLost says that somebody else may hold a lock.
var ErrLost = errors.New("the lock was lost: it was not renewed in time")

// holding is the document of a lock.
type holding struct {
	Holder string    `json:"holder"`
	Until  time.Time `json:"until"` // by the holder's clock
}

// A Lock is held by one process at a time, and by nobody some time after that has died. It is renewed in the
// background. It must be unlocked.
type Lock struct {
	c       *Client
	index   string
	name    string
	holder  string
	expiry  time.Duration
	lost    chan struct{} // closed when somebody else may hold it
	stop    chan struct{}
	stopped sync.WaitGroup

	mu      sync.Mutex
	version Version
	renewed time.Time // when the latest renewal that succeeded was begun
}

// Lock takes a lock, which is a document in an index that must exist. The holder is a name that no
// other process has and that means something to people, for they are told. Where
// somebody else holds the lock it returns a [HeldError].
//
// Clocks need not agree: a lock that looks expired, or cannot have been taken for so long, is watched for as long as the expiry, and taken over only when
// nobody has renewed it meanwhile. So it takes two expiries until the lock of a process that died is taken, and three at most where clocks do not agree.
func (c *Client) Lock(ctx context.Context, index, name, holder string, expiry time.Duration) (*Lock, error) {
	l := &Lock{c: c, index: index, name: name, holder: holder, expiry: expiry, lost: make(chan struct{}), stop: make(chan struct{})}
	err := l.take(ctx)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	l.stopped.Go(l.keep)
	return l, nil
}

// take makes the lock's document, or takes over that of somebody who does not renew it any more.
func (l *Lock) take(ctx context.Context) error {
	err := l.write(ctx, Version{})
	if !errors.Is(err, ErrConflict) {
		return err
	}
	seen, err := l.expired(ctx)
	if err != nil {
		return err
	}
	if err = l.write(ctx, seen); errors.Is(err, ErrConflict) {
		return &HeldError{Name: l.name, Holder: "another process", Until: time.Now().Add(l.expiry)}
	}
	return err
}

// write writes the document in the place of the version that was seen, the zero version for none.
func (l *Lock) write(ctx context.Context, seen Version) error {
	begun := time.Now()
	h := holding{Holder: l.holder, Until: begun.Add(l.expiry).UTC()}
	var version Version
	var err error
	if seen == (Version{}) {
		version, err = l.c.Create(ctx, l.index, l.name, h)
	} else {
		version, err = l.c.Replace(ctx, l.index, l.name, h, seen)
	}
	if err == nil {
		l.version, l.renewed = version, begun
	}
	return err
}

// expired returns the version of a lock that nobody renews any more, the zero version when it was unlocked.
func (l *Lock) expired(ctx context.Context) (Version, error) {
	first, err := l.look(ctx)
	if err != nil || first == (Version{}) {
		return first, err
	}
	select {
	case <-time.After(l.expiry):
	case <-ctx.Done():
		return Version{}, ctx.Err()
	}
	second, err := l.look(ctx)
	if err == nil && second != (Version{}) && second != first {
		err = &HeldError{Name: l.name, Holder: "another process", Until: time.Now().Add(l.expiry)}
	}
	return second, err
}

// look returns the version of a lock that looks expired, or is of another clock, the zero version when it was unlocked.
func (l *Lock) look(ctx context.Context) (Version, error) {
	d, err := l.c.Get(ctx, l.index, l.name)
	if err != nil {
		return Version{}, unless(err, ErrNotFound)
	}
	var h holding
	if err := json.Unmarshal(d.Source, &h); err != nil {
		return Version{}, fmt.Errorf("decode %s: %w", l.name, err)
	}
	if left := time.Until(h.Until); left > 0 && left < 2*l.expiry { // later than that is a clock which is wrong
		return Version{}, &HeldError{Name: l.name, Holder: h.Holder, Until: h.Until}
	}
	return d.Version, nil
}

// keep renews the lock until it is unlocked or lost.
func (l *Lock) keep() {
	const often = 3 // renewals in an expiry
	tick := time.NewTicker(l.expiry / often)
	defer tick.Stop()
	for {
		select {
		case <-l.stop:
			return
		case <-tick.C:
			if errors.Is(l.Renew(context.Background()), ErrLost) {
				close(l.lost)
				return
			}
		}
	}
}

// Renew makes sure that the lock is held, for as long as its expiry from now: do so before what must not be done twice. The
// error is [ErrLost] when somebody else may hold it.
func (l *Lock) Renew(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	end := l.renewed.Add(l.expiry)
	if !time.Now().Before(end) {
		return ErrLost
	}
	ctx, cancel := context.WithDeadline(ctx, end)
	defer cancel()
	err := l.write(ctx, l.version)
	if errors.Is(err, ErrConflict) || err != nil && !time.Now().Before(end) {
		return errors.Join(ErrLost, err)
	}
	return err
}

// Lost is closed when the lock was not renewed in time, so that somebody else may hold it.
func (l *Lock) Lost() <-chan struct{} { return l.lost }

// Unlock gives the lock back. It must be called once.
func (l *Lock) Unlock(ctx context.Context) error {
	close(l.stop)
	l.stopped.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.c.DeleteSeen(ctx, l.index, l.name, l.version); unless(err, ErrConflict) != nil {
		return fmt.Errorf("unlock: %w", err)
	}
	return nil
}
