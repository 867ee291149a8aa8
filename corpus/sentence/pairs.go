package sentence

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// maxDepth is how deep quotations and brackets are followed into each other.
const maxDepth = 16

// A pair is a quotation or a bracketed range, by the places of its marks.
type pair struct {
	open, close int  // byte offsets of the two marks
	quote       bool // a quotation, not brackets
}

// A pairing is the closed quotations and brackets of a block, properly nested. Marks
// without a partner are left out, as in a quotation that goes on in the next paragraph.
type pairing struct {
	byOpen []pair // by opening place
	closes []int  // closing places in ascending order
}

// closesAt reports whether the mark at a place is the second of a pair.
func (p pairing) closesAt(at int) bool {
	_, found := slices.BinarySearch(p.closes, at)
	return found
}

func findPairs(text string, start int) pairing {
	m := matcher{text: text}
	for at := start; at < len(text); {
		c := text[at]
		if c == ' ' || ']' < c && c < 0x80 {
			at++ // most of a text
			continue
		}
		if c < 0x80 {
			if c == '"' || c == '\'' || c == '(' || c == ')' || c == '[' || c == ']' {
				m.mark(at, rune(c), 1)
			}
			at++
			continue
		}
		if c != 0xc2 && c != 0xe2 && c != 0xe3 && c != 0xef {
			at++ // no mark begins with this byte
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		m.mark(at, r, size)
		at += size
	}
	var found pairing
	for _, p := range m.pairs { // in the order in which they close
		found.closes = append(found.closes, p.close)
	}
	slices.SortFunc(m.pairs, func(a, b pair) int { return a.open - b.open })
	found.byOpen = m.pairs
	return found
}

type openMark struct {
	at   int
	mark rune
}

// A matcher pairs marks with a stack.
type matcher struct {
	text  string
	stack []openMark
	pairs []pair
}

// mark handles one rune that may open or close something.
func (m *matcher) mark(at int, r rune, size int) {
	switch r {
	case '(', '[', '（', '【', '「', '『', '《', '„', '‚':
		m.push(at, r)
	case ')':
		m.closeBracket(at, '(')
	case ']':
		m.closeBracket(at, '[')
	case '）':
		m.closeBracket(at, '（')
	case '】':
		m.closeBracket(at, '【')
	case '》':
		m.closeBracket(at, '《')
	case '」':
		m.closeQuote(at, '「')
	case '』':
		m.closeQuote(at, '『')
	case '“':
		if !m.closeQuote(at, '„') { // „German“
			m.push(at, r)
		}
	case '”':
		if !m.closeQuote(at, '“') {
			m.closeQuote(at, '„')
		}
	case '«', '»':
		m.guillemet(at, r)
	case '‘':
		if !m.closeQuote(at, '‚') {
			m.push(at, r)
		}
	case '’':
		if !m.insideWord(at, size) {
			m.closeQuote(at, '‘')
		}
	case '"', '\'':
		m.straight(at, r)
	}
}

func (m *matcher) push(at int, r rune) {
	if len(m.stack) < maxDepth {
		m.stack = append(m.stack, openMark{at, r})
	}
}

func (m *matcher) closeBracket(at int, opening rune) { m.pop(at, opening, false) }

func (m *matcher) closeQuote(at int, opening rune) bool { return m.pop(at, opening, true) }

// pop closes the innermost opening mark of a kind and gives up those inside it.
func (m *matcher) pop(at int, opening rune, quote bool) bool {
	for i := len(m.stack) - 1; i >= 0; i-- {
		if m.stack[i].mark == opening {
			m.pairs = append(m.pairs, pair{m.stack[i].at, at, quote})
			m.stack = m.stack[:i]
			return true
		}
	}
	return false
}

// guillemet handles « French » and »German« alike: the mark that came first opens.
func (m *matcher) guillemet(at int, r rune) {
	partner := '«'
	if r == '«' {
		partner = '»'
	}
	if !m.closeQuote(at, partner) {
		m.push(at, r)
	}
}

// straight handles " and ', which look the same at both ends.
func (m *matcher) straight(at int, r rune) {
	before, _ := utf8.DecodeLastRuneInString(m.text[:at])
	after, _ := utf8.DecodeRuneInString(m.text[at+1:])
	free := at == 0 || unicode.IsSpace(before) || IsOpener(before) || isDash(before)
	glued := at+1 < len(m.text) && !unicode.IsSpace(after)
	if r == '\'' {
		if free && glued && !unicode.IsDigit(after) {
			m.push(at, r)
		} else if !free && !m.insideWord(at, 1) {
			m.closeQuote(at, r)
		}
		return
	}
	if free && glued || !m.closeQuote(at, r) && glued && !unicode.IsDigit(before) {
		m.reopen(at, r)
	}
}

// reopen opens a mark that does not nest into itself.
func (m *matcher) reopen(at int, r rune) {
	for i, o := range m.stack {
		if o.mark == r {
			m.stack = m.stack[:i]
			break
		}
	}
	m.push(at, r)
}

// insideWord reports whether letters stand on both sides, as in "don’t".
func (m *matcher) insideWord(at, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(m.text[:at])
	after, _ := utf8.DecodeRuneInString(m.text[at+size:])
	return unicode.IsLetter(before) && (unicode.IsLetter(after) || unicode.IsDigit(after))
}

// IsOpener reports opening quotation marks and brackets, and marks that may be.
func IsOpener(r rune) bool {
	switch r {
	case '(', '[', '{', '“', '‘', '„', '‚', '«', '‹', '"', '\'', '（', '「', '『', '【', '《', '¿', '¡':
		return true
	}
	return false
}

func isDash(r rune) bool { return r == '-' || r == '–' || r == '—' || r == '―' }
