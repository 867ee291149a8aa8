package eval

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
)

// A Part is some of the questions: those whose key's hash leaves K when divided by N.
// The key is the question's project, or else the title of its article in lower case, so
// that all questions about one thing are in the same part and what is held out for
// measuring stays out of what is learned from. The zero Part is all.
type Part struct{ K, N uint32 }

// ParsePart reads "K/N", such as "0/5" for the first of five parts.
func ParsePart(s string) (Part, error) {
	var p Part
	if n, err := fmt.Sscanf(s+" .", "%d/%d .", &p.K, &p.N); n != 2 || err != nil || p.K >= p.N {
		return Part{}, fmt.Errorf("%q is not K/N with K from 0 to N-1, such as 0/5", s)
	}
	return p, nil
}

// holds reports whether a key belongs to the part: the first 32 bits of its SHA-256 are
// taken modulo N.
func (p Part) holds(key string) bool {
	if p.N == 0 {
		return true
	}
	sum := sha256.Sum256([]byte(key))
	return binary.BigEndian.Uint32(sum[:])%p.N == p.K
}

// Keep leaves only the questions of a part. The articles stay: they are searched too.
func (s *Set) Keep(p Part) error {
	titles := make(map[string]string, len(s.Articles))
	for _, a := range s.Articles {
		titles[a.ID] = strings.ToLower(a.Title)
	}
	var kept []Question
	for _, q := range s.Questions {
		key := q.Project
		if key == "" {
			key = titles[q.Article]
		}
		if p.holds(key) {
			kept = append(kept, q)
		}
	}
	if len(kept) == 0 {
		return fmt.Errorf("part %d/%d holds no question of the set", p.K, p.N)
	}
	s.Questions = kept
	return nil
}
