package store

import (
	"time"

	"go.etcd.io/bbolt"
)

// An Answer links a question with the bot's answer to it.
type Answer struct {
	Key        string    `json:"key"`                  // stands in the custom_id of the answer's buttons
	Server     string    `json:"server,omitempty"`     // "" for a direct message
	Channel    string    `json:"channel"`              // of the answer
	Question   string    `json:"question"`             // the text that was asked
	Understood string    `json:"understood,omitempty"` // what was looked for, where the text leaves something out
	Others     []string  `json:"others,omitempty"`     // further questions of the same message
	Article    string    `json:"article,omitempty"`    // id the question was limited to, "" for none
	Asker      Person    `json:"asker"`                // who asked
	Asked      string    `json:"asked,omitempty"`      // message id of the question, "" for a command
	Message    string    `json:"message,omitempty"`    // message id of the answer, "" when private
	Language   string    `json:"language,omitempty"`   // the answer is written in
	Quotes     []Quote   `json:"quotes,omitempty"`     // best first
	Sure       float64   `json:"sure,omitempty"`       // how sure the answer is, 0 to 1
	Silent     bool      `json:"silent,omitempty"`     // nothing was answered; Quotes are the closest sentences
	At         time.Time `json:"at"`
}

// Asks returns the question that was answered, as it was understood.
func (a *Answer) Asks() string {
	if a.Understood != "" {
		return a.Understood
	}
	return a.Question
}

// SaveAnswer keeps an answer under its key and, once its message is known, under its message
// ids.
func (s *Store) SaveAnswer(a Answer) error {
	return s.writer.write(func(tx *bbolt.Tx) error {
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

// DropAnswer deletes an answer and its links, as far as they exist.
func (s *Store) DropAnswer(key string) error {
	return s.writer.write(func(tx *bbolt.Tx) error {
		var a Answer
		ok, err := get(tx, bucketAnswers, key, &a)
		if !ok || err != nil {
			return err
		}
		return removeAnswer(tx, a)
	})
}

// removeAnswer deletes an answer and its links. Deleting what is not there is no error.
func removeAnswer(tx *bbolt.Tx, a Answer) error {
	err := remove(tx, bucketAnswers, a.Key)
	if err == nil {
		err = remove(tx, bucketQuestions, a.Asked)
	}
	if err == nil {
		err = remove(tx, bucketMessages, a.Message)
	}
	return err
}
