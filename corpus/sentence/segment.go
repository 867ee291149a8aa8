package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a sentence, in characters.
const (
	heldQuotation = 160  // a longer quotation inside a sentence is split at its own sentences
	heldBracket   = 300  // the same for brackets and for quotations inside quotations
	longSentence  = 1000 // what is longer is no sentence, and is cut into pieces …
	longPiece     = 400  // … no longer than this
)

// longWord is how many bytes are looked at as one word.
const longWord = 100

// A Span is a byte range of a text that is one sentence.
type Span struct {
	Start, End int // byte offsets, End exclusive, without white space at either end
}

// Segment returns the sentences of a range of text: ordered, not overlapping, without
// white space at their ends, together covering all but white space. Line feeds count as
// spaces.
//
// Every terminator (Unicode's Sentence_Terminal and the ellipsis) is a place
// where a sentence may end. Where it does is decided by the word before it, the word after
// it, and the quotation or brackets around it.
func Segment(text string, start, end int, r *Rules) []Span {
	start, end = Trim(text, start, end)
	if start == end {
		return nil
	}
	s := segmenter{text: text[:end], rules: r, pairs: findPairs(text[:end], start), worded: -1}
	found := make([]Span, 0, 1+(end-start)/160)
	s.begin(start)
	for at := start; ; {
		stop, ok := s.nextStop(at)
		if s.item < end && (!ok || stop.start >= s.item) {
			found = Append(found, text, s.from, s.item)
			at = s.item
			s.begin(at)
			continue
		}
		if !ok {
			break
		}
		at = stop.end
		s.follow(&stop)
		if stop.next < end && s.breaks(stop) {
			found = Append(found, text, s.from, stop.close)
			at = stop.next
			s.begin(at)
		}
	}
	return Append(found, text, s.from, end)
}

// A segmenter finds the sentences of one block, from left to right.
type segmenter struct {
	text  string // up to the end of the block
	from  int    // start of the sentence being read
	rules *Rules
	pairs pairing
	open  []pair // those the reading is inside of, outermost first
	item  int    // start of the next item of a list that the sentence is the first of, the end of text when it is not

	worded int // the value of from for which a word was found
	bare   int // no word stands between from and here
}

// A stop is a place where a sentence may end.
type stop struct {
	start, end int  // the run of terminators
	last       rune // the last terminator of the run
	close      int  // end of the closing quotes, brackets and footnote marks behind it
	next       int  // start of what follows, the end of the block when nothing does
	quoted     bool // a closing quotation mark stands between end and close
	bracketed  bool // a closing bracket does
}

// spaced reports whether white space follows.
func (s stop) spaced() bool { return s.next > s.close }

// begin starts a sentence at a place.
func (s *segmenter) begin(at int) {
	s.from = at
	s.item = len(s.text)
	if m, ok := markerAt(s.text[at:]); ok {
		s.item = s.nextItem(m)
	}
}

// nextStop returns the first run of terminators at or behind a place.
func (s *segmenter) nextStop(at int) (stop, bool) {
	text := s.text
	for at < len(text) {
		c := text[at]
		switch {
		case '?' < c && c < 0xd6:
			at++ // ASCII, Latin, Greek, Cyrillic: no other terminators
		case c < 0xd6:
			if c == '.' || c == '!' || c == '?' {
				return runOf(text, at), true
			}
			if c == s.rules.mark && c != 0 {
				return stop{start: at, end: at + 1, last: rune(c)}, true
			}
			at++
		case c >= 0xe4 && c <= 0xe9:
			at += 3 // Han
		default:
			r, size := utf8.DecodeRuneInString(text[at:])
			if Terminates(r) {
				return runOf(text, at), true
			}
			at += size
		}
	}
	return stop{}, false
}

func runOf(text string, at int) stop {
	s := stop{start: at}
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !Terminates(r) {
			break
		}
		s.last = r
		at += size
	}
	s.end = at
	return s
}

// Terminates reports the characters that may end a sentence.
func Terminates(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '。', '！', '？':
		return true
	}
	return r >= 0x589 && unicode.Is(unicode.Sentence_Terminal, r)
}

