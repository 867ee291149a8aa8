package store

import (
	"time"
)

// A Tally counts what happened in a server. It tells nothing of anybody.
type Tally struct {
	Asked    int `json:"asked,omitempty"` // questions, whether they were answered or not
	Answered int `json:"answered,omitempty"`
	Silent   int `json:"silent,omitempty"` // questions without an answer
	For      int `json:"for,omitempty"`    // votes
	Against  int `json:"against,omitempty"`
	Solved   int `json:"solved,omitempty"` // answers of which somebody said so
	Taught   int `json:"taught,omitempty"`
	Hidden   int `json:"hidden,omitempty"`
}

// AddTally adds to what is counted of a server on a day in UTC, without waiting for the disk.
func (s *Store) AddTally(server string, at time.Time, add Tally, done func(error)) {
	s.writer.submit(func(tx *transaction) error { return count(tx, server, at, add, 1) }, done)
}

// Tally adds up what was counted of a server from the day of a moment on.
func (s *Store) Tally(server string, from time.Time) (sum Tally, err error) {
	first := tallyKey(server, from)
	err = s.file.view(func(tx *transaction) error {
		return eachOf(tx, bucketDays, server, func(key string, t Tally) error {
			if key >= first {
				sum.add(t, 1)
			}
			return nil
		})
	})
	return sum, err
}

func tallyKey(server string, at time.Time) string {
	return server + "\x00" + at.UTC().Format(time.DateOnly)
}

// count adds something to a day, with sign 1, or takes it back, with sign -1.
func count(tx *transaction, server string, at time.Time, change Tally, sign int) error {
	key := tallyKey(server, at)
	var t Tally
	if _, err := get(tx, bucketDays, key, &t); err != nil {
		return err
	}
	t.add(change, sign)
	return put(tx, bucketDays, key, t)
}

func (t *Tally) add(o Tally, sign int) {
	t.Asked += sign * o.Asked
	t.Answered += sign * o.Answered
	t.Silent += sign * o.Silent
	t.For += sign * o.For
	t.Against += sign * o.Against
	t.Solved += sign * o.Solved
	t.Taught += sign * o.Taught
	t.Hidden += sign * o.Hidden
}

// tally is what a vote counts as.
func (v Vote) tally() Tally {
	if v.Helpful {
		return Tally{For: 1}
	}
	return Tally{Against: 1}
}
