package disk

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"verbatim/index/engine"
)

const (
	lockFile = "reindex.lock"
	noteFile = "reindex.json"
)

// A Lock is the right of one process to write to a data directory. What is locked is an empty
// file: every system lets go of it when the process ends, however it ends. All that is written
// belongs to the owner of the directory, also where root writes it.
type Lock struct {
	dir   string
	file  *os.File
	owner Owner
}

// A holder is what the note beside the lock says of who has it. The note outlives a
// killed process and means nothing without the lock.
type holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

// Acquire takes the lock of a data directory, which it makes where there is none, or returns an
// [*engine.LockedError].
func Acquire(dir string) (*Lock, error) {
	l := &Lock{dir: dir, owner: OwnerOf(dir)}
	made := missing(dir)
	if err := os.MkdirAll(filepath.Join(dir, folder), 0o700); err != nil {
		return nil, fmt.Errorf("create data directory: %w", err)
	}
	var err error
	l.file, err = LockFile(filepath.Join(dir, lockFile))
	if errors.Is(err, ErrHeld) {
		return nil, held(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("lock data directory %s: %w", dir, err)
	}
	if err := errors.Join(l.owner.Give(made...), l.sign(), l.give()); err != nil {
		return nil, errors.Join(fmt.Errorf("lock data directory: %w", err), l.Release())
	}
	return l, nil
}

// missing returns the folders that have to be made to have this one, which is among them.
func missing(dir string) (all []string) {
	for {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			return all
		}
		all = append(all, dir)
		dir = filepath.Dir(dir)
	}
}

// sign notes who has the lock.
func (l *Lock) sign() error {
	host, _ := os.Hostname()
	b, _ := json.Marshal(holder{PID: os.Getpid(), Host: host, Since: time.Now().UTC().Truncate(time.Second)})
	return os.WriteFile(filepath.Join(l.dir, noteFile), b, 0o600)
}

// give gives the owner what is there of the index, such as what root left once.
func (l *Lock) give() error {
	var errs []error
	for _, name := range []string{folder, lockFile, noteFile, pointerFile, originFile} {
		errs = append(errs, l.owner.GiveTree(filepath.Join(l.dir, name)))
	}
	return errors.Join(errs...)
}

// replace puts b in the place of a file of the directory, in one step that survives a crash.
func (l *Lock) replace(name string, b []byte) error {
	path := filepath.Join(l.dir, name)
	temp := path + newSuffix
	if err := errors.Join(writeSynced(temp, b), l.owner.Give(temp)); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	SyncDir(l.dir)
	return nil
}

// held says who has the lock, as far as the note tells.
func held(dir string) error {
	var h holder
	if b, err := os.ReadFile(filepath.Join(dir, noteFile)); err == nil {
		_ = json.Unmarshal(b, &h) // a note that is being written leaves the holder unknown
	}
	return &engine.LockedError{Where: dir, PID: h.PID, Host: h.Host, Since: h.Since}
}

// Release gives the right back.
func (l *Lock) Release() error {
	err := os.Remove(filepath.Join(l.dir, noteFile))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, l.file.Close())
}

// ErrHeld means that another process has the lock of a file.
var ErrHeld = errors.New("locked by another process")

// LockFile opens a file, which it makes where there is none, and locks it until it is closed. It
// waits a tenth of a second for whoever has the lock, and returns [ErrHeld] then.
func LockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	for range 10 {
		if err = tryLock(f); !errors.Is(err, ErrHeld) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
