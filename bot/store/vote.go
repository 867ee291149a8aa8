package store

import (
	"errors"
	"time"
)

// A Vote is what one person thinks of one answer. A later vote replaces an earlier one.
type Vote struct {
	Answer   string    `json:"answer"` // its key
	Voter    Person    `json:"voter"`
	Server   string    `json:"server,omitempty"`
	Helpful  bool      `json:"helpful"`
	Reason   string    `json:"reason,omitempty"`
	Question string    `json:"question,omitempty"` // "" once whoever asked it has had it deleted
	Asker    Person    `json:"asker,omitempty"`    // whose question it is
	Lenders  []Person  `json:"lenders,omitempty"`  // others whose words it has, see [Answer.Lenders]
	Quote    Ref       `json:"quote"`              // the sentence that was shown
	At       time.Time `json:"at"`
}

// SaveVote keeps a vote. A vote without a reason keeps the reason of the one that it
// replaces, if it says the same.
func (s *Store) SaveVote(v Vote) error {
	key := v.Answer + "\x00" + string(v.Voter)
	return s.writer.write(func(tx *transaction) error {
		var old Vote
		ok, err := get(tx, bucketVotes, key, &old)
		if err != nil {
			return err
		}
		if ok && old.Helpful != v.Helpful {
			err = count(tx, old.Server, old.At, old.tally(), -1)
		}
		if err == nil && (!ok || old.Helpful != v.Helpful) {
			err = count(tx, v.Server, v.At, v.tally(), 1)
		}
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

// withoutQuestion takes the question, which is somebody else's, out of the vote under key.
func (v Vote) withoutQuestion(tx *transaction, key string) error {
	v.Question, v.Asker, v.Lenders = "", "", nil
	return put(tx, bucketVotes, key, v)
}

// attribute gives the votes from before askers were kept with them the askers of their
// answers, so that these can have their questions deleted. Where the answer is gone nobody
// knows whose the question is, and it goes, too.
func attribute(tx *transaction) error {
	unknown := map[string]Vote{}
	err := each(tx, bucketVotes, func(key string, v Vote) error {
		if v.Question != "" && v.Asker == "" {
			unknown[key] = v
		}
		return nil
	})
	for key, v := range unknown {
		var a Answer
		ok, reading := get(tx, bucketAnswers, v.Answer, &a)
		if err = errors.Join(err, reading); err != nil {
			return err
		}
		if v.Asker = a.Asker; !ok || a.Asker == "" {
			err = errors.Join(v.withoutQuestion(tx, key), soil(tx))
		} else {
			err = put(tx, bucketVotes, key, v)
		}
		if err != nil {
			return err
		}
	}
	return err
}

// Voted reports whether a person has voted on an answer.
func (s *Store) Voted(answer string, p Person) (bool, error) {
	return s.read(bucketVotes, answer+"\x00"+string(p), new(Vote))
}
