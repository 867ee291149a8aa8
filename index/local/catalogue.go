package local

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"time"

	bolt "go.etcd.io/bbolt"

	"verbatim/index/engine"
	"verbatim/index/record"
	"verbatim/index/term"
)

// A catalogue is the bbolt file of a generation that knows its articles and keeps notes on
// where they came from. Opening it reads nothing, however many there are.
type catalogue struct {
	db *bolt.DB
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

// openCatalogue opens a catalogue of a finished generation. Nobody writes to it any
// more, so that the shared lock that bbolt takes is always free.
func openCatalogue(path string) (*catalogue, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err // bbolt would create it
	}
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: 2 * time.Second})
	if err != nil {
		return nil, fmt.Errorf("open catalogue %s: %w", path, err)
	}
	return &catalogue{db: db}, nil
}

// createCatalogue opens a catalogue for writing, and makes it when there is none.
func createCatalogue(path string) (*catalogue, error) {
	db, err := bolt.Open(path, 0o600, &bolt.Options{NoSync: true, Timeout: 2 * time.Second})
	if err != nil {
		return nil, fmt.Errorf("create catalogue %s: %w", path, err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		for _, name := range [][]byte{bucketArticles, bucketIDs, bucketInputs, bucketPages} {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		return nil
	})
	return &catalogue{db: db}, err
}

func (c *catalogue) close() error { return c.db.Close() }

// articles returns the articles with these numbers, in their order.
func (c *catalogue) articles(numbers []int) ([]*engine.Article, error) {
	out := make([]*engine.Article, len(numbers))
	err := c.db.View(func(tx *bolt.Tx) error {
		for i, number := range numbers {
			var err error
			if out[i], err = getArticle(tx, number); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// article returns the article with this number.
func (c *catalogue) article(number int) (a *engine.Article, err error) {
	err = c.db.View(func(tx *bolt.Tx) error {
		a, err = getArticle(tx, number)
		return err
	})
	return a, err
}

// find returns the article with this id, nil when there is none.
func (c *catalogue) find(id string) (a *engine.Article, err error) {
	if id == "" {
		return nil, nil
	}
	err = c.db.View(func(tx *bolt.Tx) error {
		if number := tx.Bucket(bucketIDs).Get(idKey(id)); number != nil {
			a, err = getArticle(tx, int(binary.BigEndian.Uint64(number)))
		}
		return err
	})
	return a, err
}

// has reports whether there is an article with this id.
func (c *catalogue) has(id string) (found bool, err error) {
	err = c.db.View(func(tx *bolt.Tx) error {
		found = hasArticle(tx, id)
		return nil
	})
	return found, err
}

// eachArticle calls yield for all articles in the order of their ids.
func (c *catalogue) eachArticle(yield func(*engine.Article) error) error {
	return c.db.View(func(tx *bolt.Tx) error {
		articles := tx.Bucket(bucketArticles)
		return tx.Bucket(bucketIDs).ForEach(func(_, number []byte) error {
			a, err := decodeArticle(int(binary.BigEndian.Uint64(number)), articles.Get(number))
			if err != nil {
				return err
			}
			return yield(a)
		})
	})
}

func getArticle(tx *bolt.Tx, number int) (*engine.Article, error) {
	b := tx.Bucket(bucketArticles).Get(numberKey(number))
	if b == nil {
		return nil, engine.ErrDamaged
	}
	return decodeArticle(number, b)
}

func hasArticle(tx *bolt.Tx, id string) bool { return tx.Bucket(bucketIDs).Get(idKey(id)) != nil }

func putArticle(tx *bolt.Tx, a *engine.Article) error {
	key := numberKey(a.Number)
	if err := dense(tx, bucketArticles).Put(key, encodeArticle(a)); err != nil {
		return err
	}
	return dense(tx, bucketIDs).Put(idKey(a.ID), key)
}

// dense returns a bucket whose pages are filled nearly up, because keys mostly come in
// their order: half the room on disk.
func dense(tx *bolt.Tx, name []byte) *bolt.Bucket {
	b := tx.Bucket(name)
	b.FillPercent = 0.95
	return b
}

func deleteArticle(tx *bolt.Tx, a *engine.Article) error {
	if err := tx.Bucket(bucketArticles).Delete(numberKey(a.Number)); err != nil {
		return err
	}
	return tx.Bucket(bucketIDs).Delete(idKey(a.ID))
}

func numberKey(n int) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

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
