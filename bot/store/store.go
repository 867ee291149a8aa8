package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
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
	bucketMarks     = "marks"     // name of a mark that was obeyed → true
	bucketLessons   = "lessons"   // server, 0, id → Lesson
	bucketHidden    = "hidden"    // server, 0, id → Hidden
	bucketAliases   = "aliases"   // server, 0, word in lower case → Alias
	bucketDays      = "days"      // server, 0, day → Tally
	bucketPosts     = "posts"     // server, 0, channel, 0, message → Post
	bucketGreeted   = "greeted"   // server → when it was greeted
	bucketDigests   = "digests"   // server → when its last digest was due
	bucketRevisions = "revisions" // server → how often lessons, posts, hidden sentences and aliases were changed
)

// Name returns the file name of the store of one process: each of a bot that is spread over
// several, a part of the shards each, has one of its own. A count of 0 is the only process.
func Name(shard, count int) string {
	if count > 1 {
		return fmt.Sprintf("bot-%d-of-%d.db", shard, count)
	}
	return "bot.db"
}

// A Store is an open bot.db. It is safe for concurrent use.
type Store struct {
	dir    string
	home   Home // nil for none
	file   *file
	key    []byte
	writer *writer

	unwritten   *unwritten
	gapsChanged atomic.Bool // since they were last published
	publishing  sync.Mutex  // held while they are
	copying     sync.Mutex  // held while the store is copied
}

// Open opens the named store in a directory, and makes it when it does not exist. What was
// deleted from it and came back, with a backup or because a process was killed, is deleted
// again. Only one process can have it open; a second one gets an error after two seconds.
func Open(dir, name string) (*Store, error) { return openWithin(dir, name, nil, patience) }

// OpenAt opens a store whose records are kept in a home: what is in the directory is a copy, which is made anew where
// somebody else has changed them since. A home that nothing was ever kept in gets what is in the directory, and so
// does one whose store was put back from a backup. The home must be open for as long as the store is. The error is [ErrOtherKey] or
// [ErrNoKey] where the directory lacks the key that people are known by there.
func OpenAt(home Home, dir, name string) (*Store, error) {
	return openWithin(dir, name, home, patience)
}

func openWithin(dir, name string, home Home, wait time.Duration) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make data directory: %w", err)
	}
	key, err := keyIn(filepath.Join(dir, keyFile), home)
	if err != nil {
		return nil, err
	}
	f, err := openFile(filepath.Join(dir, name), wait)
	if err != nil {
		return nil, err
	}
	err = f.update(prepare)
	if err == nil && home != nil {
		err = f.join(home)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", f.path, err), f.close())
	}
	s := &Store{dir: dir, home: home, file: f, key: key, writer: newWriter(f), unwritten: &unwritten{at: map[place]encoded{}}}
	s.gapsChanged.Store(true) // perhaps the process before this one was killed
	err = s.Obey()
	if err == nil {
		err = s.writer.rewrite()
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Close writes what is still queued, and closes the file without a byte of what was deleted
// in it. It must be called once.
func (s *Store) Close() error {
	s.writer.close()
	return errors.Join(s.file.rewrite(), s.file.close())
}

// Sweep sees to it that no byte of what was deleted is left in the store, nor in the list of
// gaps for other processes. It writes the whole store again when there may be some. A home lets go of them some time later.
func (s *Store) Sweep() error {
	var atHome error
	if s.home != nil {
		atHome = s.home.Sweep(context.Background())
	}
	return errors.Join(atHome, s.writer.rewrite(), s.PublishGaps())
}

// prepare makes the buckets and checks the format.
func prepare(tx *transaction) error {
	if err := tx.makeBuckets(); err != nil {
		return err
	}
	meta := tx.Bucket([]byte(bucketMeta))
	switch have := string(meta.Get([]byte("format"))); have {
	case format:
		return attribute(tx)
	case "":
		return meta.Put([]byte("format"), []byte(format))
	default:
		return unknownFormat(have)
	}
}

func unknownFormat(have string) error {
	return fmt.Errorf("it has format %q, this program knows format %s: use the version of Verbatim that wrote it", have, format)
}

// get reads the value of a key into out and reports whether there is one.
func get(tx *transaction, bucket, key string, out any) (bool, error) {
	data := tx.Bucket([]byte(bucket)).Get([]byte(key))
	if data == nil {
		return false, nil
	}
	if err := json.Unmarshal(data, out); err != nil {
		return false, fmt.Errorf("decode %s %q: %w", bucket, key, err)
	}
	return true, nil
}

func put(tx *transaction, bucket, key string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("encode %s: %w", bucket, err)
	}
	return tx.put(place{bucket, key}, data)
}

// remove deletes a value. Its bytes stay in the file until that is rewritten; see [soil].
func remove(tx *transaction, bucket, key string) error {
	return tx.remove(place{bucket, key})
}

// eachOf decodes the values whose keys are a server, 0 and something else, in the order of the keys.
func eachOf[T any](tx *transaction, bucket, server string, visit func(key string, value T) error) error {
	prefix := []byte(server + "\x00")
	c := tx.Bucket([]byte(bucket)).Cursor()
	for k, data := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, data = c.Next() {
		var v T
		if err := json.Unmarshal(data, &v); err != nil {
			return fmt.Errorf("decode %s %q: %w", bucket, k, err)
		}
		if err := visit(string(k), v); err != nil {
			return err
		}
	}
	return nil
}

// countOf counts the keys that are a server, 0 and something else.
func countOf(tx *transaction, bucket, server string) (n int) {
	prefix := []byte(server + "\x00")
	c := tx.Bucket([]byte(bucket)).Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		n++
	}
	return n
}

// each decodes every value of a bucket in the order of the keys.
func each[T any](tx *transaction, bucket string, visit func(key string, value T) error) error {
	return tx.Bucket([]byte(bucket)).ForEach(func(k, data []byte) error {
		var v T
		if err := json.Unmarshal(data, &v); err != nil {
			return fmt.Errorf("decode %s %q: %w", bucket, k, err)
		}
		return visit(string(k), v)
	})
}

// all returns the values of a bucket, in the order of their keys.
func all[T any](s *Store, bucket string) (out []T, err error) {
	err = s.file.view(func(tx *transaction) error {
		return each(tx, bucket, func(_ string, v T) error {
			out = append(out, v)
			return nil
		})
	})
	return out, err
}

// ours returns the values of a bucket whose keys begin with a server, in the order of the keys.
func ours[T any](s *Store, bucket, server string) (all []T, err error) {
	err = s.file.view(func(tx *transaction) error {
		return eachOf(tx, bucket, server, func(_ string, v T) error {
			all = append(all, v)
			return nil
		})
	})
	return all, err
}
