package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// A file is an open bbolt file that can be put in the place of itself without what was
// deleted. It is safe for concurrent use; changes and rewrites are for one goroutine.
type file struct {
	path string
	mu   sync.RWMutex // held for writing while the file is replaced
	db   *bbolt.DB

	home   Home   // that has every change first; nil for none
	bound  string // its name
	group  uint64 // the last one that both have
	unsure bool   // the home may have one more
}

// patience is how long the file of another process is waited for.
const patience = 2 * time.Second

// errInUse says that another process has a file open.
var errInUse = errors.New("in use by another process: stop it, or give this one another data directory")

// openFile opens a bbolt file, and makes it when it does not exist.
func openFile(path string, wait time.Duration) (*file, error) {
	db, err := openDB(path, wait)
	if err != nil {
		return nil, err
	}
	f := &file{path: path, db: db}
	if err := errors.Join(gone(os.Remove(path+rewriteSuffix)), gone(os.Remove(path+copySuffix)), gone(os.Remove(f.gaps()+newSuffix))); err != nil {
		return nil, errors.Join(fmt.Errorf("remove what a killed process left: %w", err), db.Close())
	}
	return f, nil
}

// openDB opens path. Whoever waited for a file while another process replaced it has the
// one that is gone in hand, and opens again.
func openDB(path string, wait time.Duration) (*bbolt.DB, error) {
	for {
		var opened *os.File
		db, err := bbolt.Open(path, 0o600, &bbolt.Options{
			Timeout: wait, FreelistType: bbolt.FreelistMapType,
			OpenFile: func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
				f, err = os.OpenFile(name, flag, mode)
				opened = f
				return f, err
			},
		})
		if errors.Is(err, bolterrors.ErrTimeout) {
			return nil, fmt.Errorf("%s is %w", path, errInUse)
		}
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", path, err)
		}
		if isStill(opened, path) {
			return db, nil
		}
		if err := db.Close(); err != nil {
			return nil, fmt.Errorf("open %s: %w", path, err)
		}
	}
}

// isStill reports whether an open file is the one that its path names.
func isStill(f *os.File, path string) bool {
	have, err := f.Stat()
	if err != nil {
		return true // nothing speaks against it
	}
	named, err := os.Stat(path)
	return err == nil && os.SameFile(have, named)
}

// view reads from the file.
func (f *file) view(read func(*transaction) error) error {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.db.View(func(tx *bbolt.Tx) error { return read(&transaction{Tx: tx}) })
}

// update changes the file, and returns when the change is on disk and its home, if it has one, has it.
func (f *file) update(change func(*transaction) error) error {
	f.mu.RLock()
	defer f.mu.RUnlock()
	err := f.catchUp()
	if err == nil {
		err = f.commit(change)
	}
	if !errors.Is(err, ErrStale) { // as when an attempt whose answer was lost came through late
		return err
	}
	if err = f.catchUp(); err == nil {
		err = f.commit(change)
	}
	return err
}

// commit makes a change, in the home before it is made here.
func (f *file) commit(change func(*transaction) error) error {
	sent := false
	err := f.db.Update(func(b *bbolt.Tx) error {
		tx := &transaction{Tx: b, changed: map[place]bool{}}
		if err := change(tx); err != nil || len(tx.changed) == 0 {
			return err
		}
		if f.home == nil {
			return loosen(tx)
		}
		sent = true
		g := Group{Home: f.bound, Number: f.group + 1, Since: f.group, Mine: true, Wipes: tx.wipes, Changes: tx.changes()}
		return errors.Join(f.home.Keep(context.Background(), g), bind(tx, g.Home, g.Number))
	})
	if sent {
		f.unsure = err != nil
	}
	if sent && err == nil {
		f.group++
	}
	return err
}

// catchUp sees whether the home has a change that failed here.
func (f *file) catchUp() error {
	if !f.unsure {
		return nil
	}
	last, err := f.home.Last(context.Background())
	switch {
	case err != nil:
		return err
	case last.Home == f.bound && last.Number == f.group:
	case last.Home == f.bound && last.Mine && last.Since <= f.group && last.Number > f.group:
		if err := f.adopt(last); err != nil {
			return err
		}
		f.group = last.Number
	default:
		return ErrTaken
	}
	f.unsure = false
	return nil
}

func (f *file) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.db.Close()
}

// The ends of the names of files that are being written.
const (
	rewriteSuffix = ".rewrite"
	copySuffix    = ".copy"
	newSuffix     = ".new"
)

// rewrite puts a copy of the records in the place of the file, where records have been
// deleted since the last time: bbolt leaves their bytes standing in pages that it means to use
// again. Killed at any point, it leaves the file as it was or as it is to be, and in the
// former case what is to be done is still known.
func (f *file) rewrite() error {
	due := false
	err := f.view(func(tx *transaction) error { due = isUnclean(tx); return nil })
	if err != nil || !due {
		return err
	}
	fresh := f.path + rewriteSuffix
	err = gone(os.Remove(fresh)) // of a rewrite that failed
	if err == nil {
		err = f.copyTo(fresh)
	}
	if err == nil {
		err = f.replaceBy(fresh)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("rewrite %s: %w", f.path, err), gone(os.Remove(fresh)))
	}
	return nil
}

// copyTo writes the records, and nothing else, into a new file.
func (f *file) copyTo(path string) error {
	const atOnce = 4 << 20 // bytes in a transaction
	out, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return err
	}
	f.mu.RLock()
	err = bbolt.Compact(out, f.db, atOnce)
	f.mu.RUnlock()
	if err == nil {
		err = out.Update(func(tx *bbolt.Tx) error { return clean(&transaction{Tx: tx}) })
	}
	return errors.Join(err, out.Close())
}

// replaceBy puts another file in the place of this one. Where that fails, this one stays.
func (f *file) replaceBy(path string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.db.Close() // Windows replaces no open file
	if err == nil {
		err = os.Rename(path, f.path)
	}
	syncDir(filepath.Dir(f.path))
	db, opening := openDB(f.path, patience)
	if opening == nil {
		f.db = db
	}
	return errors.Join(err, opening)
}

// The key in the bucket meta that stands there while bytes of deleted records may be left
// in the file.
const keyUnclean = "unclean"

func isUnclean(tx *transaction) bool {
	return tx.Bucket([]byte(bucketMeta)).Get([]byte(keyUnclean)) != nil
}

// soil notes that a change deletes records.
func soil(tx *transaction) error {
	tx.wipes = true
	return tx.Bucket([]byte(bucketMeta)).Put([]byte(keyUnclean), []byte("1"))
}

func clean(tx *transaction) error { return remove(tx, bucketMeta, keyUnclean) }

// gone takes an error for none when it says that a file does not exist.
func gone(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// syncDir forces the names in a folder to the disk where the system can do that.
func syncDir(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync() // Windows refuses, and needs none
		_ = f.Close()
	}
}
