package reader

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A token is a word piece and the bytes of the text that it stands for.
type token struct {
	id         int32
	start, end int32
}

// tokenizer splits text into word pieces as uncased BERT does (Devlin et al. 2019):
// control characters removed, lower case, accents stripped, words parted at blanks,
// punctuation and CJK ideographs, and each word cut into the longest known pieces
// from the left (WordPiece). The token's bytes are those of the text as given; an
// accent that follows its letter belongs to the letter's token.
//
// A tokenizer keeps its buffers from call to call: one goroutine at a time.
type tokenizer struct {
	vocabulary *vocabulary
	out        []token

	// The word being read: its folded bytes, and for each the start and end in the
	// text of the rune that it comes from.
	word   []byte
	starts []int32
	ends   []int32
	runes  int
}

// tokenize returns the tokens of a text. They are valid until the next call.
func (t *tokenizer) tokenize(text string) []token {
	t.out, t.runes = t.out[:0], 0
	t.word, t.starts, t.ends = t.word[:0], t.starts[:0], t.ends[:0]
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			t.ascii(c, int32(i))
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError || isControl(r) {
			i += n
			continue
		}
		t.other(text[i:i+n], r, int32(i), int32(i+n))
		i += n
	}
	t.flush()
	return t.out
}

// ascii takes the next byte of ASCII.
func (t *tokenizer) ascii(c byte, at int32) {
	switch {
	case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		t.letter(c, at)
	case 'A' <= c && c <= 'Z':
		t.letter(c+'a'-'A', at)
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		t.flush()
	case c > ' ' && c < 0x7f:
		t.flush()
		t.letter(c, at)
		t.flush()
	}
}

// letter adds an ASCII letter to the word.
func (t *tokenizer) letter(c byte, at int32) {
	t.word = append(t.word, c)
	t.starts, t.ends = append(t.starts, at), append(t.ends, at+1)
	t.runes++
}

// other takes the next rune that is not ASCII: r, encoded as s.
func (t *tokenizer) other(s string, r rune, start, end int32) {
	if unicode.IsSpace(r) {
		t.flush()
		return
	}
	alone := isIdeograph(r)
	if alone {
		t.flush()
	}
	t.decomposed(s, r, start, end)
	if alone {
		t.flush()
	}
}

// decomposed takes the canonical decomposition of a rune (Unicode Standard Annex
// 15, form D). Syllables of Hangul decompose by arithmetic (Unicode Standard,
// section 3.12), the others by table.
func (t *tokenizer) decomposed(s string, r rune, start, end int32) {
	if syllable := r - 0xAC00; syllable >= 0 && syllable < 11172 {
		t.folded(0x1100+syllable/588, start, end)
		t.folded(0x1161+syllable%588/28, start, end)
		if last := syllable % 28; last > 0 {
			t.folded(0x11A7+last, start, end)
		}
		return
	}
	parts := norm.NFD.PropertiesString(s).Decomposition()
	if len(parts) == 0 {
		t.folded(r, start, end)
	}
	for len(parts) > 0 {
		d, n := utf8.DecodeRune(parts)
		parts = parts[n:]
		t.folded(d, start, end)
	}
}

// folded takes a rune of the decomposed text.
func (t *tokenizer) folded(r rune, start, end int32) {
	switch {
	case unicode.Is(unicode.Mn, r):
		t.accent(start, end)
	case isPunctuation(r):
		t.flush()
		t.add(r, start, end)
		t.flush()
	default:
		t.add(unicode.ToLower(r), start, end)
	}
}

// add adds a folded rune to the word.
func (t *tokenizer) add(r rune, start, end int32) {
	before := len(t.word)
	t.word = utf8.AppendRune(t.word, r)
	for range len(t.word) - before {
		t.starts, t.ends = append(t.starts, start), append(t.ends, end)
	}
	t.runes++
}

// accent lets what stands before a combining mark reach to its end.
func (t *tokenizer) accent(start, end int32) {
	if n := len(t.ends); n > 0 {
		for i := n - 1; i >= 0 && t.ends[i] == start; i-- {
			t.ends[i] = end
		}
		return
	}
	for i := len(t.out) - 1; i >= 0 && t.out[i].end == start; i-- {
		t.out[i].end = end
	}
}

// flush ends the word and appends its pieces. A word with a part that no piece
// covers is unknown as a whole.
func (t *tokenizer) flush() {
	if len(t.word) == 0 {
		return
	}
	before, known := len(t.out), t.runes <= maxWordRunes
	for at := 0; known && at < len(t.word); {
		id, n, ok := t.vocabulary.longestPiece(t.word[at:], at == 0)
		if !ok {
			known = false
			break
		}
		t.out = append(t.out, token{id, t.starts[at], t.ends[at+n-1]})
		at += n
	}
	if !known {
		whole := token{t.vocabulary.unknown, t.starts[0], t.ends[len(t.ends)-1]}
		t.out = append(t.out[:before], whole)
	}
	t.word, t.starts, t.ends, t.runes = t.word[:0], t.starts[:0], t.ends[:0], 0
}

// isControl reports whether BERT's cleaning removes the rune: category C without
// the code points not assigned.
func isControl(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co)
}

// isPunctuation reports whether the rune is a token of its own: category P, and
// the symbols of ASCII.
func isPunctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r < 0x7f && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	return unicode.IsPunct(r)
}

// isIdeograph reports whether the rune stands in one of the blocks of CJK
// ideographs that BERT parts into single characters.
func isIdeograph(r rune) bool {
	switch {
	case 0x4E00 <= r && r <= 0x9FFF, 0x3400 <= r && r <= 0x4DBF, 0xF900 <= r && r <= 0xFAFF:
		return true
	case 0x20000 <= r && r <= 0x2A6DF, 0x2A700 <= r && r <= 0x2B73F, 0x2B740 <= r && r <= 0x2B81F:
		return true
	case 0x2B920 <= r && r <= 0x2CEAF, 0x2F800 <= r && r <= 0x2FA1F:
		return true
	}
	return false
}
