package corpus

import (
	"slices"
	"strings"
	"unicode/utf8"

	"verbatim/corpus/sentence"
)

// Sizes of passages, in bytes.
const (
	maxPassage  = 1200 // a longer paragraph is split at sentences
	tinyBlock   = 200  // smaller neighbours share a passage …
	maxTogether = 600  // … up to this
	maxHeading  = 400  // a longer heading is cut in the path of its passages
	maxPath     = 1000 // of all headings above a passage, of which the outermost are left out first
)

// Split returns the passages of an article in their order, with their sentences: a
// paragraph each, several for a very long one, and one for several tiny list items,
// rows or lines that follow each other. Blocks that are never quoted (headings,
// captions, bylines) are in no passage; headings are kept as the path of the passages
// below them.
func Split(a *Article) []Passage {
	s := splitter{article: a, rules: sentence.RulesFor(a.Language)}
	for i, b := range a.Blocks {
		switch b.Kind {
		case Heading:
			s.heading(b)
		case Caption, Byline:
			s.apart = true
		default:
			s.block(i, b)
		}
	}
	return s.passages
}

// A splitter makes passages of blocks.
type splitter struct {
	article  *Article
	rules    *sentence.Rules
	above    []Block  // headings above, outermost first
	path     []string // their texts, shared by the passages below them
	passages []Passage
	apart    bool // the next block must not join the last passage
}

func (s *splitter) heading(b Block) {
	for len(s.above) > 0 && s.above[len(s.above)-1].Level >= b.Level {
		s.above = s.above[:len(s.above)-1]
	}
	s.above = append(s.above, b)
	s.path = s.pathTo()
	s.apart = true
}

// pathTo returns the texts of the headings above, as far as they are to be kept: every
// passage has them.
func (s *splitter) pathTo() (path []string) {
	room := maxPath
	for _, h := range slices.Backward(s.above) {
		text := clip(HeadingText(s.article.Text[h.Start:h.End]), maxHeading)
		if room -= len(text) + 1; room < 0 {
			break
		}
		path = append(path, text)
	}
	slices.Reverse(path)
	return path
}

// clip cuts s to at most n bytes without cutting a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func (s *splitter) block(i int, b Block) {
	found := s.sentences(b)
	if len(found) == 0 {
		return
	}
	if !s.apart && s.joins(i, b) {
		last := &s.passages[len(s.passages)-1]
		last.Sentences = append(last.Sentences, found...)
		last.End, last.Kind = b.End, b.Kind
		return
	}
	s.apart = false
	parts := (b.End - b.Start + maxPassage - 1) / maxPassage
	target := (b.End - b.Start) / parts
	for len(found) > 0 {
		n := 1
		for n < len(found) && (parts == 1 || found[n].End-found[0].Start <= target) {
			n++
		}
		if parts > 1 && n < len(found) && found[len(found)-1].End-found[0].Start <= maxPassage {
			n = len(found) // what is left fits
		}
		s.passages = append(s.passages, Passage{
			Start: found[0].Start, End: found[n-1].End, Kind: b.Kind,
			Headings: s.path, Anchor: b.Anchor, Sentences: found[:n:n],
		})
		found = found[n:]
	}
}

// joins reports whether a block shares the last passage: list items, rows and lines of
// a transcript when they are tiny, and a list the line that leads to it.
func (s *splitter) joins(i int, b Block) bool {
	if len(s.passages) == 0 || i == 0 {
		return false
	}
	last := s.passages[len(s.passages)-1]
	before := s.article.Blocks[i-1]
	if b.End-last.Start > maxTogether || b.End-b.Start > tinyBlock || !sameSection(b.Anchor, last.Anchor) {
		return false
	}
	switch {
	case b.Kind == ListItem && before.Kind == Paragraph:
		return strings.HasSuffix(s.article.Text[:before.End], ":")
	case b.Kind != before.Kind || before.End-before.Start > tinyBlock:
		return false
	case b.Kind == ListItem, b.Kind == Table:
		return true
	}
	return b.Kind == Paragraph && strings.Count(s.article.Text[before.End:b.Start], "\n") == 1
}

// sameSection reports whether two anchors lead to the same part of a page. Lines of a file
// tell no parts apart.
func sameSection(a, b string) bool { return a == b || IsLines(a) && IsLines(b) }

// IsLines reports the anchor of lines in a file, such as "#L12-L15" or "#lines-12:15".
func IsLines(anchor string) bool {
	for _, mark := range []string{"#L", "#lines-"} {
		if rest, ok := strings.CutPrefix(anchor, mark); ok && rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			return true
		}
	}
	return false
}

// sentences returns the sentences of a block; the lines of code and tables.
func (s *splitter) sentences(b Block) []Sentence {
	if b.Kind != Code && b.Kind != Table {
		return sentencesOf(sentence.Segment(s.article.Text, b.Start, b.End, s.rules))
	}
	var found []sentence.Span
	for start := b.Start; start < b.End; {
		end := b.End
		if i := strings.IndexByte(s.article.Text[start:b.End], '\n'); i >= 0 {
			end = start + i
		}
		found = sentence.Append(found, s.article.Text, start, end)
		start = end + 1
	}
	return sentencesOf(found)
}

func sentencesOf(spans []sentence.Span) []Sentence {
	found := make([]Sentence, len(spans))
	for i, s := range spans {
		found[i] = Sentence(s)
	}
	return found
}

// HeadingText returns a heading without the marks of its rank.
func HeadingText(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	return strings.TrimSpace(strings.Trim(strings.TrimSpace(first), "#=*_~"))
}
