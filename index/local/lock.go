package local

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"verbatim/index/engine"
)

// A lock keeps a second reindex away from a data directory. It is the file lock of an
// empty bbolt file: bbolt knows how to take one on every system, and all of them let
// go of it when the process ends, however it ends.
type lock struct {
	db   *bolt.DB
	note string
}

// A holder is what the note beside the lock says of who has it. The note outlives a
// killed process and means nothing without the lock.
type holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

// takeLock takes the lock of a data directory, or returns a [*LockedError].
func takeLock(dir string) (*lock, error) {
	if err := os.MkdirAll(filepath.Join(dir, generations), 0o700); err != nil {
		return nil, fmt.Errorf("create data directory: %w", err)
	}
	l := &lock{note: filepath.Join(dir, "reindex.json")}
	db, err := bolt.Open(filepath.Join(dir, "reindex.lock"), 0o600, &bolt.Options{Timeout: 100 * time.Millisecond})
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, l.held(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("lock data directory %s: %w", dir, err)
	}
	l.db = db
	host, _ := os.Hostname()
	b, _ := json.Marshal(holder{PID: os.Getpid(), Host: host, Since: time.Now().UTC().Truncate(time.Second)})
	if err := os.WriteFile(l.note, b, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("lock data directory: %w", err), l.release())
	}
	return l, nil
}

// held says who has the lock, as far as the note tells.
func (l *lock) held(dir string) error {
	var h holder
	if b, err := os.ReadFile(l.note); err == nil {
		_ = json.Unmarshal(b, &h) // a note that is being written leaves the holder unknown
	}
	return &engine.LockedError{Where: dir, PID: h.PID, Host: h.Host, Since: h.Since}
}

func (l *lock) release() error {
	err := os.Remove(l.note)
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, l.db.Close())
}
