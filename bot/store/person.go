package store

import (
	"bytes"
	"context"
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
)

// A Person is a keyed hash of a Discord user id: 32 hexadecimal digits.
type Person string

const keyLength = 32 // bytes

// Person returns the hash that stands for a user id in this store.
func (s *Store) Person(userID string) Person {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte(userID))
	return Person(hex.EncodeToString(mac.Sum(nil)[:16]))
}

// loadKey reads the key file, and makes it when it does not exist.
func loadKey(path string) ([]byte, error) {
	key, err := readKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeKey(path)
	}
	return key, err
}

func readKey(path string) ([]byte, error) {
	key, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read key: %w", err)
	}
	if len(key) != keyLength {
		return nil, fmt.Errorf("%s holds %d bytes instead of 32: restore it, or delete it to start with a new one", path, len(key))
	}
	return key, nil
}

// keyIn returns the key in a file, which is made where there is none yet, neither there nor in the home.
func keyIn(path string, home Home) ([]byte, error) {
	if home == nil {
		return loadKey(path)
	}
	kept, err := home.Fingerprint(context.Background(), "")
	if err != nil {
		return nil, err
	}
	_, missing := os.Stat(path)
	first := errors.Is(missing, fs.ErrNotExist)
	if kept != "" && first {
		return nil, ErrNoKey
	}
	key, err := loadKey(path)
	if err == nil {
		kept, err = home.Fingerprint(context.Background(), fingerprint(key))
	}
	if err != nil || kept == fingerprint(key) {
		return key, err
	}
	if first { // another process made one at the same moment
		return nil, errors.Join(ErrNoKey, gone(os.Remove(path)))
	}
	return nil, ErrOtherKey
}

// fingerprint tells a key from others, and nothing else of it.
func fingerprint(key []byte) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("the key of a bot's records"))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// PutKey puts the key in a file, which holds 32 random bytes, into a directory, where there is none.
func PutKey(dir, from string) error {
	key, err := os.ReadFile(from)
	if err == nil && len(key) != keyLength {
		err = fmt.Errorf("%s holds %d bytes instead of %d: make it with: head -c %[3]d /dev/urandom >%[1]s", from, len(key), keyLength)
	}
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		return fmt.Errorf("read key: %w", err)
	}
	path := filepath.Join(dir, keyFile)
	if err := writeWhole(path, key, os.Link); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("put key: %w", err)
	}
	have, err := loadKey(path)
	if err == nil && !bytes.Equal(have, key) {
		err = fmt.Errorf("%s is another key than %s. If the bot has kept records in this folder they are under the former: use that one everywhere. Else delete it", path, from)
	}
	return err
}

// KeyPrint returns what tells the key in a directory from others, "" where there is none.
func KeyPrint(dir string) (string, error) {
	path := filepath.Join(dir, keyFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return KeyPrintOf(path)
}

// KeyPrintOf returns what tells the key in a file from others.
func KeyPrintOf(path string) (string, error) {
	key, err := readKey(path)
	if err != nil {
		return "", err
	}
	return fingerprint(key), nil
}

// makeKey writes a new key so that the file is either whole or not there.
func makeKey(path string) ([]byte, error) {
	key := make([]byte, keyLength)
	rand.Read(key)
	err := writeWhole(path, key, os.Link)
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
	err := s.writer.write(func(tx *transaction) error { // behind what was handed over before
		n = 0
		return records(tx, p, func(func() error) error { n++; return nil })
	})
	return n, err
}

// Forget deletes every record that concerns a person, here, in the stores of the bot's other
// processes and in every backup that is restored, and returns how many there were here. A
// question that others asked too stays, without this person and as far as its words are the
// same. When it returns without an error no byte of what was deleted is left in the store.
func (s *Store) Forget(p Person) (int, error) {
	n, err := s.delete(mark{Person: p})
	if err != nil {
		return n, err
	}
	return n, errors.Join(s.Sweep(), s.elsewhere(func(*Store) error { return nil }))
}

// forget deletes the records that concern a person.
func forget(tx *transaction, p Person) (int, error) {
	var deletions []func() error
	err := records(tx, p, func(forget func() error) error {
		deletions = append(deletions, forget)
		return nil
	})
	for _, forget := range deletions {
		err = errors.Join(err, forget())
	}
	return len(deletions), err
}

// records visits each record that concerns a person with a function that removes the
// person from it. That function must not be called before the visits are over.
func records(tx *transaction, p Person, visit func(forget func() error) error) error {
	err := each(tx, bucketAnswers, func(key string, a Answer) error {
		switch {
		case a.Asker == p:
			return visit(func() error { return removeAnswer(tx, a) })
		case slices.Contains(a.Lenders(), p):
			return visit(func() error { return a.withoutLoans(tx) })
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = each(tx, bucketVotes, func(key string, v Vote) error {
		switch {
		case v.Voter == p:
			return visit(func() error { return remove(tx, bucketVotes, key) })
		case v.Asker == p, slices.Contains(v.Lenders, p):
			return visit(func() error { return v.withoutQuestion(tx, key) })
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = each(tx, bucketLessons, func(key string, l Lesson) error {
		if l.concerns(p) {
			return visit(func() error { return l.without(tx, key, p) })
		}
		return nil
	})
	if err != nil {
		return err
	}
	return each(tx, bucketGaps, func(key string, g Gap) error {
		if !g.concerns(p) {
			return nil
		}
		return visit(func() error { return g.without(tx, key, p) })
	})
}
