package store

import (
	"errors"
	"strings"
	"time"
)

// Purge deletes what was last touched before a time, settings excepted, and returns how
// many records that were. Their bytes stay in the store until the next [Store.Sweep]. Stores
// of the directory that nobody uses any more are purged along.
func (s *Store) Purge(before time.Time) (int, error) {
	n, err := s.purge(before)
	elsewhere := s.elsewhere(func(other *Store) error {
		m, err := other.purge(before)
		n += m
		return err
	})
	return n, errors.Join(err, elsewhere, s.dropMarks(before))
}

func (s *Store) purge(before time.Time) (n int, err error) {
	err = s.writeGaps(func(tx *transaction) error {
		var old []func() error
		if err := outdated(tx, before, func(drop func() error) { old = append(old, drop) }); err != nil {
			return err
		}
		if n = len(old); n == 0 {
			return nil
		}
		for _, drop := range old {
			if err := drop(); err != nil {
				return err
			}
		}
		return soil(tx)
	})
	return n, err
}

// outdated visits each record from before a time with a function that deletes it, to be
// called once the visits are over.
func outdated(tx *transaction, before time.Time, visit func(drop func() error)) error {
	err := each(tx, bucketAnswers, func(_ string, a Answer) error {
		if a.At.Before(before) {
			visit(func() error { return removeAnswer(tx, a) })
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = each(tx, bucketVotes, func(key string, v Vote) error {
		if v.At.Before(before) {
			visit(func() error { return remove(tx, bucketVotes, key) })
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = each(tx, bucketGaps, func(key string, g Gap) error {
		if g.Last.Before(before) {
			visit(func() error { return remove(tx, bucketGaps, key) })
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = each(tx, bucketDays, func(key string, _ Tally) error {
		if _, day, _ := strings.Cut(key, "\x00"); day < before.UTC().Format(time.DateOnly) {
			visit(func() error { return remove(tx, bucketDays, key) })
		}
		return nil
	})
	if err != nil {
		return err
	}
	return each(tx, bucketThreads, func(key string, at time.Time) error {
		if at.Before(before) {
			visit(func() error { return remove(tx, bucketThreads, key) })
		}
		return nil
	})
}
