package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/sentence"
)

// Limits of a heading without marks.
const (
	maxHeadingColumns = 90
	maxHeadingWords   = 14
	longHeading       = 50
	maxHeadingRun     = 3 // more short lines in a row are a list of something
)

// headings finds headings without marks: short lines without a sentence's end
// that have a text below them whose paragraphs do end so. Many of them in a row are a list, and
// a few without any text below are captions.
func (l *layouter) headings() {
	l.contents()
	if !l.punctuated() {
		return
	}
	shaped := make([]bool, len(l.paras))
	for i, p := range l.paras {
		midst := i > 0 && !p.blank && l.paras[i-1].kind == corpus.Paragraph && !l.paras[i-1].ended && !shaped[i-1]
		shaped[i] = !midst && p.kind != corpus.Heading && l.headingShaped(i)
	}
	for i := 0; i < len(l.paras); {
		run := i
		for run < len(l.paras) && shaped[run] {
			run++
		}
		if run > i {
			l.decideRun(i, run)
			i = run
		} else {
			i++
		}
	}
	l.levels()
}

// punctuated reports whether the paragraphs of a text end with punctuation, so that a
// line without it stands out.
func (l *layouter) punctuated() bool {
	ended, body := 0, 0
	for _, p := range l.paras {
		if columns(l.textOf(p)) <= maxHeadingColumns && !p.ended || p.kind != corpus.Paragraph {
			continue
		}
		body++
		if p.ended {
			ended++
		}
	}
	return ended*2 > body
}

// decideRun classifies heading-shaped paragraphs that follow each other.
func (l *layouter) decideRun(from, to int) {
	titled := to < len(l.paras) && l.body(to)
	if titled && to-from <= maxHeadingRun {
		for i := from; i < to; i++ {
			l.paras[i].kind = corpus.Heading
		}
		return
	}
	if titled && l.paras[to-1].blank && to-from > 1 {
		to-- // the last one has its own text
		l.paras[to].kind = corpus.Heading
	}
	for i := from; i < to; i++ {
		if p := &l.paras[i]; to-from > maxHeadingRun && i == from && p.ended {
			p.kind = corpus.Heading // “Ingredients:”
		} else if to-from > maxHeadingRun {
			p.kind = corpus.ListItem
		} else if p.kind == corpus.Paragraph && l.label(i) {
			p.kind = corpus.Caption
		}
	}
}

// body reports whether a paragraph can be what a heading stands above.
func (l *layouter) body(i int) bool {
	for ; i < len(l.paras); i++ {
		p := l.paras[i]
		switch p.kind {
		case corpus.Byline, corpus.Caption:
			continue // it belongs to what comes
		case corpus.ListItem, corpus.Table, corpus.Code, corpus.Quotation:
			return true
		case corpus.Paragraph:
			return p.ended || columns(l.textOf(p)) > maxHeadingColumns
		}
		return false
	}
	return false
}

// headingShaped reports whether a paragraph looks like a heading by itself.
func (l *layouter) headingShaped(i int) bool {
	p := l.paras[i]
	text := l.textOf(p)
	if p.lines > 1 || p.kind != corpus.Paragraph && p.kind != corpus.ListItem || p.end-p.start > 4*maxHeadingColumns {
		return false
	}
	if p.kind == corpus.ListItem && (bullet(text) || !l.numberedHeading(i)) {
		return false
	}
	if l.question(i) {
		return columns(text) <= 2*maxHeadingColumns
	}
	if columns(text) > longHeading && i+1 < len(l.paras) && startsLower(l.textOf(l.paras[i+1])) {
		return false // it goes on there
	}
	if columns(text) > maxHeadingColumns || len(strings.Fields(text)) > maxHeadingWords || pronounFirst(text) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(text, sentence.IsOpener))
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) && !(unicode.IsLetter(first) && !unicode.IsLower(first)) {
		return false
	}
	if p.ended {
		return strings.HasSuffix(text, ":") && len(strings.Fields(text)) <= 4 || l.oldHeading(i)
	}
	if columned(strings.TrimLeft(text, "0123456789. ")) || strings.Contains(text, "@") || stamped(text) {
		return false // a row, an address, a line of a chat
	}
	if strings.Contains(text, "=") || i > 0 && (strings.Contains(text, ", a ") || strings.Contains(text, ", an ")) {
		return false // a formula, or an entry that says what something is
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	return !strings.ContainsRune(",;，；、-–—", last) && len(sentence.Segment(l.text, p.start, p.end, sentence.RulesFor("en"))) == 1
}

