package fragment

import (
	"fmt"
	"iter"
	"strings"
)

// Mark stands between an anchor and a directive.
const Mark = ":~:"

// MaxPage is the most bytes of a page that is searched for other places with the same words.
const MaxPage = 512 << 10

const (
	maxExact = 300 // bytes of words that are given whole
	surely   = 12  // letters that no menu has, most likely; fewer need words around them
	fewest   = 3   // words by which longer ones are given, at either end
	most     = 10
	around   = 8  // words around, at most
	nearest  = 3  // as many as tell something; fewer do when they have
	context  = 12 // bytes
)

// Directive returns the directive that leads to the words from start to end and to nothing
// else on the page, "" when there is none of at most room bytes.
func (p *Page) Directive(start, end, room int) string {
	if start < 0 || end > len(p.text) || start >= end || len(p.text) > MaxPage {
		return ""
	}
	for c := range p.candidates(Span{start, end}) {
		if d := c.directive(p.text); len(d) <= room && p.leadsTo(c) {
			return d
		}
	}
	return ""
}

// A candidate is a directive by the spans of its parts; those that are empty are left out.
type candidate struct{ prefix, first, last, suffix Span }

// candidates lists directives for some words, the plainest first.
func (p *Page) candidates(words Span) iter.Seq[candidate] {
	return func(yield func(candidate) bool) {
		whole := p.trim(words)
		pieces := p.pieces(whole)
		if len(pieces) == 0 {
			return
		}
		exact, short := candidate{first: whole}, whole.length() <= maxExact
		switch {
		case len(pieces) == 1 && short && !p.exact(exact, yield):
			return
		case !p.ranges(pieces, yield):
			return
		case !strings.ContainsAny(p.text[whole.Start:whole.End], breaks):
			p.exact(exact, yield) // long, or with dashes that the site may well show as they are
		}
	}
}

// exact lists the directives that give all the words. It returns false once no more are
// wanted, as the others do.
func (p *Page) exact(c candidate, yield func(candidate) bool) bool {
	if folded, _ := p.folded(c.first); len(folded) >= surely && !yield(c) {
		return false
	}
	return p.around(c, yield)
}

// ranges lists the directives by the first and the last words, the fewest first, and then
// those with words around them.
func (p *Page) ranges(pieces []Span, yield func(candidate) bool) bool {
	head, tail := p.words(pieces[0]), p.words(pieces[len(pieces)-1])
	if len(pieces) == 1 { // each end gets its half
		half := len(head) / 2
		head, tail = head[:half], tail[half:]
	}
	if len(head) == 0 || len(tail) == 0 {
		return true
	}
	var all []candidate
	for n := fewest; n <= most; n++ {
		for _, atEnd := range []int{fewest, n} {
			h, t := head[:min(n, len(head))], tail[max(0, len(tail)-atEnd):]
			c := candidate{first: Span{h[0].Start, h[len(h)-1].End}, last: Span{t[0].Start, t[len(t)-1].End}}
			if all = append(all, c); !yield(c) {
				return false
			}
		}
		if n >= len(head) && n >= len(tail) {
			break
		}
	}
	for _, c := range all {
		if !p.around(c, yield) {
			return false
		}
	}
	return true
}

// around lists a candidate with words behind it, before it, and both, first those of its own
// line: between two blocks a page may have what is not in the text, such as the sign that
// links to a heading.
func (p *Page) around(c candidate, yield func(candidate) bool) bool {
	end := max(c.first.End, c.last.End)
	for _, same := range []bool{true, false} {
		for n := 1; n <= around; n++ {
			after, before := p.after(end, n, same), p.before(c.first.Start, n, same)
			if n < nearest && max(after.length(), before.length()) < context {
				continue
			}
			for _, with := range []candidate{{Span{}, c.first, c.last, after}, {before, c.first, c.last, Span{}}, {before, c.first, c.last, after}} {
				if (!with.prefix.empty() || !with.suffix.empty()) && !yield(with) {
					return false
				}
			}
		}
	}
	return true
}

// directive writes a candidate.
func (c candidate) directive(text string) string {
	var out strings.Builder
	out.WriteString("text=")
	if !c.prefix.empty() {
		out.WriteString(encode(text[c.prefix.Start:c.prefix.End]) + "-,")
	}
	out.WriteString(encode(text[c.first.Start:c.first.End]))
	if !c.last.empty() {
		out.WriteString("," + encode(text[c.last.Start:c.last.End]))
	}
	if !c.suffix.empty() {
		out.WriteString(",-" + encode(text[c.suffix.Start:c.suffix.End]))
	}
	return out.String()
}

// encode percent-encodes words, with the signs that mean something in a directive.
func encode(words string) string {
	var out strings.Builder
	for i := range len(words) {
		switch c := words[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '.', c == '_', c == '~':
			out.WriteByte(c)
		default:
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String()
}
