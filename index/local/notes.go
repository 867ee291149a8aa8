package local

import (
	"bytes"
	"context"

	bolt "go.etcd.io/bbolt"
)

// Note returns a note, nil when there is none.
func (g *generation) Note(_ context.Context, topic, key string) (note []byte, err error) {
	err = g.catalogue.db.View(func(tx *bolt.Tx) error {
		if notes := notesOf(tx, topic); notes != nil {
			note = bytes.Clone(notes.Get(idKey(key)))
		}
		return nil
	})
	return note, err
}

// EachNote calls yield for all notes under a topic, in the order of their keys.
func (g *generation) EachNote(ctx context.Context, topic string, yield func(note []byte) error) error {
	return g.catalogue.db.View(func(tx *bolt.Tx) error {
		notes := notesOf(tx, topic)
		if notes == nil {
			return nil
		}
		return notes.ForEach(func(_, note []byte) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return yield(note)
		})
	})
}

// notesOf returns the bucket of a topic, nil when it has none.
func notesOf(tx *bolt.Tx, topic string) *bolt.Bucket {
	if topic == "" {
		return dense(tx, bucketInputs)
	}
	return tx.Bucket(bucketPages).Bucket(idKey(topic))
}

func putNote(tx *bolt.Tx, topic, key string, note []byte) error {
	notes := notesOf(tx, topic)
	if notes == nil {
		var err error
		if notes, err = tx.Bucket(bucketPages).CreateBucket(idKey(topic)); err != nil {
			return err
		}
	}
	return notes.Put(idKey(key), note)
}

func deleteNote(tx *bolt.Tx, topic, key string) error {
	if notes := notesOf(tx, topic); notes != nil {
		return notes.Delete(idKey(key))
	}
	return nil
}

// deleteNotes forgets all notes under a topic.
func deleteNotes(tx *bolt.Tx, topic string) error {
	notes := tx.Bucket(bucketPages)
	if topic == "" {
		if err := tx.DeleteBucket(bucketInputs); err != nil {
			return err
		}
		_, err := tx.CreateBucket(bucketInputs)
		return err
	}
	if notes.Bucket(idKey(topic)) == nil {
		return nil
	}
	return notes.DeleteBucket(idKey(topic))
}