// follow finds what stands behind the terminators: closers, space, the next word.
func (s *segmenter) follow(p *stop) {
	p.close = p.end
	for p.close < len(s.text) {
		size := s.closer(p)
		if size == 0 {
			break
		}
		p.close += size
	}
	p.next = p.close
	for p.next < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[p.next:])
		if !unicode.IsSpace(r) {
			break
		}
		p.next += size
	}
}

// closer returns the length of the closing mark at p.close, 0 when there is none.
func (s *segmenter) closer(p *stop) int {
	r, size := utf8.DecodeRuneInString(s.text[p.close:])
	switch r {
	case ')', ']', '}', '）', '】', '〉', '》':
		p.bracketed = true
		return size
	case '”', '’', '›', '」', '』', '"', '\'', '»', '“', '‘', '«':
		if (r == '"' || r == '\'' || r == '»' || r == '“' || r == '‘' || r == '«') && !s.closes(p.close, r) {
			return 0
		}
		p.quoted = true
		return size
	case '¹', '²', '³':
		return size
	case '_', '*': // emphasis in plain text
		if SpaceAt(s.text, p.close+size) {
			return size
		}
	case '[':
		return footnoteLength(s.text[p.close:])
	case ' ', '\u00a0', '\u202f': // « French », and marks that someone has set apart
		at := p.close + size
		if n := footnoteLength(s.text[at:]); n > 0 && !p.bracketed && (SpaceAt(s.text, at+n) || s.text[at+n] == '[') {
			return size + n
		}
		if at < len(s.text) && (s.pairs.closesAt(at) || s.text[at] == '"' && SpaceAt(s.text, at+1)) {
			mark, length := utf8.DecodeRuneInString(s.text[at:])
			p.quoted = p.quoted || mark != ')' && mark != ']'
			return size + length
		}
	}
	return 0
}

// closes reports whether an ambiguous quotation mark closes: it is the second of a
// pair, or what follows it cannot be quoted.
func (s *segmenter) closes(at int, mark rune) bool {
	if s.pairs.closesAt(at) {
		return true
	}
	if mark != '"' && mark != '\'' {
		return false
	}
	rest := s.text[at+1:]
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || unicode.IsSpace(r) || strings.ContainsRune(`.,;:!?)]}”’"'`, r)
}

// SpaceAt reports whether white space or the end of text is at a place.
func SpaceAt(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return at >= len(text) || unicode.IsSpace(r)
}

// footnoteLength returns the length of a mark such as [1], [a] or [note 2] at the start
// of text, 0 when there is none.
func footnoteLength(text string) int {
	if !strings.HasPrefix(text, "[") {
		return 0
	}
	end := strings.IndexByte(text[:min(len(text), 24)], ']')
	if end < 2 || strings.ContainsAny(text[1:end], "[.\n") {
		return 0
	}
	inner := text[1:end]
	if strings.ContainsAny(inner, "0123456789?") || len(inner) == 1 || strings.HasSuffix(inner, " needed") {
		return end + 1
	}
	return 0
}

// Append adds a range of text as a sentence, in pieces when it is too long to be one: a list, or
// speech written down without punctuation.
func Append(found []Span, text string, start, end int) []Span {
	if !atMost(text[start:end], longSentence) {
		for !atMost(text[start:end], longPiece) {
			cut := softCut(text, start)
			if s, e := Trim(text, start, cut); s < e {
				found = append(found, Span{s, e})
			}
			start = cut
		}
	}
	if s, e := Trim(text, start, end); s < e {
		found = append(found, Span{s, e})
	}
	return found
}

// softCut returns where an endless sentence is best cut: behind the last line end,
// semicolon, comma or space, in this order, of its first longPiece characters.
func softCut(text string, start int) int {
	size, n := len(text)-start, 0
	for i := range text[start:] {
		if n == longPiece {
			size = i
			break
		}
		n++
	}
	window := text[start : start+size]
	for _, mark := range []string{"\n", "; ", "；", "، ", ", ", "，", "、", " "} {
		if i := strings.LastIndex(window, mark); i > size/4 {
			return start + i + len(mark)
		}
	}
	return start + size
}

// Trim narrows a range of text until it has no white space at either end.
func Trim(text string, start, end int) (int, int) {
	end = start + len(strings.TrimRightFunc(text[start:end], unicode.IsSpace))
	start = end - len(strings.TrimLeftFunc(text[start:end], unicode.IsSpace))
	return start, end
}
