package extent

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
)

// grow takes along what the unit at an index needs.
func (t *Text) grow(at int, q Asked) growth {
	g := growth{first: at, last: at, before: -1, ok: true}
	if to, leads := t.led(at); leads {
		g.last, g.lead, g.ok = to, true, to > at
		g.cut = to+1 < len(t.Units) && t.along(at, to+1)
		return t.back(g)
	}
	switch t.kind(at) {
	case corpus.Table:
		return t.row(g)
	case corpus.Code:
		return t.code(g, q.Way)
	case corpus.ListItem:
		return t.item(g, q)
	}
	g = t.back(t.short(g))
	if q.Way {
		g = t.shown(g)
	}
	if q.Both && !t.line(g.first) && !t.refers(g.first-1) && !asks(t.text(g.first-1)) && t.size(g.first-1, g.last) <= least {
		g.first--
	}
	return g
}

// row keeps the header of the table in sight.
func (t *Text) row(g growth) growth {
	header := g.first
	for header > 0 && !t.apart(header) && t.kind(header-1) == corpus.Table {
		header--
	}
	if header < g.first && !(header == 0 && t.Cut) {
		g.before = header
	}
	return g
}

// shown takes along the code right below a paragraph that says how something is done.
func (t *Text) shown(g growth) growth {
	next := g.last + 1
	if t.apart(next) || t.kind(next) != corpus.Code {
		return g
	}
	if _, last := t.codeBlock(next); t.size(g.first, last) <= least && t.room(g.first, last) {
		g.last = last
	}
	return g
}

// header reports the row above a table that names its columns: short names without a digit, above
// a row that has as many cells; where those are two, above one whose second has a digit.
func (t *Text) header(i int) bool {
	if t.kind(i) != corpus.Table || t.kind(min(i+1, len(t.Units)-1)) != corpus.Table || t.apart(i+1) || !t.apart(i) && t.kind(i-1) == corpus.Table {
		return false
	}
	names, row := strings.Split(t.text(i), "\t"), strings.Split(t.text(i+1), "\t")
	long := func(name string) bool { return digits(name) || len(strings.Fields(name)) > 3 }
	if len(names) != len(row) || len(names) < 2 || slices.ContainsFunc(names, long) {
		return false
	}
	return len(names) > 2 || digits(row[1])
}

func digits(s string) bool { return strings.IndexFunc(s, unicode.IsDigit) >= 0 }

// item takes the list along with an item that is no sentence, or not all that is asked for;
// otherwise it keeps the lead-in in sight.
func (t *Text) item(g growth, q Asked) growth {
	at := g.first
	l := t.list(at)
	asked := q.Way && l.first < l.last || l.lead >= 0 && q.Same != nil && q.Same(l.lead)
	needy := asked || fragment(t.text(at)) || t.line(at) && t.refers(at)
	switch {
	case needy && (t.room(l.from(), l.last) || fragment(t.text(at)) && t.listRoom(l.from(), l.last)):
		g.first, g.last = l.from(), l.last
	case needy && l.lead >= 0 && fragment(t.text(at)) && t.room(l.lead, at):
		g.first, g.cut = l.lead, true
	default:
		g = t.short(g)
		if !t.line(at) {
			g = t.back(g)
		}
		if l.lead >= 0 && l.lead < g.first {
			g.before = l.lead
		}
		return g
	}
	return t.back(g)
}

// A list is the units of a list, with the code between them, and the lead-in above it.
type list struct{ first, last, lead int } // lead: -1 for none

func (l list) from() int {
	if l.lead >= 0 {
		return l.lead
	}
	return l.first
}

// list returns the list that an item stands in.
func (t *Text) list(at int) list {
	l := list{first: at, last: at, lead: -1}
	for !t.apart(l.first) {
		p := l.first - 1
		if t.kind(l.first) == corpus.ListItem && t.block(l.first) && t.colon(p) {
			l.lead = p
			break
		}
		if !listed(t.kind(p)) {
			break
		}
		l.first = p
	}
	for next := at + 1; !t.apart(next) && listed(t.kind(next)); next++ {
		l.last = next
	}
	for l.last > at && (t.colon(l.last) || t.kind(l.last) == corpus.Code && l.last-1 == at && !t.colon(at)) {
		l.last-- // it leads to another list, or the code has nothing to do with this one
	}
	return l
}

func listed(k corpus.BlockKind) bool { return k == corpus.ListItem || k == corpus.Code }

func prose(k corpus.BlockKind) bool {
	return k == corpus.Paragraph || k == corpus.ListItem || k == corpus.Quotation
}

// fragment reports an item that is no sentence: it does not end like one, or goes on from its
// lead-in in lower case.
func fragment(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "-*•–—·0123456789.) \t\"'“‘(["))
	return !ends(s) || unicode.IsLower(r)
}

// ends reports whether a text ends like a sentence.
func ends(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)]*_` ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…。！？।؟:：;", r)
}

// opening takes along how the section begins, where that is near, and not a question in it, with
// what stands before that.
func (t *Text) opening(g growth) growth {
	first := g.first
	for !t.apart(first) && prose(t.kind(first-1)) {
		first--
	}
	if !t.apart(first) || t.size(first, g.last) > least {
		return g
	}
	for i := g.first; i > first; i-- {
		if asks(t.text(i-1)) && !t.refers(i) {
			first = i
		}
	}
	g.first = first
	if g.before >= first {
		g.before = -1
	}
	return g
}
