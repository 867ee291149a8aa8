package reader

import (
	"fmt"
	"strings"
)

// continuation marks a vocabulary entry that goes on with a word.
const continuation = "##"

// maxWordRunes is the length above which a word is unknown as a whole.
const maxWordRunes = 100

// vocabulary finds the ids of word pieces.
type vocabulary struct {
	begin   map[string]int32 // pieces that begin a word
	inside  map[string]int32 // pieces inside a word, without "##"
	longest int              // bytes of the longest piece
	unknown int32
	colon   int32
}

// newVocabulary reads a vocabulary with one entry a line, in the order of the ids.
func newVocabulary(text string, size int, unknown int32) (*vocabulary, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != size {
		return nil, fmt.Errorf("the vocabulary has %d entries, want %d", len(lines), size)
	}
	v := &vocabulary{begin: make(map[string]int32, size), inside: make(map[string]int32, size/4), unknown: unknown}
	for id, line := range lines {
		if rest, ok := strings.CutPrefix(line, continuation); ok && rest != "" {
			v.inside[rest] = int32(id)
		} else {
			v.begin[line] = int32(id)
		}
		v.longest = max(v.longest, len(line))
	}
	colon, ok := v.begin[":"]
	if !ok {
		return nil, fmt.Errorf("the vocabulary lacks %q", ":")
	}
	v.colon = colon
	return v, nil
}

// longestPiece returns the id and length in bytes of the longest piece that word
// begins with; ok is false where there is none.
func (v *vocabulary) longestPiece(word []byte, first bool) (id int32, n int, ok bool) {
	pieces := v.inside
	if first {
		pieces = v.begin
	}
	for n = min(len(word), v.longest); n > 0; n-- {
		if id, ok = pieces[string(word[:n])]; ok {
			return id, n, true
		}
	}
	return 0, 0, false
}
