package index

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/date"
	"verbatim/corpus/version"
	"verbatim/index/engine"
	asked "verbatim/index/question"
	"verbatim/index/reader"
	"verbatim/index/term"
)

// A closeness says how far behind another a candidate may be to come before it because it is
// newer: in logits where both were read, and else as a share of the best score by words.
type closeness struct{ logits, share float64 }

var (
	// equals are as likely to be right, as far as this program can tell.
	equals = closeness{0.5, 0.02}
	// restated is for sentences that say the same of two times but for a word or a number, for
	// two versions of a page, and for questions that ask for the newest.
	restated = closeness{2, 0.25}
	// copies is for what is restated in two versions of a page, or where the newest is asked for.
	copies = closeness{4, 0.5}
)

// maxAges is how many of the best candidates change places because of their age.
const maxAges = 40

// An age is what is known of when a candidate's sentence held.
type age struct {
	day     time.Time       // the zero time when unknown
	namings namings         // of its article
	section version.Version // that a heading above it names
}

// known reports whether anything is known.
func (a age) known() bool {
	return !a.day.IsZero() || a.section.IsNumber() || a.namings.any()
}

// A wish is what a question says of the age of its answer.
type wish struct {
	newest   bool // it asks for what holds now
	years    []int
	versions []version.Version
}

func wishOf(question string) wish {
	return wish{newest: asked.AsksNewest(question), years: asked.Years(question), versions: version.In(question)}
}

// inVersion looks again without the version that the question names where the path of a candidate
// names it: the text of that version does not say it.
func (s *session) inVersion(ctx context.Context, list []*candidate) ([]*candidate, error) {
	if len(s.wish.versions) == 0 {
		return list, nil
	}
	best := list[:min(len(list), maxAges)]
	if err := s.knowAll(ctx, best); err != nil {
		return nil, err
	}
	known := func(v version.Version) bool {
		return slices.ContainsFunc(best, func(c *candidate) bool { return s.names(c, v) })
	}
	if !slices.ContainsFunc(s.wish.versions, known) {
		return list, nil
	}
	q := parseQuestion(version.Without(s.question.text, known), s.analyzers)
	if len(q.terms) == 0 || len(q.terms) == len(s.question.terms) {
		return list, nil
	}
	s.question, s.cosines, s.nearest = q, nil, 0
	return s.candidates(ctx)
}

// names reports whether the path of a candidate's article names a version.
func (s *session) names(c *candidate, v version.Version) bool {
	n := namingsOf(s.articles[c.passage.Article])
	return n[0].Version.Fits(v) || n[1].Version.Fits(v)
}

// prefer puts the newer one of two candidates first that are close to each other: the version of a
// page that the question names, or else the newest; the later one of two dates. Where no version
// and no date is known nothing moves.
func (s *session) prefer(ctx context.Context, list []*candidate) error {
	for _, c := range list {
		c.superseded = false
	}
	list = list[:min(len(list), maxAges)]
	if err := s.knowAll(ctx, list); err != nil {
		return err
	}
	known := false
	for _, c := range list {
		c.age = s.age(c.passage)
		known = known || c.age.known()
	}
	if !known {
		return nil
	}
	w := s.wish
	for i := range list {
		best := i
		for j := i + 1; j < len(list); j++ {
			if w.before(list[j], list[best]) && w.before(list[j], list[i]) {
				best = j
			}
		}
		c := list[best]
		copy(list[i+1:best+1], list[i:best])
		list[i] = c
		w.supersede(c, list[i+1:])
	}
	return nil
}

// preferRead is prefer after reading. What is close to the first candidate, or says nearly the same,
// in a newer version or of a later day, is read to the end first where it was only glanced at: a
// rough logit is no measure beside one that is not.
func (s *session) preferRead(ctx context.Context, list []*candidate) error {
	if err := s.prefer(ctx, list); err != nil {
		return err
	}
	first, newest := list[0], list[0]
	for _, c := range list[:min(len(list), maxAges)] {
		if c.glanced && s.wish.rather(c, newest) && (equals.holds(c, first) || sayAlike(c.sentence().Terms, first.sentence().Terms)) {
			newest = c
		}
	}
	if newest == first {
		return nil
	}
	others := slices.DeleteFunc(slices.Clone(list), func(c *candidate) bool { return c == newest })
	windows, err := s.windows(ctx, append([]*candidate{newest}, others...), 1)
	if err == nil {
		err = s.readWindows(ctx, windows, reader.Choice{})
	}
	if err != nil {
		return fmt.Errorf("read the newest: %w", err)
	}
	s.score(list)
	slices.SortStableFunc(list, compareRead)
	return s.prefer(ctx, list)
}

// rather reports whether b is to be had rather than a by their ages alone.
func (w wish) rather(b, a *candidate) bool {
	mine, other, related := b.age.namings.against(a.age.namings)
	return w.newer(b, a, mine, other, related)
}

// newer is rather with what both are named as, where they are versions of the same documentation.
func (w wish) newer(b, a *candidate, mine, other version.Copy, related bool) bool {
	switch {
	case related:
		return w.version(mine.Version, other.Version) > 0
	case b.age.day.IsZero() || a.age.day.IsZero() || sameDay(b.age.day, a.age.day):
		return false
	case len(w.years) > 0:
		return slices.Contains(w.years, b.age.day.Year()) && !slices.Contains(w.years, a.age.day.Year())
	}
	return b.age.day.After(a.age.day)
}

