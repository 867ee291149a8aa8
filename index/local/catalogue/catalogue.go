package catalogue

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	"verbatim/index/engine"
	"verbatim/index/local/disk"
	"verbatim/index/record"
	"verbatim/index/term"
)

// A Catalogue is one that is finished. It is safe for concurrent use.
type Catalogue struct {
	db      *bolt.DB
	damaged atomic.Bool
}

// The buckets: article number → record, article id → number, and notes: those without a
// topic by their key, and for each topic a bucket of its own. They are named after what the
// notes are about, inputs and the pages that an input led to.
var (
	bucketArticles = []byte("articles")
	bucketIDs      = []byte("ids")
	bucketInputs   = []byte("inputs")
	bucketPages    = []byte("pages")
)

// Open opens a finished catalogue. Nobody writes to it any more, so that the shared lock that
// bbolt takes is always free.
func Open(path string) (*Catalogue, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err // bbolt would create it
	}
	c := &Catalogue{}
	err := disk.Mapped(func() (err error) {
		c.db, err = bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: 2 * time.Second})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("open catalogue %s: %w", path, err)
	}
	return c, nil
}

// Close closes the catalogue. One that turned out to be damaged stays open until the process
// ends: bbolt may have panicked with its locks taken.
func (c *Catalogue) Close() error {
	if c.damaged.Load() {
		return nil
	}
	return c.db.Close()
}

// view reads within a transaction.
func (c *Catalogue) view(read func(*bolt.Tx) error) error {
	err := disk.Mapped(func() error { return c.db.View(read) })
	if errors.Is(err, engine.ErrDamaged) {
		c.damaged.Store(true)
	}
	return err
}

// Records calls yield with the records of the articles with these numbers, in their order. One
// that is missing is an [engine.ErrDamaged]. A record is yield's until it returns.
func (c *Catalogue) Records(numbers []int, yield func(number int, record []byte) error) error {
	return c.view(func(tx *bolt.Tx) error {
		for _, number := range numbers {
			b := tx.Bucket(bucketArticles).Get(numberKey(number))
			if b == nil {
				return engine.ErrDamaged
			}
			if err := yield(number, b); err != nil {
				return err
			}
		}
		return nil
	})
}

// Number returns the number of the article with this id, 0 when there is none.
func (c *Catalogue) Number(id string) (number int, err error) {
	err = c.view(func(tx *bolt.Tx) error {
		if b := tx.Bucket(bucketIDs).Get(idKey(id)); id != "" && b != nil {
			number, err = numberOf(b)
		}
		return err
	})
	return number, err
}

// Each calls yield with the records of all articles, in the order of their ids, as Records does.
func (c *Catalogue) Each(yield func(number int, record []byte) error) error {
	return c.view(func(tx *bolt.Tx) error {
		articles := tx.Bucket(bucketArticles)
		return tx.Bucket(bucketIDs).ForEach(func(_, key []byte) error {
			number, err := numberOf(key)
			if err != nil {
				return err
			}
			b := articles.Get(key)
			if b == nil {
				return engine.ErrDamaged
			}
			return yield(number, b)
		})
	})
}

// Note returns a note, nil when there is none.
func (c *Catalogue) Note(topic, key string) (note []byte, err error) {
	err = c.view(func(tx *bolt.Tx) error {
		if notes := notesOf(tx, topic); notes != nil {
			note = bytes.Clone(notes.Get(idKey(key)))
		}
		return nil
	})
	return note, err
}

// EachNote calls yield for all notes under a topic, in the order of their keys. A note is
// yield's until it returns.
func (c *Catalogue) EachNote(ctx context.Context, topic string, yield func(note []byte) error) error {
	return c.view(func(tx *bolt.Tx) error {
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

// dense returns a bucket whose pages are filled nearly up, because keys mostly come in
// their order: half the room on disk.
func dense(tx *bolt.Tx, name []byte) *bolt.Bucket {
	b := tx.Bucket(name)
	b.FillPercent = 0.95
	return b
}

func numberKey(n int) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

func numberOf(key []byte) (int, error) {
	if len(key) != 8 {
		return 0, engine.ErrDamaged
	}
	return int(binary.BigEndian.Uint64(key)), nil
}

// idKey keeps a key within what bbolt takes: a long one keeps its beginning, for the
// order, and its hash.
func idKey(id string) []byte {
	const longest = 1024
	if len(id) <= longest {
		return []byte(id)
	}
	return fmt.Appendf(nil, "%s#%x", term.Clip(id, longest), longHash(id))
}

// longHash is the beginning of the SHA-256 of a key with its length.
func longHash(key string) [16]byte {
	var e record.Encoder
	e.String(key)
	sum := sha256.Sum256(e.Buf)
	return [16]byte(sum[:16])
}
