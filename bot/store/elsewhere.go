package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"

	bolterrors "go.etcd.io/bbolt/errors"
)

// storeName is what stores, and copies of them, are called.
var storeName = regexp.MustCompile(`^bot([-.].*)?\.db$`)

// elsewhere does something with each other store in the directory that no process has open:
// what a bot left that was spread over another number of processes, or a copy. Opening
// one already deletes what was deleted here.
func (s *Store) elsewhere(do func(*Store) error) error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return fmt.Errorf("look for other stores: %w", err)
	}
	var failed []error
	for _, e := range entries {
		name := e.Name()
		if name == filepath.Base(s.file.path) || !storeName.MatchString(name) || !e.Type().IsRegular() {
			continue
		}
		if err := s.visit(name, do); err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// visit opens another store of the directory for a moment. One that is in use is its own
// process's concern, and what is no store is nobody's.
func (s *Store) visit(name string, do func(*Store) error) error {
	other, err := openWithin(s.dir, name, nil, 50*time.Millisecond)
	for _, concern := range []error{errInUse, bolterrors.ErrInvalid, bolterrors.ErrVersionMismatch, bolterrors.ErrChecksum} {
		if errors.Is(err, concern) {
			return nil
		}
	}
	if err != nil {
		return err
	}
	return errors.Join(do(other), other.PublishGaps(), other.Close())
}
