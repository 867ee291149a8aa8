package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// format is the version of the layout that this program reads and writes.
const format = "1"

// The buckets of the file and what their keys are.
const (
	bucketMeta      = "meta"      // "format"
	bucketSettings  = "settings"  // server → Settings
	bucketAnswers   = "answers"   // answer key → Answer
	bucketQuestions = "questions" // message id of a question → answer key
	bucketMessages  = "messages"  // message id of an answer → answer key
	bucketVotes     = "votes"     // answer key, 0, person → Vote
	bucketGaps      = "gaps"      // server, 0, hash of the question → Gap
	bucketThreads   = "threads"   // channel → when the bot last answered there
)

// A Store is an open bot.db. It is safe for concurrent use.
type Store struct {
	db     *bbolt.DB
	key    []byte
	writer *writer

	unwritten   *unwritten
	gapsChanged atomic.Bool // since they were last published
}

// Open opens the named store in a directory, and makes it when it does not exist. Only
// one process can have it open; a second one gets an error after two seconds.
func Open(dir, name string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make data directory: %w", err)
	}
	key, err := loadKey(filepath.Join(dir, "bot.key"))
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, name)
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: 2 * time.Second, FreelistType: bbolt.FreelistMapType})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, fmt.Errorf("%s is in use by another process: stop it, or give this one another data directory", path)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if err := db.Update(prepare); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	s := &Store{db: db, key: key, writer: newWriter(db), unwritten: &unwritten{at: map[place]encoded{}}}
	s.gapsChanged.Store(true) // perhaps the process before this one was killed
	return s, nil
}

// Close writes what is still queued and closes the file. It must be called once.
func (s *Store) Close() error {
	s.writer.close()
	return s.db.Close()
}

// prepare makes the buckets and checks the format.
func prepare(tx *bbolt.Tx) error {
	for _, name := range []string{bucketMeta, bucketSettings, bucketAnswers, bucketQuestions, bucketMessages, bucketVotes, bucketGaps, bucketThreads} {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	meta := tx.Bucket([]byte(bucketMeta))
	switch have := string(meta.Get([]byte("format"))); have {
	case format:
		return nil
	case "":
		return meta.Put([]byte("format"), []byte(format))
	default:
		return fmt.Errorf("it has format %s, this program knows format %s: use the version of Verbatim that wrote it", have, format)
	}
}

// get reads the value of a key into out and reports whether there is one.
func get(tx *bbolt.Tx, bucket, key string, out any) (bool, error) {
	data := tx.Bucket([]byte(bucket)).Get([]byte(key))
	if data == nil {
		return false, nil
	}
	if err := json.Unmarshal(data, out); err != nil {
		return false, fmt.Errorf("decode %s %q: %w", bucket, key, err)
	}
	return true, nil
}

func put(tx *bbolt.Tx, bucket, key string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("encode %s: %w", bucket, err)
	}
	return tx.Bucket([]byte(bucket)).Put([]byte(key), data)
}

func remove(tx *bbolt.Tx, bucket, key string) error {
	return tx.Bucket([]byte(bucket)).Delete([]byte(key))
}

// each decodes every value of a bucket in the order of the keys.
func each[T any](tx *bbolt.Tx, bucket string, visit func(key string, value T) error) error {
	return tx.Bucket([]byte(bucket)).ForEach(func(k, data []byte) error {
		var v T
		if err := json.Unmarshal(data, &v); err != nil {
			return fmt.Errorf("decode %s %q: %w", bucket, k, err)
		}
		return visit(string(k), v)
	})
}
