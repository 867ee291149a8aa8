package opensearch

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"verbatim/index/engine"
)

// A base is the name of a generation: that of its corpus, its number and some digits of its own, so
// that what somebody goes on writing who has lost the lock never gets into another's draft.
type base string

const (
	passagesSuffix = "-passages"
	librarySuffix  = "-library"
	vectorsSuffix  = "-vectors"
)

func (b base) passages() string { return string(b) + passagesSuffix }
func (b base) library() string  { return string(b) + librarySuffix }
func (b base) vectors() string  { return string(b) + vectorsSuffix }

// indices are those that the alias stands for.
func (b base) indices() []string { return []string{b.library(), b.passages()} }

// all are the indices of the generation, those that come later among them.
func (b base) all() []string { return append(b.indices(), b.vectors()) }

// newBase returns a name for a generation.
func newBase(corpus string, number int) base {
	var own [2]byte
	_, _ = rand.Read(own[:]) // never fails
	return base(fmt.Sprintf("%s-g%06d-%s", corpus, number, hex.EncodeToString(own[:])))
}

// baseOf returns the generation that an index belongs to, "" for none.
func baseOf(index string) base {
	for _, suffix := range []string{passagesSuffix, librarySuffix, vectorsSuffix} {
		if b, ok := strings.CutSuffix(index, suffix); ok {
			return base(b)
		}
	}
	return ""
}

// ownPart is what follows the name of the corpus in that of a generation.
var ownPart = regexp.MustCompile(`^-g([0-9]{6,})-[0-9a-f]{4}$`)

// number returns the number of a generation of a corpus. What only begins like one is an error.
func (b base) number(corpus string) (int, error) {
	rest, ours := strings.CutPrefix(string(b), corpus)
	m := ownPart.FindStringSubmatch(rest)
	if !ours || m == nil {
		return 0, fmt.Errorf("%q is no name of a generation of %s: %w", string(b), corpus, engine.ErrDamaged)
	}
	return strconv.Atoi(m[1])
}

// of reports whether the generation is one of a corpus.
func (b base) of(corpus string) bool {
	_, err := b.number(corpus)
	return err == nil
}

// state is the index that outlives generations.
func state(corpus string) string { return corpus + "-state" }
