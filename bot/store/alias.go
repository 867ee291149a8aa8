package store

import (
	"errors"
	"strings"
)

// An Alias is a word that the people of a server use for something that the sources call
// otherwise.
type Alias struct {
	Server string `json:"server"`
	Word   string `json:"word"`
	Means  string `json:"means"`
}

// MaxAliases is how many aliases a server can have.
const MaxAliases = 200

// ErrManyAliases means that a server has [MaxAliases] aliases.
var ErrManyAliases = errors.New("this server has as many aliases as it may have")

// SetAlias keeps an alias in the place of the one with the same word, whatever its case. It
// returns [ErrManyAliases] when there is no room.
func (s *Store) SetAlias(a Alias) error {
	key := aliasKey(a.Server, a.Word)
	return s.writer.write(func(tx *transaction) error {
		had, err := get(tx, bucketAliases, key, new(Alias))
		if err != nil {
			return err
		}
		if !had && countOf(tx, bucketAliases, a.Server) >= MaxAliases {
			return ErrManyAliases
		}
		return errors.Join(put(tx, bucketAliases, key, a), revise(tx, a.Server))
	})
}

func aliasKey(server, word string) string { return server + "\x00" + strings.ToLower(word) }

// Aliases returns a server's aliases, in the order of their words.
func (s *Store) Aliases(server string) ([]Alias, error) { return ours[Alias](s, bucketAliases, server) }

// DropAlias deletes the alias of a word, if there is one.
func (s *Store) DropAlias(server, word string) error {
	return s.writer.write(func(tx *transaction) error {
		return errors.Join(remove(tx, bucketAliases, aliasKey(server, word)), revise(tx, server), soil(tx))
	})
}
