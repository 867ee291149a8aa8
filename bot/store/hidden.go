package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"
)

// A Hidden sentence is one that a server wants never to be quoted again, wherever it stands.
type Hidden struct {
	ID       string    `json:"id"` // names it within its server
	Server   string    `json:"server"`
	Sentence string    `json:"sentence"` // byte for byte
	Title    string    `json:"title,omitempty"`
	Source   string    `json:"source,omitempty"` // URL or path of the article that it was found in
	At       time.Time `json:"at"`
}

// Hide keeps a sentence from being quoted in its server. Its ID follows from the sentence.
func (s *Store) Hide(h Hidden) error {
	sum := sha256.Sum256([]byte(h.Sentence))
	h.ID = hex.EncodeToString(sum[:16])
	return s.writer.write(func(tx *transaction) error {
		return errors.Join(put(tx, bucketHidden, h.Server+"\x00"+h.ID, h), revise(tx, h.Server), count(tx, h.Server, h.At, Tally{Hidden: 1}, 1))
	})
}

// Hidden returns the sentences that a server has hidden, the latest first.
func (s *Store) Hidden(server string) ([]Hidden, error) {
	all, err := ours[Hidden](s, bucketHidden, server)
	slices.SortStableFunc(all, func(a, b Hidden) int { return b.At.Compare(a.At) })
	return all, err
}

// Unhide lets a sentence be quoted again, if it was hidden.
func (s *Store) Unhide(server, id string) error {
	return s.writer.write(func(tx *transaction) error {
		return errors.Join(remove(tx, bucketHidden, server+"\x00"+id), revise(tx, server), soil(tx))
	})
}
