package index

import (
	"encoding/binary"
	"fmt"
	"os"
	"time"

	bolt "go.etcd.io/bbolt"

	"verbatim/index/term"
)

// A catalogue is the bbolt file of a generation that knows its articles and the inputs
// they came from. Opening it reads nothing, however many there are.
type catalogue struct {
	db *bolt.DB
}

// The buckets: article number → record, article id → number, input key → record, and for
// each input that is a URL a bucket of pages: address → record.
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

// article returns the record of an article by its number.
func (c *catalogue) article(number int) (a articleRecord, err error) {
	err = c.db.View(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketArticles).Get(numberKey(number))
		if b == nil {
			return errCorrupt
		}
		a, err = decodeArticle(b)
		return err
	})
	return a, err
}

// number returns the number of the article with this id.
func (c *catalogue) number(id string) (number int, ok bool, err error) {
	if id == "" {
		return 0, false, nil
	}
	err = c.db.View(func(tx *bolt.Tx) error {
		if b := tx.Bucket(bucketIDs).Get(idKey(id)); b != nil {
			number, ok = int(binary.BigEndian.Uint64(b)), true
		}
		return nil
	})
	return number, ok, err
}

// eachArticle calls yield for all articles in the order of their ids.
func (c *catalogue) eachArticle(yield func(number int, a articleRecord) error) error {
	return c.db.View(func(tx *bolt.Tx) error {
		articles := tx.Bucket(bucketArticles)
		return tx.Bucket(bucketIDs).ForEach(func(_, number []byte) error {
			a, err := decodeArticle(articles.Get(number))
			if err != nil {
				return err
			}
			return yield(int(binary.BigEndian.Uint64(number)), a)
		})
	})
}

// inputs returns all inputs by their key.
func (c *catalogue) inputs() (map[string]*inputRecord, error) {
	all := map[string]*inputRecord{}
	err := c.db.View(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketInputs).ForEach(func(_, v []byte) error {
			in, err := decodeInput(v)
			all[in.Key] = &in
			return err
		})
	})
	return all, err
}

func putArticle(tx *bolt.Tx, number int, a *articleRecord) error {
	key := numberKey(number)
	if err := dense(tx, bucketArticles).Put(key, a.encode()); err != nil {
		return err
	}
	return dense(tx, bucketIDs).Put(idKey(a.id), key)
}

// dense returns a bucket whose pages are filled nearly up, because keys mostly come in
// their order: half the room on disk.
func dense(tx *bolt.Tx, name []byte) *bolt.Bucket {
	b := tx.Bucket(name)
	b.FillPercent = 0.95
	return b
}

func deleteArticle(tx *bolt.Tx, number int, id string) error {
	if err := tx.Bucket(bucketArticles).Delete(numberKey(number)); err != nil {
		return err
	}
	return tx.Bucket(bucketIDs).Delete(idKey(id))
}

func putInput(tx *bolt.Tx, in inputRecord) error {
	return dense(tx, bucketInputs).Put(idKey(in.Key), in.encode())
}

// deleteInput forgets an input and the pages it led to.
func deleteInput(tx *bolt.Tx, key string) error {
	if err := deletePages(tx, key, nil); err != nil {
		return err
	}
	return tx.Bucket(bucketInputs).Delete(idKey(key))
}

func numberKey(n int) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// idKey keeps a key within what bbolt takes: a long one keeps its beginning, for the
// order, and its hash.
func idKey(id string) []byte {
	const longest = 1024
	if len(id) <= longest {
		return []byte(id)
	}
	return fmt.Appendf(nil, "%s#%x", term.Clip(id, longest), contentHash(id))
}
