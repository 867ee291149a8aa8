package extent

import (
	"slices"
	"strings"

	"verbatim/corpus"
)

// A Unit is a sentence, a line of code or a row of a table. Offsets are bytes in its [Text].
type Unit struct {
	Start, End int
	Kind       corpus.BlockKind
	Passage    int // ordinal of its passage: lines of one block of code have the same
	Headings   []string
}

// A Text is some of an article with its units, which are ordered and do not overlap.
type Text struct {
	Text     string
	Units    []Unit
	Title    string                 // of the article
	Language string                 // BCP 47 tag, "" when unknown
	Cut      bool                   // there are more units before the first
	Entry    func(line string) bool // whether a line is the name of a section of the article; nil: none is
}

// A Range is some bytes of a [Text], the end exclusive.
type Range struct{ Start, End int }

// Empty reports whether there is nothing in the range.
func (r Range) Empty() bool { return r.Start == r.End }

// An Extent is what is quoted of a [Text].
type Extent struct {
	Range
	Before Range // has to be in sight too, though it is not quoted; empty where nothing has to
	Lead   bool  // the sentence only leads to the answer, which follows it in the extent
	Leans  bool  // it is understood only in part: what it points to stands elsewhere
	Refers bool  // it begins with what the sentence refers to
}

// How many bytes an extent may have.
const (
	most  = 560 // where a unit takes others along
	whole = 800 // where it leads to a list: a part of one says less than it seems to
	near  = 360 // where a unit is only joined to the one before
	least = 320 // where it is whole without them, but better with
	hard  = 600 // where a lead-in would otherwise be alone
)

// lines is how many units an extent may have, each on a line of its own: a phone's screen.
const lines = 14

// Asked is what has to be known of a question.
type Asked struct {
	Way    bool // it asks how something is done: one step of several is not all of it
	Headed bool // the headings ask it, too: the section answers from its beginning on
	Both   bool // the sentence before seems to answer it nearly as well
	// Same reports whether a unit asks the same; nil: none does. A lead-in that does has its
	// whole list as the answer.
	Same func(unit int) bool
}

// Of returns the extent of the unit at an index, and false when nothing is quoted for it.
func (t *Text) Of(at int, q Asked) (Extent, bool) {
	if t.unfit(at) {
		return Extent{}, false
	}
	g := t.grow(at, q)
	if q.Headed {
		g = t.opening(g)
	}
	g = t.replied(g, q)
	if !g.ok || t.bare(g) {
		return Extent{}, false
	}
	return t.extent(at, g, q), true
}

// A growth is what a unit takes along: the units from first to last.
type growth struct {
	first, last int
	before      int  // unit that has to be in sight, -1 for none
	lead        bool // the unit is a lead-in
	referred    bool // it took along what the unit refers to
	cut         bool // it leads to more than there is room for
	ok          bool
}

// extent turns units into bytes, and takes along the heading that the first of them needs.
func (t *Text) extent(at int, g growth, q Asked) Extent {
	e := Extent{Range: Range{t.Units[g.first].Start, t.Units[g.last].End}, Lead: g.lead}
	if g.before >= 0 {
		e.Before = Range{t.Units[g.before].Start, t.Units[g.before].End}
	}
	start, named := t.headingStart(g.first)
	named = named && !q.Headed && t.wantsHeading(g.first)
	if named {
		e.Start = start
	}
	e.Refers = g.referred
	e.Leans = g.cut || t.leans(at, g, q.Headed, named)
	return e
}

func (t *Text) text(i int) string { return t.Text[t.Units[i].Start:t.Units[i].End] }

func (t *Text) kind(i int) corpus.BlockKind { return t.Units[i].Kind }

// size is how many bytes the units from first to last have, with what stands between them.
func (t *Text) size(first, last int) int { return t.Units[last].End - t.Units[first].Start }

// room reports whether the units from first to last are not too much to quote.
func (t *Text) room(first, last int) bool { return t.size(first, last) <= most && last-first < lines }

// listRoom reports it for a list with its lead-in.
func (t *Text) listRoom(first, last int) bool {
	return t.size(first, last) <= whole && last-first < lines
}

// gap is what stands before a unit and behind the one before it.
func (t *Text) gap(i int) string {
	if i == 0 {
		return t.Text[:t.Units[0].Start]
	}
	return t.Text[t.Units[i-1].End:t.Units[i].Start]
}

// apart reports whether a unit has nothing to do with the one before it.
func (t *Text) apart(i int) bool {
	return i <= 0 || i >= len(t.Units) || strings.TrimSpace(t.gap(i)) != "" ||
		!slices.Equal(t.Units[i-1].Headings, t.Units[i].Headings)
}

// block reports whether a unit begins a block: the one before it ended with a blank line.
func (t *Text) block(i int) bool { return strings.Count(t.gap(i), "\n") > 1 }

// line reports whether a unit begins a line.
func (t *Text) line(i int) bool { return i == 0 || strings.Contains(t.gap(i), "\n") }
