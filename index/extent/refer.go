package extent

import (
	"slices"
	"strings"
	"unicode"

	"verbatim/corpus"
)

// back takes the sentence before along with a reference, and so on where that is one, too. Where
// what it refers to is not reached, it is to be in sight.
func (t *Text) back(g growth) growth {
	const times = 4
	alone := g
	for range times {
		if !t.refers(g.first) {
			return g
		}
		if t.apart(g.first) || t.reports(g.first) {
			return t.sight(g)
		}
		p, ok := t.thing(g.first)
		if !ok || !t.room(p, g.last) || !t.stands(g.first) && t.size(p, g.first) > near {
			break
		}
		g.first, g.referred = p, true
	}
	return t.sight(alone)
}

// sight has the unit before be in sight, where it is of the same section.
func (t *Text) sight(g growth) growth {
	if p := g.first - 1; t.refers(g.first) && g.before < 0 && p >= 0 && slices.Equal(t.Units[p].Headings, t.Units[g.first].Headings) {
		g.before = p // perhaps with a picture between them
	}
	return g
}

// thing returns where what a reference refers to begins: the sentence before, the list or, for one
// that stands for it, the code, with their lead-in. It is not found in tables and in much code.
func (t *Text) thing(i int) (first int, ok bool) {
	const most = 160 // bytes of code
	switch p := i - 1; t.kind(p) {
	case corpus.Table:
		return 0, false
	case corpus.Code:
		p, _ = t.codeBlock(p)
		short := t.size(p, i-1) <= most
		if !t.apart(p) && t.colon(p-1) {
			p--
		}
		return p, short && t.stands(i)
	case corpus.ListItem:
		if l := t.list(p); t.kind(i) != corpus.ListItem && t.room(l.from(), i) {
			return l.from(), true
		}
		return p, t.kind(i) == corpus.ListItem
	default:
		return p, true
	}
}

// refers reports whether a unit is a reference: it begins with a word for something named before
// or one that joins it to what was said, has the former a little later, or is an aside.
func (t *Text) refers(i int) bool {
	l := lexiconOf(t.Language)
	s := t.plain(i)
	return t.stands(i) || t.aside(i) || prose(t.kind(i)) &&
		(begins(s, l.joins) && !begins(s, l.except) || l.inside != nil && l.inside.MatchString(s) && !l.guide.MatchString(s))
}

// stands reports whether a unit begins with a word that stands for something named before.
func (t *Text) stands(i int) bool {
	l := lexiconOf(t.Language)
	s := t.plain(i)
	return prose(t.kind(i)) && begins(s, l.stands) && !begins(s, l.except) && !(l.guide != nil && l.guide.MatchString(s))
}

// reports reports whether a unit tells what somebody said who is named before.
func (t *Text) reports(i int) bool {
	by := lexiconOf(t.Language).reports
	return by != nil && by.MatchString(t.plain(i))
}

// aside reports a sentence that stands in brackets as a whole, in the line of the one before.
func (t *Text) aside(i int) bool {
	s := strings.TrimRight(t.text(i), ".")
	return !t.line(i) && strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && !strings.Contains(s[strings.Index(s, ")"):], "(")
}

// plain returns the text of a unit in lower case, without what may stand before it.
func (t *Text) plain(i int) string {
	s := strings.TrimLeftFunc(t.text(i), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	s = strings.ToLower(s)
	s = strings.ReplaceAll(s, "’", "'")
	for _, p := range lexiconOf(t.Language).before {
		s = strings.TrimPrefix(s, p)
	}
	return s
}

// begins reports whether a text begins with one of the phrases, whole words of it.
func begins(s string, phrases []string) bool {
	for _, p := range phrases {
		if rest, ok := strings.CutPrefix(s, p); ok && boundary(p, rest) {
			return true
		}
	}
	return false
}

// boundary reports whether a phrase ends where a word does; one that ends with a comma does.
func boundary(phrase, rest string) bool {
	if rest == "" || strings.HasSuffix(phrase, ",") {
		return true
	}
	for _, r := range rest {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
	}
	return true
}
