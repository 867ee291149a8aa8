package store

import (
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
func (f *file) view(read func(*bbolt.Tx) error) error {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.db.View(read)
}

// update changes the file, and returns when the change is on disk.
func (f *file) update(change func(*bbolt.Tx) error) error {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.db.Update(change)
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
	err := f.view(func(tx *bbolt.Tx) error { due = isUnclean(tx); return nil })
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
		err = out.Update(clean)
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

func isUnclean(tx *bbolt.Tx) bool {
	return tx.Bucket([]byte(bucketMeta)).Get([]byte(keyUnclean)) != nil
}

// soil notes that a change deletes records.
func soil(tx *bbolt.Tx) error {
	return tx.Bucket([]byte(bucketMeta)).Put([]byte(keyUnclean), []byte("1"))
}

func clean(tx *bbolt.Tx) error { return remove(tx, bucketMeta, keyUnclean) }

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
