package catalogue

import (
	"errors"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"
)

// A Writer writes a catalogue that nobody reads yet. It is not safe for concurrent use.
type Writer struct {
	db      *bolt.DB
	tx      *bolt.Tx
	changes int // in all transactions
}

// perTransaction is the number of changes in a transaction, which keeps them in memory.
const perTransaction = 4096

// Write opens a catalogue for writing, and makes it when there is none.
func Write(path string) (*Writer, error) {
	db, err := bolt.Open(path, 0o600, &bolt.Options{NoSync: true, Timeout: 2 * time.Second})
	if err != nil {
		return nil, fmt.Errorf("create catalogue %s: %w", path, err)
	}
	w := &Writer{db: db}
	return w, w.change(func(tx *bolt.Tx) error {
		for _, name := range [][]byte{bucketArticles, bucketIDs, bucketInputs, bucketPages} {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		return nil
	})
}

// change makes a change, in the transaction at hand or a new one.
func (w *Writer) change(apply func(*bolt.Tx) error) (err error) {
	if w.tx == nil {
		w.tx, err = w.db.Begin(true)
	}
	if err == nil {
		err = apply(w.tx)
	}
	if w.changes++; err == nil && w.changes%perTransaction == 0 {
		err = w.commit()
	}
	if err != nil {
		return fmt.Errorf("write catalogue: %w", err)
	}
	return nil
}

func (w *Writer) commit() error {
	if w.tx == nil {
		return nil
	}
	tx := w.tx
	w.tx = nil
	return tx.Commit()
}

// Close completes the catalogue.
func (w *Writer) Close() error {
	if err := errors.Join(w.commit(), w.db.Close()); err != nil {
		return fmt.Errorf("write catalogue: %w", err)
	}
	return nil
}

// Abandon gives the catalogue up; its file is the caller's to remove. It does no harm after Close.
func (w *Writer) Abandon() {
	if w.tx != nil {
		_ = w.tx.Rollback()
		w.tx = nil
	}
	_ = w.db.Close()
}

// Put writes the record of the article with this number and id.
func (w *Writer) Put(number int, id string, record []byte) error {
	return w.change(func(tx *bolt.Tx) error {
		key := numberKey(number)
		if err := dense(tx, bucketArticles).Put(key, record); err != nil {
			return err
		}
		return dense(tx, bucketIDs).Put(idKey(id), key)
	})
}

// Delete takes out the article with this number and id.
func (w *Writer) Delete(number int, id string) error {
	return w.change(func(tx *bolt.Tx) error {
		if err := tx.Bucket(bucketArticles).Delete(numberKey(number)); err != nil {
			return err
		}
		return tx.Bucket(bucketIDs).Delete(idKey(id))
	})
}

// Has reports whether there is an article with this id.
func (w *Writer) Has(id string) (found bool, err error) {
	look := func(tx *bolt.Tx) error {
		found = tx.Bucket(bucketIDs).Get(idKey(id)) != nil
		return nil
	}
	if w.tx != nil {
		err = look(w.tx)
		return found, err
	}
	err = w.db.View(look)
	return found, err
}

// PutNote writes a note in the place of the one with the same topic and key.
func (w *Writer) PutNote(topic, key string, note []byte) error {
	return w.change(func(tx *bolt.Tx) (err error) {
		notes := notesOf(tx, topic)
		if notes == nil {
			if notes, err = tx.Bucket(bucketPages).CreateBucket(idKey(topic)); err != nil {
				return err
			}
		}
		return notes.Put(idKey(key), note)
	})
}

// DeleteNote forgets a note, if there is one.
func (w *Writer) DeleteNote(topic, key string) error {
	return w.change(func(tx *bolt.Tx) error {
		if notes := notesOf(tx, topic); notes != nil {
			return notes.Delete(idKey(key))
		}
		return nil
	})
}

// DeleteNotes forgets all notes under a topic.
func (w *Writer) DeleteNotes(topic string) error {
	return w.change(func(tx *bolt.Tx) error {
		if topic == "" {
			if err := tx.DeleteBucket(bucketInputs); err != nil {
				return err
			}
			_, err := tx.CreateBucket(bucketInputs)
			return err
		}
		notes := tx.Bucket(bucketPages)
		if notes.Bucket(idKey(topic)) == nil {
			return nil
		}
		return notes.DeleteBucket(idKey(topic))
	})
}