// oldHeading reports headings that end with a period, as books used to print them:
// chapters and capitals, above a text that is not in capitals.
func (l *layouter) oldHeading(i int) bool {
	text := l.textOf(l.paras[i])
	if !strings.HasSuffix(strings.TrimRight(text, "_*"), ".") || len(strings.Fields(text)) > 6 || !majorHeading(text) || i+1 == len(l.paras) {
		return false
	}
	next := l.textOf(l.paras[i+1])
	return !inCapitals(next) || chapterWord(text) && !chapterWord(next)
}

// pronounFirst reports sentences that begin with a personal pronoun and go on in lower
// case, as headings hardly ever do.
func pronounFirst(text string) bool {
	first, rest, _ := strings.Cut(text, " ")
	switch first {
	case "I", "He", "She", "It", "They", "We", "You":
		return sentence.LowerTail(rest) && startsLower(rest)
	}
	return false
}

// numberedHeading reports whether a numbered line is a heading and no list item: the
// lines next to it are not numbered too.
func (l *layouter) numberedHeading(i int) bool {
	for _, near := range []int{i - 1, i + 1} {
		if near < 0 || near >= len(l.paras) {
			continue
		}
		if text := l.textOf(l.paras[near]); listMarker(text) > 0 && !bullet(text) {
			return false
		}
	}
	return true
}

// label reports whether a short line names something and says nothing: few words,
// no number, no colon with something behind it.
func (l *layouter) label(i int) bool {
	text := l.textOf(l.paras[i])
	return len(strings.Fields(text)) <= 8 && !strings.ContainsAny(text, "0123456789:=")
}

// levels ranks the headings without marks: the first line of the text above all, a
// chapter or a line in capitals above the others.
func (l *layouter) levels() {
	capitals := 0
	for _, p := range l.paras {
		if p.kind == corpus.Heading && p.level == 0 && majorHeading(l.textOf(p)) {
			capitals = 1
		}
	}
	for i := range l.paras {
		p := &l.paras[i]
		if p.kind != corpus.Heading || p.level != 0 {
			continue
		}
		text := l.textOf(*p)
		p.level = 2 + capitals
		if depth := sectionDepth(text); depth > 0 {
			p.level = 1 + depth
		} else if majorHeading(text) {
			p.level = 2
			if i > 0 && !chapterWord(text) && l.paras[i-1].kind == corpus.Heading && chapterWord(l.textOf(l.paras[i-1])) {
				p.level = 3 // what the chapter is called, below its number
			}
		}
	}
}

// majorHeading reports chapters and lines in capitals.
func majorHeading(text string) bool { return chapterWord(text) || inCapitals(text) }

// chapterWord reports text that begins with what chapters are called.
func chapterWord(text string) bool {
	name, _, _ := strings.Cut(text, " ")
	switch strings.ToLower(name) {
	case "chapter", "part", "book", "kapitel", "chapitre", "capítulo", "capitolo", "hoofdstuk", "rozdział", "глава", "розділ", "часть", "частина":
		return true
	}
	return false
}

func inCapitals(text string) bool {
	return strings.ToUpper(text) == text && strings.ToLower(text) != text
}

// sectionDepth returns the depth of a section number at the start of text: 2 for
// "1.2 Scope", 0 for none.
func sectionDepth(text string) int {
	number, _, ok := strings.Cut(text, " ")
	if !ok || strings.Trim(number, "0123456789.") != "" || !strings.Contains(number, ".") {
		return 0
	}
	return 1 + strings.Count(strings.TrimSuffix(number, "."), ".")
}
