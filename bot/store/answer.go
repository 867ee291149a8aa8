package store

import (
	"errors"
	"slices"
	"time"
)

// An Answer links a question with the bot's answer to it.
type Answer struct {
	Key        string    `json:"key"`                  // stands in the custom_id of the answer's buttons
	Server     string    `json:"server,omitempty"`     // "" for a direct message
	Channel    string    `json:"channel"`              // of the answer
	Question   string    `json:"question"`             // the text that was asked
	Understood string    `json:"understood,omitempty"` // what was looked for, where the text leaves something out
	Lent       []Loan    `json:"lent,omitempty"`       // the questions that Understood has words of
	Others     []string  `json:"others,omitempty"`     // further questions of the same message
	Article    string    `json:"article,omitempty"`    // id the question was limited to, "" for none
	Asker      Person    `json:"asker"`                // who asked
	Asked      string    `json:"asked,omitempty"`      // message id of the question, "" for a command
	Message    string    `json:"message,omitempty"`    // message id of the answer, "" when private
	Language   string    `json:"language,omitempty"`   // the answer is written in
	Quotes     []Quote   `json:"quotes,omitempty"`     // best first
	Sure       float64   `json:"sure,omitempty"`       // how sure the answer is, 0 to 1
	Solved     int       `json:"solved,omitempty"`     // which of the quotes, from 1, solved it, as who asked or a moderator says; 0 for none
	Haste      float64   `json:"haste,omitempty"`      // the share of the usual reading that was left out for it
	Silent     bool      `json:"silent,omitempty"`     // nothing was answered; Quotes are the closest sentences
	At         time.Time `json:"at"`
}

// A Loan is a question that another was understood by: its answer, and who asked it.
type Loan struct {
	Answer string `json:"answer"` // its key
	Asker  Person `json:"asker"`
}

// Asks returns the question that was answered, as it was understood.
func (a *Answer) Asks() string {
	if a.Understood != "" {
		return a.Understood
	}
	return a.Question
}

// Lenders returns those whose words are in what the question was understood as.
func (a *Answer) Lenders() (all []Person) {
	for _, l := range a.Lent {
		all = append(all, l.Asker)
	}
	return all
}

// owes reports whether the question was understood by that of an answer.
func (a *Answer) owes(key string) bool {
	return slices.ContainsFunc(a.Lent, func(l Loan) bool { return l.Answer == key })
}

// withoutLoans keeps an answer without what its question was understood as.
func (a Answer) withoutLoans(tx *transaction) error {
	a.Understood, a.Lent = "", nil
	return put(tx, bucketAnswers, a.Key, a)
}

// SaveAnswer keeps an answer under its key and, once its message is known, under its message
// ids.
func (s *Store) SaveAnswer(a Answer) error {
	return s.writer.write(func(tx *transaction) error {
		for _, v := range a.values() {
			if err := put(tx, v.bucket, v.key, v.value); err != nil {
				return err
			}
		}
		return nil
	})
}

// SaveAnswerLater does the same without waiting for the disk: the answer is found at once,
// and changes made afterwards come after it. done is called from another goroutine with
// the error, nil when the answer is on disk.
func (s *Store) SaveAnswerLater(a Answer, done func(error)) { s.writeLater(a.values(), done) }

func (a Answer) values() []value {
	values := []value{{bucketAnswers, a.Key, a}}
	if a.Message == "" {
		return values
	}
	values = append(values, value{bucketMessages, a.Message, a.Key})
	if a.Asked != "" {
		values = append(values, value{bucketQuestions, a.Asked, a.Key})
	}
	return values
}

// Answer returns the answer with this key, and false when there is none.
func (s *Store) Answer(key string) (a Answer, ok bool, err error) {
	ok, err = s.read(bucketAnswers, key, &a)
	return a, ok, err
}

// AnswerTo returns the answer to the question in a message, and false when there is none.
func (s *Store) AnswerTo(message string) (Answer, bool, error) {
	return s.linked(bucketQuestions, message)
}

// AnswerIn returns the answer that a message of the bot shows, and false when there is none.
func (s *Store) AnswerIn(message string) (Answer, bool, error) {
	return s.linked(bucketMessages, message)
}

func (s *Store) linked(bucket, message string) (Answer, bool, error) {
	var key string
	if ok, err := s.read(bucket, message, &key); !ok || err != nil {
		return Answer{}, false, err
	}
	return s.Answer(key)
}

// DropAnswer deletes an answer and its links, as far as they exist. What was said of its
// question stays: its votes, and that it is a gap.
func (s *Store) DropAnswer(key string) error {
	return s.writer.write(func(tx *transaction) error {
		var a Answer
		ok, err := get(tx, bucketAnswers, key, &a)
		if !ok || err != nil {
			return err
		}
		return errors.Join(removeAnswer(tx, a), soil(tx))
	})
}

// Retract deletes an answer whose question was taken back by the one who asked, with the
// question: in the votes on it, and among the gaps, unless its asker has another record of
// the same question. Like [Store.Forget] it does so for good, but the bytes of
// what was deleted stay in the store until the next [Store.Sweep].
func (s *Store) Retract(key string) error {
	_, err := s.delete(mark{Answer: key})
	return err
}

// retract deletes an answer with its question, as far as they exist, and what others were
// understood by it.
func retract(tx *transaction, key string) error {
	var a Answer
	ok, err := get(tx, bucketAnswers, key, &a)
	if !ok || err != nil {
		return err
	}
	var debtors []Answer
	err = each(tx, bucketAnswers, func(_ string, other Answer) error {
		if other.owes(key) {
			debtors = append(debtors, other)
		}
		return nil
	})
	for _, d := range debtors {
		err = errors.Join(err, d.withoutLoans(tx), disown(tx, d))
	}
	return errors.Join(err, removeAnswer(tx, a), disown(tx, a))
}

// disown takes the question of an answer, which is deleted, out of the votes on it and out of
// the gaps.
func disown(tx *transaction, a Answer) error {
	votes := map[string]Vote{}
	err := each(tx, bucketVotes, func(vote string, v Vote) error {
		if v.Answer == a.Key {
			votes[vote] = v
		}
		return nil
	})
	for vote, v := range votes {
		err = errors.Join(err, v.withoutQuestion(tx, vote))
	}
	return errors.Join(err, retractGap(tx, a))
}

// gap is the key that the question has, or would have, among the gaps.
func (a Answer) gap() string { return a.Server + "\x00" + QuestionID(a.Asks()) }

// retractGap takes the asker of an answer that is gone out of the gap of its question.
func retractGap(tx *transaction, a Answer) error {
	key := a.gap()
	var g Gap
	ok, err := get(tx, bucketGaps, key, &g)
	if !ok || err != nil || !g.asked(a.Asker) {
		return err
	}
	again := false
	err = each(tx, bucketAnswers, func(_ string, other Answer) error {
		again = again || other.Asker == a.Asker && other.gap() == key
		return nil
	})
	if err != nil || again {
		return err
	}
	return g.without(tx, key, a.Asker)
}

// removeAnswer deletes an answer and its links. Deleting what is not there is no error.
func removeAnswer(tx *transaction, a Answer) error {
	err := remove(tx, bucketAnswers, a.Key)
	if err == nil {
		err = remove(tx, bucketQuestions, a.Asked)
	}
	if err == nil {
		err = remove(tx, bucketMessages, a.Message)
	}
	return err
}
