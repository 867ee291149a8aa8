package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
)

// A Gap is a question that the sources did not answer.
type Gap struct {
	ID       string    `json:"id"` // names the gap within its server
	Server   string    `json:"server,omitempty"`
	Question string    `json:"question"`          // as it was last asked
	By       Person    `json:"by,omitempty"`      // who asked it so; "" when nobody did, or it is not known
	Count    int       `json:"count"`             // how often it was asked
	Askers   []Person  `json:"askers"`            // at most maxAskers of those who asked
	Lenders  []Person  `json:"lenders,omitempty"` // whose words it has, of those who asked something that it was understood by
	Reason   string    `json:"reason"`            // why there was no answer
	First    time.Time `json:"first"`
	Last     time.Time `json:"last"`
}

// maxAskers bounds the size of a much asked gap.
const maxAskers = 200

// AddGap counts a question without an answer. Questions that differ in case, white space
// and punctuation only are the same. Blank questions are not kept. lenders are those whose
// words the question has, see [Answer.Lenders].
func (s *Store) AddGap(server, question, reason string, asker Person, at time.Time, lenders ...Person) error {
	id := QuestionID(question)
	if id == "" {
		return nil
	}
	key := server + "\x00" + id
	return s.writeGaps(func(tx *transaction) error {
		g := Gap{ID: id, Server: server, First: at}
		if _, err := get(tx, bucketGaps, key, &g); err != nil {
			return err
		}
		g.Question, g.By, g.Reason, g.Last = question, asker, reason, at
		g.Count++
		if !slices.Contains(g.Askers, asker) && len(g.Askers) < maxAskers {
			g.Askers = append(g.Askers, asker)
		}
		for _, l := range lenders {
			if !slices.Contains(g.Lenders, l) {
				g.Lenders = append(g.Lenders, l)
			}
		}
		return put(tx, bucketGaps, key, g)
	})
}

// QuestionID returns the hash of the words of a question, "" when it has none. It is the same for
// questions that differ in case, white space and punctuation at most.
func QuestionID(question string) string {
	plain := words(question)
	if plain == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(plain))
	return hex.EncodeToString(sum[:8])
}

// words returns what questions that are the same have in common.
func words(question string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(question), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	}), " ")
}

// Gaps returns a server's gaps, most asked first, of equals the latest first.
func (s *Store) Gaps(server string) ([]Gap, error) {
	var out []Gap
	err := s.file.view(func(tx *transaction) error {
		return each(tx, bucketGaps, func(_ string, g Gap) error {
			if g.Server == server {
				out = append(out, g)
			}
			return nil
		})
	})
	slices.SortFunc(out, mostAsked)
	return out, err
}

// AllGaps returns the gaps of all servers, in the order of the servers.
func (s *Store) AllGaps() ([]Gap, error) { return all[Gap](s, bucketGaps) }

// DropGap deletes a gap, if it exists.
func (s *Store) DropGap(server, id string) error {
	return s.writeGaps(func(tx *transaction) error {
		return errors.Join(remove(tx, bucketGaps, server+"\x00"+id), soil(tx))
	})
}

// writeGaps makes a change that concerns gaps, so that they are published again.
func (s *Store) writeGaps(apply func(*transaction) error) error {
	defer s.gapsChanged.Store(true) // once the change is there to be published
	return s.writer.write(apply)
}

// asked reports whether a person is known to have asked it.
func (g Gap) asked(p Person) bool { return g.By == p || slices.Contains(g.Askers, p) }

// concerns reports whether a person is known to have asked it, or to have lent it words.
func (g Gap) concerns(p Person) bool { return g.asked(p) || slices.Contains(g.Lenders, p) }

// without takes a person out of the gap under key, the words as this person wrote them
// among it, and deletes the gap when nobody else is known to have asked, or when the words
// are lent by this person: others may not have known them.
func (g Gap) without(tx *transaction, key string, p Person) error {
	g.Askers = slices.DeleteFunc(g.Askers, func(other Person) bool { return other == p })
	if len(g.Askers) == 0 || slices.Contains(g.Lenders, p) {
		return remove(tx, bucketGaps, key)
	}
	if g.By == p || g.By == "" {
		g.Question, g.By = words(g.Question), ""
	}
	return put(tx, bucketGaps, key, g)
}
