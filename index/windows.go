package index

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"verbatim/index/engine"
	"verbatim/index/reader"
	"verbatim/index/term"
)

// A window is some consecutive sentences of a passage that the reader reads together.
type window struct {
	passage *engine.Passage
	members []*candidate // the window's sentences, in their order
	promise float64      // of the best candidate in it
	tokens  int          // estimate
	reader.Window
}

const (
	windowTokens  = 120 // a passage up to this is read as a whole
	windowsAtMost = 48
)

// windows groups the best candidates into what the reader reads, the most promising
// first. all holds the sentences of all ranked passages, best first.
func (s *session) windows(ctx context.Context, all []*candidate, most int) ([]*window, error) {
	if err := s.knowAll(ctx, all[:min(most, len(all))]); err != nil {
		return nil, err
	}
	out := s.choose(all, most)
	leads, err := s.leads(ctx, out)
	if err != nil {
		return nil, err
	}
	ranges := make([]engine.Range, len(out))
	for i, w := range out {
		ranges[i] = engine.Range{Article: s.articles[w.passage.Article], Start: w.start(), End: w.end()}
	}
	texts, err := s.snapshot.Texts(ctx, ranges)
	if err != nil {
		return nil, err
	}
	for i, w := range out {
		if w.Title == "" && w.start() >= engine.NeedsName {
			w.Title = engine.KnownBy("", leads[w.passage.Article])
		}
		if err := w.fill(texts[i]); err != nil {
			return nil, err
		}
		w.tokens += estimateTokens(len(w.Title)) + len(s.question.text)/4
	}
	return out, nil
}

// choose returns the windows around the best candidates, without their texts.
func (s *session) choose(all []*candidate, most int) []*window {
	passages := map[*engine.Passage][]*candidate{}
	for _, c := range all {
		passages[c.passage] = append(passages[c.passage], c)
	}
	var out []*window
	done := map[*candidate]bool{}
	for _, c := range all[:min(most, len(all))] {
		if len(out) == windowsAtMost {
			break
		}
		if done[c] || !s.readable(c) {
			continue
		}
		w := s.window(c, passages[c.passage])
		for _, m := range w.members {
			done[m] = true
		}
		out = append(out, w)
	}
	return out
}

// readable reports whether the reader, which was trained on English, can read a
// candidate, whose article is known.
func (s *session) readable(c *candidate) bool {
	return ReaderKnows(s.articles[c.passage.Article].Language)
}

// ReaderKnows reports whether the reader was made for the language of a BCP 47 tag; ""
// stands for a language that could not be told. Articles in others are found and ranked
// by words alone.
func ReaderKnows(tag string) bool { return term.Language(tag) == "en" }

// window builds the window around a candidate: the whole passage when that is short,
// and otherwise as many sentences on both sides as fit.
func (s *session) window(c *candidate, passage []*candidate) *window {
	members := slices.Clone(passage)
	slices.SortFunc(members, func(a, b *candidate) int { return a.index - b.index })
	from, to := span(members, c.index)
	w := &window{passage: c.passage, members: members[from:to], promise: c.promise}
	w.Title = readerTitle(s.articles[c.passage.Article].Title, c.passage.Headings)
	return w
}

func (w *window) start() int { return w.members[0].sentence().Start }

func (w *window) end() int { return w.members[len(w.members)-1].sentence().End }

// leads returns the beginnings of the articles that windows without a title stand in, but
// for windows that hold the beginning themselves.
func (s *session) leads(ctx context.Context, windows []*window) (map[int]string, error) {
	var ranges []engine.Range
	leads := map[int]string{}
	for _, w := range windows {
		number := w.passage.Article
		if _, ok := leads[number]; !ok && w.Title == "" && w.start() >= engine.NeedsName {
			leads[number] = ""
			ranges = append(ranges, engine.Range{Article: s.articles[number], End: engine.NeedsName})
		}
	}
	if len(ranges) == 0 {
		return nil, nil
	}
	texts, err := s.snapshot.Texts(ctx, ranges)
	if err != nil {
		return nil, err
	}
	for i, r := range ranges {
		leads[r.Article.Number] = texts[i]
	}
	return leads, nil
}

// fill cuts the window's text into its sentences.
func (w *window) fill(text string) error {
	if !utf8.ValidString(text) {
		return engine.ErrDamaged
	}
	for _, m := range w.members {
		sen := m.sentence()
		from, to := sen.Start-w.start(), sen.End-w.start()
		if from < 0 || to < from || to > len(text) {
			return engine.ErrDamaged
		}
		w.Sentences = append(w.Sentences, text[from:to])
		w.tokens += estimateTokens(to - from)
	}
	return nil
}

// span returns the range of sentences around the one at place at that fits a window.
func span(members []*candidate, at int) (from, to int) {
	at = slices.IndexFunc(members, func(m *candidate) bool { return m.index == at })
	cost := func(i int) int { sen := members[i].sentence(); return estimateTokens(sen.End - sen.Start) }
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
