package layout

import (
	"slices"
	"strings"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/sentence"
)

// Blocks finds the blocks of a plain text by its lines, and its title: the heading it
// starts with, "" when there is none.
//
// Lines become paragraphs by the convention the text itself follows (see
// [wrapOf]); then each paragraph is classified by its own shape and, for headings, by what
// stands below it.
func Blocks(text string) ([]corpus.Block, string) {
	l := layouter{text: text, lines: linesOf(text)}
	l.wrap = wrapOf(text, l.lines)
	l.join()
	l.classify()
	l.mail()
	l.headings()
	return l.blocks()
}

// A layouter finds the blocks of one text.
type layouter struct {
	text  string
	lines []line
	wrap  wrap
	paras []para
}

// A para is one or more lines that belong together.
type para struct {
	start, end int // byte offsets, without white space at the ends
	lines      int
	indent     int  // columns of its first line
	blank      bool // a blank line or the start of the text is above it
	kind       corpus.BlockKind
	level      int
	ended      bool // its last character ends a sentence
	depth      int  // marks of quotation in front of its lines
}

func (l *layouter) textOf(p para) string { return l.text[p.start:p.end] }

// join makes paragraphs of lines.
func (l *layouter) join() {
	verse := false
	for i, next := range l.lines {
		if next.blank {
			verse = !l.wrap.found && l.verse(i)
		}
		if i > 0 && !next.blank && (verse || l.joins(i-1)) {
			p := &l.paras[len(l.paras)-1]
			p.end, p.lines = next.end, p.lines+1
			continue
		}
		l.paras = append(l.paras, para{start: next.start, end: next.end, lines: 1, indent: next.indent, blank: next.blank, depth: next.depth})
	}
}

// verse reports whether the lines from i to the next blank line are a stanza: three or
// more short lines of which only some end a sentence, and the last one does.
func (l *layouter) verse(i int) bool {
	open, n := 0, 0
	ended := false
	for ; i < len(l.lines) && (n == 0 || !l.lines[i].blank); i++ {
		text := l.text[l.lines[i].start:l.lines[i].end]
		if l.lines[i].width > maxVerse || listMarker(text) > 0 || stamped(text) || columned(text) || l.lines[i].tabs || l.lines[i].depth > 0 || ruler(text) || hashes(text) > 0 {
			return false
		}
		n++
		if ended = ends(text); !ended {
			open++
		}
	}
	return n >= 3 && ended && open*2 >= n
}

// joins reports whether the line behind line i goes on with its paragraph.
func (l *layouter) joins(i int) bool {
	this, next := l.lines[i], l.lines[i+1]
	first := l.text[next.start:next.end]
	open := !ends(l.text[this.start:this.end])
	switch {
	case this.depth > 0 || next.depth > 0:
		return this.depth == next.depth && !emptyQuote(l.text[this.start:this.end]) && !emptyQuote(first) && !quotedItem(first)
	case ruler(first):
		return underline(first) && l.paras[len(l.paras)-1].lines == 1 && open
	case ruler(l.text[this.start:this.end]):
		return false
	case listMarker(first) > 0 && (!open || bullet(first) || listMarker(l.textOf(l.paras[len(l.paras)-1])) > 0):
		return false
	case strings.Contains(first, "\t") || this.tabs:
		return false // rows of a table
	case stamped(first):
		return false // of another speaker
	case l.hangs(this, next):
		return true
	}
	goesOn := open && (startsLower(first) || this.width > longHeading && startsNumber(first) && lowerEnd(l.text[this.start:this.end]))
	if !l.wrap.found {
		return this.width >= minWrap && (goesOn || open && l.breaksOff(this, next))
	}
	if next.indent >= this.indent+2 && !goesOn && listMarker(l.text[this.start:this.end]) == 0 {
		return false // an indented first line
	}
	return goesOn || l.wrap.full(this, first) || open && l.breaksOff(this, next)
}

