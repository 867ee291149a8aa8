package store

import (
	"time"

	"go.etcd.io/bbolt"
)

// A Vote is what one person thinks of one answer. A later vote replaces an earlier one.
type Vote struct {
	Answer   string    `json:"answer"` // its key
	Voter    Person    `json:"voter"`
	Server   string    `json:"server,omitempty"`
	Helpful  bool      `json:"helpful"`
	Reason   string    `json:"reason,omitempty"`
	Question string    `json:"question"`
	Quote    Ref       `json:"quote"` // the sentence that was shown
	At       time.Time `json:"at"`
}

// SaveVote keeps a vote. A vote without a reason keeps the reason of the one that it
// replaces, if it says the same.
func (s *Store) SaveVote(v Vote) error {
	key := v.Answer + "\x00" + string(v.Voter)
	return s.writer.write(func(tx *bbolt.Tx) error {
		var old Vote
		ok, err := get(tx, bucketVotes, key, &old)
		if err != nil {
			return err
		}
		next := v
		if ok && next.Reason == "" && old.Helpful == next.Helpful {
			next.Reason = old.Reason
		}
		return put(tx, bucketVotes, key, next)
	})
}
