package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"verbatim/index/reader"
)

// A window is some consecutive sentences of a passage that the reader reads together.
type window struct {
	passage *passageRecord
	members []*candidate // the window's sentences, in their order
	best    float64      // lexical score of the best candidate in it
	tokens  int          // estimate
	reader.Window
}

const (
	windowTokens  = 120 // a passage up to this is read as a whole
	windowsAtMost = 48
)

// windows groups the best candidates into what the reader reads, the most promising
// first. all holds the sentences of all ranked passages, best first.
func (s *session) windows(all []*candidate, most int) ([]*window, error) {
	passages := map[*passageRecord][]*candidate{}
	for _, c := range all {
		passages[c.passage] = append(passages[c.passage], c)
	}
	var out []*window
	done := map[*candidate]bool{}
	for _, c := range all[:min(most, len(all))] {
		if done[c] {
			continue
		}
		if len(out) == windowsAtMost {
			break
		}
		if ok, err := s.readable(c); err != nil || !ok {
			if err != nil {
				return nil, err
			}
			continue
		}
		w, err := s.window(c, passages[c.passage])
		if err != nil {
			return nil, err
		}
		for _, m := range w.members {
			done[m] = true
		}
		out = append(out, w)
	}
	return out, nil
}

// readable reports whether the reader, which was trained on English, can read a
// candidate.
func (s *session) readable(c *candidate) (bool, error) {
	rec, err := s.record(c.passage.article)
	if err != nil {
		return false, err
	}
	return languageOf(rec.language).tag == "en", nil
}

// window builds the window around a candidate: the whole passage when that is short,
// and otherwise as many sentences on both sides as fit.
func (s *session) window(c *candidate, passage []*candidate) (*window, error) {
	rec, err := s.record(c.passage.article)
	if err != nil {
		return nil, err
	}
	members := slices.Clone(passage)
	slices.SortFunc(members, func(a, b *candidate) int { return a.index - b.index })
	from, to := span(members, c.index)
	w := &window{passage: c.passage, members: members[from:to], best: c.lexical}
	start, end := w.members[0].sentence().start, w.members[len(w.members)-1].sentence().end
	w.Title = readerTitle(rec.title, c.passage.headings)
	if w.Title == "" && start >= needsName {
		lead, err := s.g.text(rec, 0, needsName)
		if err != nil {
			return nil, err
		}
		w.Title = knownBy("", lead)
	}
	text, err := s.g.text(rec, start, end)
	if err != nil {
		return nil, err
	}
	w.tokens = estimateTokens(len(w.Title)) + len(s.question.text)/4
	for _, m := range w.members {
		sen := m.sentence()
		if sen.start-start > len(text) || sen.end-start > len(text) || !utf8.ValidString(text) {
			return nil, errCorrupt
		}
		w.Sentences = append(w.Sentences, text[sen.start-start:sen.end-start])
		w.tokens += estimateTokens(sen.end - sen.start)
	}
	return w, nil
}

// span returns the range of sentences around the one at place at that fits a window.
func span(members []*candidate, at int) (from, to int) {
	at = slices.IndexFunc(members, func(m *candidate) bool { return m.index == at })
	cost := func(i int) int { sen := members[i].sentence(); return estimateTokens(sen.end - sen.start) }
	from, to = at, at+1
	left := windowTokens - cost(at)
	for {
		grown := false
		if from > 0 && cost(from-1) <= left {
			from--
			left -= cost(from)
			grown = true
		}
		if to < len(members) && cost(to) <= left {
			left -= cost(to)
			to++
			grown = true
		}
		if !grown {
			return from, to
		}
	}
}

// readerTitle is what the reader is told of where a window stands: the nearest
// heading, the title and the heading above, each once. The nearest comes first, so that
// it is left where the reader cuts the line. A page without a title is known by its
// first heading.
func readerTitle(title string, headings []string) string {
	if title == "" && len(headings) > 0 {
		title = headings[0]
	}
	parts := []string{strings.TrimSpace(title)}
	for _, h := range slices.Backward(headings) {
		h = strings.TrimSpace(h)
		if len(parts) < 3 && !slices.ContainsFunc(parts, func(p string) bool { return strings.EqualFold(p, h) }) {
			parts = append(parts, h)
		}
	}
	if len(parts) > 1 {
		parts[0], parts[1] = parts[1], parts[0]
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " : ")
}

// estimateTokens guesses how many word pieces some bytes of text give.
func estimateTokens(bytes int) int { return bytes/4 + 2 }