// hangs reports a line that is indented below the first one of a list item: it is of that item,
// unless it is a command that the item leads to.
func (l *layouter) hangs(this, next line) bool {
	item := l.paras[len(l.paras)-1]
	first := l.text[next.start:next.end]
	return listMarker(l.textOf(item)) > 0 && next.indent >= item.indent+2 && !columned(first) && !command(first) &&
		listMarker(first) == 0 && !strings.HasSuffix(l.text[this.start:this.end], ":")
}

// breaksOff reports a line that ends in the middle of a sentence, whatever its width: behind a
// sentence that is whole another one begins, and the next line ends it or is about as long.
func (l *layouter) breaksOff(this, next line) bool {
	text, first := l.text[this.start:this.end], l.text[next.start:next.end]
	if hashes(first) > 0 || next.width < minWrap && !ends(first) || next.indent != this.indent && listMarker(text) == 0 {
		return false
	}
	if !strings.ContainsAny(text, ".!?") {
		return false
	}
	found := sentence.Segment(l.text, this.start, this.end, sentence.RulesFor(""))
	return len(found) > 1 && strings.Count(l.text[found[0].Start:found[0].End], " ") > 1
}

// classify sets the kinds that a paragraph's own shape gives away.
func (l *layouter) classify() {
	for i := range l.paras {
		p := &l.paras[i]
		text := l.textOf(*p)
		p.ended = ends(text)
		switch {
		case p.lines == 2 && underline(text[strings.LastIndexByte(text, '\n')+1:]):
			p.kind, p.level = corpus.Heading, 2
			if strings.HasSuffix(text, "=") {
				p.level = 1
			}
		case p.lines == 1 && hashes(text) > 0:
			p.kind, p.level = corpus.Heading, hashes(text)
		case ruler(text), caption(text), manualEdge(text):
			p.kind = corpus.Caption
		case byline(text, i, len(l.paras)):
			p.kind = corpus.Byline
		case listMarker(text) > 0, option(text):
			p.kind = corpus.ListItem
		case tabsInside(text) >= 2, !p.ended && inColumns(text), l.tabular(i):
			p.kind = corpus.Table
		case p.lines == 1 && command(text):
			p.kind = corpus.Code
		}
	}
}

// tabular reports a line in columns right above or below another one.
func (l *layouter) tabular(i int) bool {
	row := func(i int) bool { return l.paras[i].lines == 1 && columned(l.textOf(l.paras[i])) }
	return row(i) && (!l.paras[i].blank && i > 0 && row(i-1) || i+1 < len(l.paras) && !l.paras[i+1].blank && row(i+1))
}

// blocks returns the paragraphs as blocks, and the title.
func (l *layouter) blocks() ([]corpus.Block, string) {
	blocks := make([]corpus.Block, len(l.paras))
	title := ""
	for i, p := range l.paras {
		blocks[i] = corpus.Block{Start: p.start, End: p.end, Kind: p.kind}
		if p.kind == corpus.Heading {
			blocks[i].Level = p.level
		}
	}
	if len(blocks) > 1 && blocks[0].Kind == corpus.Heading {
		blocks[0].Level = 1
		title = corpus.HeadingText(l.textOf(l.paras[0]))
	}
	if i := slices.IndexFunc(blocks, func(b corpus.Block) bool { return b.Kind != corpus.Byline }); i >= 0 && blocks[i].Level == 1 && strings.HasPrefix(l.textOf(l.paras[i]), "Subject:") {
		title = subject(l.textOf(l.paras[i]))
	}
	return blocks, title
}

// ends reports whether text ends the way a sentence does: with a terminator or a
// colon, perhaps behind closing marks.
func ends(text string) bool {
	for text != "" {
		r, size := utf8.DecodeLastRuneInString(text)
		if sentence.Terminates(r) || r == ':' || r == '：' {
			return true
		}
		if !isCloser(r) {
			return false
		}
		text = text[:len(text)-size]
	}
	return false
}

func isCloser(r rune) bool {
	return strings.ContainsRune(`)]}"'”’»›“‘」』）】》*_¹²³`, r)
}
