package store

import (
	"time"

	"go.etcd.io/bbolt"
)

// An Answer links a question with the bot's answer to it.
type Answer struct {
	Key      string    `json:"key"`                // stands in the custom_id of the answer's buttons
	Server   string    `json:"server,omitempty"`   // "" for a direct message
	Channel  string    `json:"channel"`            // of the answer
	Question string    `json:"question"`           // the text that was asked
	Others   []string  `json:"others,omitempty"`   // further questions of the same message
	Article  string    `json:"article,omitempty"`  // id the question was limited to, "" for none
	Asker    Person    `json:"asker"`              // who asked
	Asked    string    `json:"asked,omitempty"`    // message id of the question, "" for a command
	Message  string    `json:"message,omitempty"`  // message id of the answer, "" when private
	Language string    `json:"language,omitempty"` // the answer is written in
	Quotes   []Ref     `json:"quotes,omitempty"`   // best first
	Silent   bool      `json:"silent,omitempty"`   // nothing was answered; Quotes are the closest sentences
	At       time.Time `json:"at"`
}

// A Ref names a quoted sentence.
type Ref struct {
	Article string `json:"article"`
	Start   int    `json:"start"` // byte offset in the article's text
	End     int    `json:"end"`   // exclusive
	Sum     uint32 `json:"sum"`   // CRC-32 (IEEE) of the sentence, to notice that it is no longer the same
}

// SaveAnswer keeps an answer under its key and under its message ids.
func (s *Store) SaveAnswer(a Answer) error {
	return s.writer.write(func(tx *bbolt.Tx) error { return saveAnswer(tx, a) })
}

// SaveAnswerLater does the same without waiting for the disk. Changes made afterwards come
// after it. done is called from another goroutine with the error, nil when the answer is
// on disk.
func (s *Store) SaveAnswerLater(a Answer, done func(error)) {
	s.writer.submit(func(tx *bbolt.Tx) error { return saveAnswer(tx, a) }, done)
}

func saveAnswer(tx *bbolt.Tx, a Answer) error {
	if err := put(tx, bucketAnswers, a.Key, a); err != nil {
		return err
	}
	if a.Asked != "" {
		if err := put(tx, bucketQuestions, a.Asked, a.Key); err != nil {
			return err
		}
	}
	if a.Message == "" {
		return nil
	}
	return put(tx, bucketMessages, a.Message, a.Key)
}

// Answer returns the answer with this key, and false when there is none.
func (s *Store) Answer(key string) (a Answer, ok bool, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		ok, err = get(tx, bucketAnswers, key, &a)
		return err
	})
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

func (s *Store) linked(bucket, message string) (a Answer, ok bool, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		var key string
		if ok, err = get(tx, bucket, message, &key); !ok || err != nil {
			return err
		}
		ok, err = get(tx, bucketAnswers, key, &a)
		return err
	})
	return a, ok, err
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
