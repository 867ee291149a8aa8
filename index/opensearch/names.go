package opensearch

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strings"

	"verbatim/index/engine"
)

// A base is the name of a generation: that of its corpus, its number and some digits of its own, so
// that what somebody goes on writing who has lost the lock never gets into another's draft.
type base string

const (
	passagesSuffix = "-passages"
	librarySuffix  = "-library"
)

func (b base) passages() string { return string(b) + passagesSuffix }
func (b base) library() string  { return string(b) + librarySuffix }
func (b base) indices() []string {
	return []string{b.library(), b.passages()}
}

// newBase returns a name for a generation.
func newBase(corpus string, number int) base {
	var own [2]byte
	_, _ = rand.Read(own[:]) // never fails
	return base(fmt.Sprintf("%s-g%06d-%s", corpus, number, hex.EncodeToString(own[:])))
}

// baseOf returns the generation that an index belongs to, "" for none.
func baseOf(index string) base {
	for _, suffix := range []string{passagesSuffix, librarySuffix} {
		if b, ok := strings.CutSuffix(index, suffix); ok {
			return base(b)
		}
	}
	return ""
}

// number returns the number of the generation.
func (b base) number(corpus string) (number int, err error) {
	var own string
	rest, _ := strings.CutPrefix(string(b), corpus)
	if _, err := fmt.Sscanf(rest, "-g%d-%s", &number, &own); err != nil || number < 1 {
		return 0, fmt.Errorf("%q is no name of a generation: %w", string(b), engine.ErrDamaged)
	}
	return number, nil
}

// state is the index that outlives generations.
func state(corpus string) string { return corpus + "-state" }
