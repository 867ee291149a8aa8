package extent

import (
	"strings"

	"verbatim/corpus"
)

// colon reports whether a unit ends with a colon: it only leads to what follows.
func (t *Text) colon(i int) bool {
	if t.kind(i) == corpus.Code {
		return false
	}
	s := strings.TrimRight(t.text(i), "*_\"'”’» ")
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, "：")
}

// led reports whether the unit at an index leads to what follows, and returns the last unit of
// that; the unit itself where nothing follows.
func (t *Text) led(at int) (last int, leads bool) {
	next := at + 1
	follows := !t.apart(next)
	if !t.colon(at) && !(follows && t.points(at, t.kind(next))) {
		return at, false
	}
	if !follows {
		return at, true
	}
	last = at
	for j := next; j < len(t.Units) && (j == next || t.along(at, j)) && t.leadRoom(at, j); j++ {
		last = j
	}
	last = t.wholeLine(next, last)
	if last <= at && t.size(at, next) <= hard {
		last = next
	}
	for last > next && t.colon(last) {
		last-- // leads to something that has no room
	}
	if t.colon(last) && last == next {
		return t.ledOn(at, next), true
	}
	return last, true
}

// leadRoom reports whether what a lead-in leads to has room up to a unit.
func (t *Text) leadRoom(lead, last int) bool {
	if t.kind(lead+1) == corpus.ListItem {
		return t.listRoom(lead, last)
	}
	return t.room(lead, last)
}

// wholeLine returns the last unit up to one that ends its line, and that itself where there is
// none from first on.
func (t *Text) wholeLine(first, last int) int {
	for i := last; i >= first; i-- {
		if i+1 == len(t.Units) || t.line(i+1) {
			return i
		}
	}
	return last
}

// ledOn is where what a lead-in leads to is a lead-in itself.
func (t *Text) ledOn(at, next int) int {
	if next+1 < len(t.Units) && !t.apart(next+1) && t.room(at, next+1) {
		return next + 1
	}
	return at
}

// along reports whether a unit still belongs to what the lead-in at an index leads to.
func (t *Text) along(lead, j int) bool {
	if t.apart(j) {
		return false
	}
	kind := t.kind(lead + 1)
	switch kind {
	case corpus.Code:
		return t.kind(j) == kind && t.Units[j].Passage == t.Units[lead+1].Passage
	case corpus.Table:
		return t.kind(j) == kind
	case corpus.ListItem:
		return t.kind(j) == kind && !(t.block(j) && t.colon(j-1)) || t.kind(j) == corpus.Code && t.colon(j-1) ||
			t.kind(j) == corpus.Code && t.kind(j-1) == corpus.Code && t.Units[j].Passage == t.Units[j-1].Passage
	}
	if t.kind(j) != kind || t.block(j) {
		return false
	}
	return t.line(lead+1) && !t.block(lead+1) || t.size(lead+1, j) <= least
}

// points reports whether a sentence without a colon leads to what comes next: it says so, or
// code or a table stands below a line that ends like no sentence.
func (t *Text) points(at int, next corpus.BlockKind) bool {
	if !prose(t.kind(at)) || !t.block(at+1) {
		return false
	}
	s := t.text(at)
	if !ends(s) && (!prose(next) || next == corpus.ListItem && t.kind(at) == corpus.Paragraph) {
		return true
	}
	if i := strings.LastIndexAny(s, ",;"); i >= 0 && !prose(next) {
		s = s[i:]
	}
	l := lexiconOf(t.Language)
	return l.points(s) && (next != corpus.Paragraph || strings.Contains(strings.ToLower(s), l.thing))
}