// supersede marks the candidates behind c that are its older copies.
func (w wish) supersede(c *candidate, behind []*candidate) {
	for _, old := range behind {
		mine, other, _ := c.age.namings.against(old.age.namings)
		if mine.Same(other) && w.version(mine.Version, other.Version) > 0 {
			old.superseded = true
		}
	}
}

// age returns what is known of the age of a passage, which is found out once.
func (s *session) age(p *engine.Passage) age {
	a, known := s.ages[p]
	if !known {
		a = ageOf(s.articles[p.Article], p)
		s.ages[p] = a
	}
	return a
}

// ageOf finds out what is known of the age of a passage. A date in a heading above it is that of
// the section, as in a list of changes.
func ageOf(a *engine.Article, p *engine.Passage) age {
	out := age{day: dateOf(a, p.Headings), namings: namingsOf(a)}
	for _, h := range slices.Backward(p.Headings) {
		if found := version.In(h); len(found) > 0 {
			out.section = found[0]
			break
		}
	}
	return out
}

// dateOf returns the day that a sentence below some headings is of: the innermost that a heading
// names, or when its article was last revised, or published.
func dateOf(a *engine.Article, headings []string) time.Time {
	for _, h := range slices.Backward(headings) {
		if day := date.In(h); !day.IsZero() {
			return day
		}
	}
	if a.Revised.After(a.Published) {
		return a.Revised
	}
	return a.Published
}

// namings are the ways in which an article says which page it is, and in which version: its id,
// which is the path of a file or the address of a page, and the address it gives for itself.
type namings [2]version.Copy

func namingsOf(a *engine.Article) namings {
	out := namings{version.Of(a.ID)}
	if corpus.IsURL(a.Source) && a.Source != a.ID {
		out[1] = version.Of(a.Source)
	}
	return out
}

// any reports whether the article names a version.
func (n namings) any() bool { return n[0].Version.String()+n[1].Version.String() != "" }

// label is the number that the article names as its version, "" for none: a folder's name such as
// main or dev may mean something else.
func (n namings) label() string {
	for _, c := range n {
		if c.Version.IsNumber() {
			return c.Version.String()
		}
	}
	return ""
}

// against returns how both say it, where they are versions of the same documentation.
func (n namings) against(other namings) (mine, others version.Copy, related bool) {
	for i := range n {
		if n[i].Related(other[i]) {
			return n[i], other[i], true
		}
	}
	return version.Copy{}, version.Copy{}, false
}

// before reports whether b, which ranks behind a, is to come before it. What was only glanced at
// never comes before what was read to the end.
func (w wish) before(b, a *candidate) bool {
	mine, other, related := b.age.namings.against(a.age.namings)
	switch {
	case b.glanced && !a.glanced:
		return false
	case !related && w.newest && b.passage.Article == a.passage.Article && b.age.section.IsNumber() && a.age.section.IsNumber():
		return b.age.section.Compare(a.age.section) > 0 && restated.holds(b, a)
	case !w.newer(b, a, mine, other, related):
		return false
	case related:
		return near(b, a, mine.Same(other))
	case len(w.years) > 0:
		return equals.holds(b, a)
	}
	return near(b, a, w.newest)
}

// near reports whether b, which is the newer one, is close enough behind a. expected: by what
// they are, or by the question, an older one and a newer one were to be found.
func near(b, a *candidate, expected bool) bool {
	switch {
	case equals.holds(b, a), expected && restated.holds(b, a):
		return true
	case expected && copies.holds(b, a), restated.holds(b, a):
		return sayAlike(b.sentence().Terms, a.sentence().Terms)
	}
	return false
}

// version compares two versions: one that the question names is before all others.
func (w wish) version(a, b version.Version) int {
	if n, m := w.names(a), w.names(b); n != m {
		if n {
			return 1
		}
		return -1
	}
	return a.Compare(b)
}

// names reports whether the question names a version.
func (w wish) names(v version.Version) bool {
	return slices.ContainsFunc(w.versions, v.Fits)
}

// holds reports whether b is so close behind a. A sentence that was read is never close to one that
// was not.
func (c closeness) holds(b, a *candidate) bool {
	if a.read != b.read {
		return false
	}
	if a.read {
		return a.score-b.score <= c.logits
	}
	return a.score-b.score <= c.share*math.Max(math.Abs(a.score), 1e-9)
}

func sameDay(a, b time.Time) bool {
	return a.UTC().Truncate(24 * time.Hour).Equal(b.UTC().Truncate(24 * time.Hour))
}

// sayAlike reports whether two sentences share most of their terms.
func sayAlike(a, b term.Hashes) bool {
	terms := map[uint32]bool{}
	for i := range a.Len() {
		terms[a.At(i)] = true
	}
	all, shared := len(terms), 0
	for i := range b.Len() {
		h := b.At(i)
		in, known := terms[h]
		switch {
		case in:
			shared++
			terms[h] = false
		case !known:
			all++
			terms[h] = false
		}
	}
	return all > 0 && 5*shared >= 3*all
}
