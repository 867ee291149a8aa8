package store

import (
	"time"
)

// Greet notes that a server is greeted, and reports whether it has not been before.
func (s *Store) Greet(server string, at time.Time) (first bool, err error) {
	err = s.writer.write(func(tx *transaction) error {
		had, err := get(tx, bucketGreeted, server, new(time.Time))
		if first = !had; had || err != nil {
			return err
		}
		return put(tx, bucketGreeted, server, at)
	})
	return first, err
}
