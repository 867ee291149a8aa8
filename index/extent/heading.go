package extent

import (
	"strings"
	"unicode"
)

// wantsHeading reports whether the unit below a heading is not understood without it: the heading
// names what a reference stands for or what is described, or asks what is answered. One that says
// nothing more than the unit is not wanted.
func (t *Text) wantsHeading(i int) bool {
	name := t.heading(i)
	return (t.stands(i) || t.replies(i) && asks(name) || prose(t.kind(i)) && written(name)) && !holds(t.text(i), name)
}

// heading returns the heading of the section that a unit stands in, "" for none.
func (t *Text) heading(i int) string {
	if h := t.Units[i].Headings; len(h) > 0 {
		return h[len(h)-1]
	}
	return ""
}

// written reports a heading that is the name of something as programs write it, such as a command
// or a setting: what stands below it describes that.
func written(name string) bool {
	return name != "" && (name[0] >= 'a' && name[0] <= 'z' || name[0] == '-')
}

// holds reports whether a text holds all words of another.
func holds(s, words string) bool {
	s = strings.ToLower(s)
	for w := range strings.FieldsFuncSeq(strings.ToLower(words), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

// headingStart returns where the heading begins that stands right above a unit, and false where
// something else does.
func (t *Text) headingStart(i int) (int, bool) {
	const longest = 120
	name, gap := t.heading(i), t.gap(i)
	at := strings.LastIndex(gap, name)
	if name == "" || len(name) > longest || at < 0 || strings.Trim(gap[at+len(name):], "#=-~*_ \t\n") != "" {
		return 0, false
	}
	return t.Units[i].Start - len(gap) + at, true
}
