package extent

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
)

// unfit reports a unit that is no answer whatever stands beside it.
func (t *Text) unfit(i int) bool {
	s := t.text(i)
	if t.kind(i) == corpus.Code {
		return strings.IndexFunc(s, unicode.IsLetter) < 0 || hole(s)
	}
	return t.header(i) || asks(s) && !t.titled(i) || lost(s) || contents.MatchString(s) || address(s) || t.names(i)
}

// asks reports a question. A sentence that only quotes one at its end is none.
func asks(s string) bool {
	const opening, closing = "\"'“‘„«([", "\"'”’“»)]"
	s = strings.Trim(s, "*_ ")
	bare := strings.TrimRight(s, closing)
	r, size := utf8.DecodeLastRuneInString(bare)
	before, _ := utf8.DecodeLastRuneInString(bare[:len(bare)-size])
	if !strings.ContainsRune("?？؟", r) && (r != ';' || !unicode.Is(unicode.Greek, before)) {
		return false
	}
	first, n := utf8.DecodeRuneInString(s)
	return bare == s || strings.ContainsRune(opening, first) && !strings.ContainsAny(bare[n:], "\"”»)]")
}

// titled reports a sentence that tells something and only ends with the title of a work that asks
// ("… for the album What's Wrong with This Picture?").
func (t *Text) titled(i int) bool {
	const fewest = 8 // words
	l, words := lexiconOf(t.Language), strings.Fields(strings.TrimRight(t.text(i), "?\"'”’ "))
	if len(words) < fewest || len(l.asks) == 0 || begins(t.plain(i), l.asks) {
		return false
	}
	capital := func(w string) bool { r, _ := utf8.DecodeRuneInString(w); return unicode.IsUpper(r) }
	return !slices.ContainsFunc(words[len(words)-2:], func(w string) bool { return !capital(w) })
}

// markup is how the markup of a page generator begins that nobody has filled in.
var markup = regexp.MustCompile(`^\W{0,2}(?:\{\{|\{%|\{<|<%|\[%|<[A-Z][A-Za-z]+[ />])`)

// lost reports a sentence out of which reading lost something: it holds a hole, or markup that
// nobody has read.
func lost(s string) bool { return hole(s) || markup.MatchString(s) || strings.Contains(s, "](") }

// hole reports the mark of what a reader left out, or of bytes that no charset explains.
func hole(s string) bool {
	return strings.ContainsRune(s, corpus.Hole) || strings.ContainsRune(s, utf8.RuneError)
}

// contents is an entry of a table of contents: leader dots and a page.
var contents = regexp.MustCompile(`(?:\.[ \t]?){4,}[ \t]*[0-9ivxlc]*[ \t]*$|…{2,}[ \t]*[0-9ivxlc]*$`)

// address reports a text that is only an address.
func address(s string) bool {
	s = strings.Trim(s, "<>()[]*_-•\"' ")
	return !strings.ContainsFunc(s, unicode.IsSpace) && (strings.Contains(s, "://") || strings.HasPrefix(s, "www."))
}

// names reports a line that only names the article or one of its sections.
func (t *Text) names(i int) bool {
	s := t.text(i)
	if len(s) > 200 || !prose(t.kind(i)) {
		return false
	}
	name := strings.TrimRight(corpus.HeadingText(s), ".:")
	if name == "" || strings.EqualFold(name, t.Title) {
		return true
	}
	for _, h := range t.Units[i].Headings {
		if strings.EqualFold(name, strings.TrimRight(h, ".:")) {
			return true
		}
	}
	return !ends(s) && (t.Entry != nil && t.Entry(s) || t.label(i))
}

// label reports a short line in a paragraph of its own that begins with a capital and ends like no
// sentence: a heading in all but name.
func (t *Text) label(i int) bool {
	const words = 6
	s := t.text(i)
	r, _ := utf8.DecodeRuneInString(s)
	alone := (t.apart(i) || t.block(i)) && (t.apart(i+1) || t.block(i+1) && t.kind(i+1) == corpus.Paragraph)
	return t.kind(i) == corpus.Paragraph && alone && unicode.IsUpper(r) && len(strings.Fields(s)) <= words &&
		!strings.ContainsAny(s, ":=,") && strings.IndexFunc(s, unicode.IsDigit) < 0
}

// bare reports an extent of one word, such as an identifier: it tells nothing. Scripts without
// spaces have no such words.
func (t *Text) bare(g growth) bool {
	s := strings.TrimLeft(t.Text[t.Units[g.first].Start:t.Units[g.last].End], "-*•–—· \t")
	if g.lead && g.first == g.last {
		return true
	}
	if ends(s) && t.kind(g.first) != corpus.Code {
		return false
	}
	return !strings.ContainsFunc(s, unicode.IsSpace) && strings.IndexFunc(s, func(r rune) bool { return r >= 0x0e00 && unicode.IsLetter(r) }) < 0
}
