package extent

import (
	"strings"

	"verbatim/corpus"
)

// code takes along with a line of code the comment above it, the lines that it is broken into and
// the lead-in, where that is near; and all of a block that is a way.
func (t *Text) code(g growth, steps bool) growth {
	first, last := t.codeBlock(g.first)
	if steps && t.room(first, last) {
		g.first, g.last = first, last
	}
	g.first = t.commented(g.first, first)
	for g.last < last && (continued(t.text(g.last)) || comment(t.text(g.last))) && t.room(g.first, g.last+1) {
		g.last++
	}
	if t.apart(first) || !prose(t.kind(first-1)) {
		return g
	}
	above := first - 1
	if g.first == first && (t.colon(above) || t.points(above, corpus.Code)) && t.size(above, g.last) <= least {
		g.first = above
		return t.back(g)
	}
	g.before = above
	return g
}

// codeBlock returns the first and the last line of the block that a line of code stands in.
func (t *Text) codeBlock(at int) (first, last int) {
	same := func(i int) bool { return t.kind(i) == corpus.Code && t.Units[i].Passage == t.Units[at].Passage }
	for first = at; !t.apart(first) && same(first-1); first-- {
	}
	for last = at; !t.apart(last+1) && same(last+1); last++ {
	}
	return first, last
}

// commented returns where the comment above a line of code begins, or the line that it goes on
// from, no higher than first.
func (t *Text) commented(at, first int) int {
	const most = 3 // lines
	for n := 0; n < most && at > first; n++ {
		above := t.text(at - 1)
		if t.block(at) || !comment(above) && !continued(above) {
			break
		}
		at--
	}
	return at
}

// continued reports whether a line of code goes on in the next.
func continued(line string) bool {
	return strings.HasSuffix(line, "\\") || strings.HasSuffix(line, "`") && strings.Count(line, "`") == 1 ||
		strings.HasSuffix(line, " ^")
}

// comment reports a line of code that says something of the next.
func comment(line string) bool {
	line = strings.TrimSpace(line)
	for _, mark := range []string{"# ", "//", "-- ", "; ", "/*", "<!--", "REM ", "rem ", ":: "} {
		if strings.HasPrefix(line, mark) {
			return true
		}
	}
	return false
}
