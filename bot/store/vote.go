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

// SaveVote keeps a vote on an answer, whose key it gets. A vote without a reason keeps the
// reason of the one that it replaces, if it says the same. Somebody can vote before the
// answer was handed to SaveAnswerLater: then the answer is kept with the vote.
func (s *Store) SaveVote(on Answer, v Vote) error {
	v.Answer = on.Key
	key := v.Answer + "\x00" + string(v.Voter)
	return s.writer.write(func(tx *bbolt.Tx) error {
		if tx.Bucket([]byte(bucketAnswers)).Get([]byte(on.Key)) == nil {
			if err := saveAnswer(tx, on); err != nil {
				return err
			}
		}
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
