package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A lineFinder finds the lines of a text that blocks were made of, in their order. It
// compares letters and digits only: marks and white space are not what they were.
type lineFinder struct {
	src    string
	at     int // where the search goes on
	line   int // how many lines end before at
	misses int
}

const (
	linesAhead = 8 << 10 // bytes in which the next block is looked for
	maxMisses  = 1000    // blocks that may be missing before the search is given up
)

// find returns the first and the last line of a block, counted from 1.
func (f *lineFinder) find(block string) (from, to int, ok bool) {
	if f.misses > maxMisses {
		return 0, 0, false
	}
	start := f.seek(block, f.at, linesAhead)
	if start < 0 {
		f.misses++
		return 0, 0, false
	}
	f.moveTo(start)
	from = f.line + 1
	if end := f.seekEnd(block, start); end > start {
		f.moveTo(end)
	}
	return from, f.line + 1, true
}

// moveTo goes on at a later place.
func (f *lineFinder) moveTo(at int) {
	f.line += strings.Count(f.src[f.at:at], "\n")
	f.at = at
}

// seek returns where in src the block begins, -1 when it is not to be found: by its first
// letters, fewer where a link or a mark stands between them.
func (f *lineFinder) seek(block string, from, within int) int {
	for _, n := range []int{24, 10, 4} {
		key := letters(block, n)
		if key == "" {
			return -1
		}
		for at := from; at < min(from+within, len(f.src)); {
			if matches(f.src[at:], key) >= 0 {
				return at
			}
			_, size := utf8.DecodeRuneInString(f.src[at:])
			at += size
		}
	}
	return -1
}

// seekEnd returns the end of a block that begins at start, by its last letters; start when
// they are not to be found near where they must be.
func (f *lineFinder) seekEnd(block string, start int) int {
	tail := lastLetters(block, 10)
	limit := min(len(f.src), start+2*len(block)+1000)
	for at := start + min(len(block)-len(tail), len(f.src)-start); at >= start && at < limit; {
		if n := matches(f.src[at:], tail); n > 0 {
			return at + n
		}
		_, size := utf8.DecodeRuneInString(f.src[at:])
		at += max(size, 1)
	}
	return start
}

// matches returns how many bytes of src hold the letters of key and what stands between
// them, -1 when src does not begin with them.
func matches(src, key string) int {
	at := 0
	for i, want := range key {
		for {
			r, size := utf8.DecodeRuneInString(src[at:])
			if size == 0 {
				return -1
			}
			at += size
			if r == want {
				break
			}
			if i == 0 || isLetter(r) {
				return -1
			}
		}
	}
	return at
}

// letters returns the first n letters and digits of a text.
func letters(text string, n int) string {
	var out strings.Builder
	for _, r := range text {
		if isLetter(r) {
			out.WriteRune(r)
			if n--; n == 0 {
				break
			}
		}
	}
	return out.String()
}

// lastLetters returns the last n letters and digits of a text.
func lastLetters(text string, n int) string {
	at := len(text)
	for at > 0 && n > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if isLetter(r) {
			n--
		}
		at -= size
	}
	return letters(text[at:], len(text))
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
