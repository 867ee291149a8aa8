package store

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"go.etcd.io/bbolt"
)

// A Person is a keyed hash of a Discord user id: 32 hexadecimal digits.
type Person string

// Person returns the hash that stands for a user id in this store.
func (s *Store) Person(userID string) Person {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte(userID))
	return Person(hex.EncodeToString(mac.Sum(nil)[:16]))
}

// loadKey reads the key file, and makes it when it does not exist.
func loadKey(path string) ([]byte, error) {
	key, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read key: %w", err)
	}
	if len(key) != 32 {
		return nil, fmt.Errorf("%s holds %d bytes instead of 32: restore it, or delete it to start with a new one", path, len(key))
	}
	return key, nil
}

// makeKey writes a new key so that the file is either whole or not there.
func makeKey(path string) ([]byte, error) {
	key := make([]byte, 32)
	rand.Read(key)
	f, err := os.CreateTemp(filepath.Dir(path), "bot.key.*")
	if err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(key)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Link(f.Name(), path)
	}
	if errors.Is(err, fs.ErrExist) { // another process was faster
		return loadKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	return key, nil
}

// Count returns how many records concern a person, those that still wait for the disk
// among them.
func (s *Store) Count(p Person) (int, error) {
	n := 0
	err := s.writer.write(func(tx *bbolt.Tx) error { // behind what was handed over before
		n = 0
		return records(tx, p, func(func() error) error { n++; return nil })
	})
	return n, err
}

// Forget deletes every record that concerns a person and returns how many there were.
// A question that others asked too stays, without this person.
func (s *Store) Forget(p Person) (int, error) {
	n := 0
	err := s.writeGaps(func(tx *bbolt.Tx) error {
		n = 0
		var deletions []func() error
		err := records(tx, p, func(forget func() error) error {
			deletions = append(deletions, forget)
			return nil
		})
		if err != nil {
			return err
		}
		n = len(deletions)
		for _, forget := range deletions {
			if err := forget(); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

// records visits each record that concerns a person with a function that removes the
// person from it. That function must not be called before the visits are over.
func records(tx *bbolt.Tx, p Person, visit func(forget func() error) error) error {
	err := each(tx, bucketAnswers, func(key string, a Answer) error {
		if a.Asker != p {
			return nil
		}
		return visit(func() error { return removeAnswer(tx, a) })
	})
	if err != nil {
		return err
	}
	err = each(tx, bucketVotes, func(key string, v Vote) error {
		if v.Voter != p {
			return nil
		}
		return visit(func() error { return remove(tx, bucketVotes, key) })
	})
	if err != nil {
		return err
	}
	return each(tx, bucketGaps, func(key string, g Gap) error {
		if !slices.Contains(g.Askers, p) {
			return nil
		}
		return visit(func() error { return g.without(tx, key, p) })
	})
}
