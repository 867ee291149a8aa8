package store

import (
	"time"

	"go.etcd.io/bbolt"
)

// JoinThread notes that the bot answered in a thread.
func (s *Store) JoinThread(thread string, at time.Time) error {
	return s.writer.write(func(tx *bbolt.Tx) error { return put(tx, bucketThreads, thread, at) })
}

// InThread reports whether the bot takes part in a thread.
func (s *Store) InThread(thread string) (ok bool, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		var at time.Time
		ok, err = get(tx, bucketThreads, thread, &at)
		return err
	})
	return ok, err
}
