package document

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
)

// LineBreak is what readers put into a block's text where the document breaks the
// line on purpose (<br>, a verse). All other white space inside a block is one space.
const LineBreak = '\u2028'

// maxAnchor is the most bytes of an anchor: a longer one, made of a heading that is a text, is
// left out, because every block below it would have it.
const maxAnchor = 512

// A Builder collects the blocks of one article and keeps their offsets. The zero
// value is ready to use. Blocks are separated by a blank line, rows of a table and
// items of a list by a line break.
type Builder struct {
	text   strings.Builder
	Blocks []corpus.Block
	Anchor string // given to every block that is added, until it is changed
}

// Add appends one block with its white space normalised and reports whether it did:
// text without a visible character adds nothing.
func (b *Builder) Add(kind corpus.BlockKind, text string) bool {
	return b.put(corpus.Block{Kind: kind, Anchor: b.Anchor}, Tidy(text))
}

// Heading appends a heading of the given level (from 1) and makes anchor the anchor
// of what follows. An empty anchor keeps the one above.
func (b *Builder) Heading(level int, anchor, text string) {
	if anchor != "" {
		b.Anchor = anchor
	}
	b.put(corpus.Block{Kind: corpus.Heading, Level: max(level, 1), Anchor: b.Anchor}, Tidy(text))
}

// Code appends a block whose lines and indentation are kept.
func (b *Builder) Code(text string) {
	b.put(corpus.Block{Kind: corpus.Code, Anchor: b.Anchor}, TidyLines(text))
}

// Row appends the cells of one table row, separated by tabs.
func (b *Builder) Row(cells []string) {
	full := make([]string, 0, len(cells))
	for _, c := range cells {
		if c = Tidy(c); c != "" {
			full = append(full, strings.ReplaceAll(c, "\n", " "))
		}
	}
	b.put(corpus.Block{Kind: corpus.Table, Anchor: b.Anchor}, strings.Join(full, "\t"))
}

// String returns the text so far.
func (b *Builder) String() string { return b.text.String() }

// Size returns the bytes of text so far.
func (b *Builder) Size() int { return b.text.Len() }

func (b *Builder) put(block corpus.Block, text string) bool {
	if text == "" {
		return false
	}
	if len(block.Anchor) > maxAnchor {
		block.Anchor = ""
	}
	if n := len(b.Blocks); n > 0 {
		b.text.WriteByte('\n')
		last := b.Blocks[n-1].Kind
		if last != block.Kind || (last != corpus.Table && last != corpus.ListItem) {
			b.text.WriteByte('\n')
		}
	}
	block.Start = b.text.Len()
	b.text.WriteString(text)
	block.End = b.text.Len()
	b.Blocks = append(b.Blocks, block)
	return true
}

// Yield passes the article on with the text and the blocks, or refuses one that
// holds nothing but headings.
func (b *Builder) Yield(a corpus.Article, yield func(corpus.Article) error) error {
	if !slices.ContainsFunc(b.Blocks, func(block corpus.Block) bool { return block.Kind != corpus.Heading }) {
		return Refuse(corpus.ReasonEmpty, errors.New("no text besides headings"))
	}
	a.Text, a.Blocks = b.text.String(), b.Blocks
	return yield(a)
}

// Title returns the first heading of level 1, or the heading that everything stands
// below, "" when there is neither. That of a table of contents is none.
func (b *Builder) Title() string {
	for i, block := range b.Blocks {
		if block.Kind != corpus.Heading || (block.Level != 1 && i != 0) {
			continue
		}
		if title := strings.ReplaceAll(b.text.String()[block.Start:block.End], "\n", " "); !isContents(title) {
			return title
		}
	}
	return ""
}

// isContents reports the heading of a table of contents.
func isContents(heading string) bool {
	switch strings.ToLower(strings.Trim(heading, " :#¶")) {
	case "table of contents", "contents", "toc", "inhaltsverzeichnis", "inhalt", "table des matières", "sommaire", "índice", "tabla de contenidos",
		"indice", "sumário", "inhoud", "spis treści", "зміст", "содержание", "оглавление", "içindekiler", "目次", "目录", "目錄":
		return true
	}
	return false
}

// Tidy makes every run of white space one space, or one line break where the run
// holds a [LineBreak], and drops characters that cannot be seen.
func Tidy(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	space := byte(0)
	for _, r := range s {
		switch {
		case r == LineBreak || r == '\u2029':
			space = '\n'
		case unicode.IsSpace(r):
			if space == 0 {
				space = ' '
			}
		case invisible(r):
		default:
			if space != 0 && out.Len() > 0 {
				out.WriteByte(space)
			}
			space = 0
			out.WriteRune(r)
		}
	}
	return out.String()
}

// TidyLines drops carriage returns, white space at the ends of lines, empty lines
// at both ends and characters that cannot be seen.
func TidyLines(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", string(LineBreak), "\n").Replace(s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		line = strings.Map(func(r rune) rune {
			if r != '\t' && invisible(r) {
				return -1
			}
			return r
		}, strings.ToValidUTF8(line, string(utf8.RuneError)))
		lines[i] = strings.TrimRightFunc(line, unicode.IsSpace)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// invisible reports control characters, byte order marks, zero-width spaces and
// soft hyphens. The zero-width joiners stay: Persian and Indic spelling needs them.
func invisible(r rune) bool {
	return r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r == '\u2060' || unicode.IsControl(r)
}
