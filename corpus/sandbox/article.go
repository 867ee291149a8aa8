package sandbox

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"verbatim/corpus"
)

// writeArticle writes the two frames of an article: everything but its text, then the text.
func writeArticle(w io.Writer, a corpus.Article) error {
	text, blocks := a.Text, a.Blocks
	a.Text, a.Blocks = "", nil
	rest, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("article %q: %w", a.ID, err)
	}
	b := binary.AppendUvarint(nil, uint64(len(rest)))
	b = appendBlocks(append(b, rest...), blocks)
	if err := writeFrame(w, frameArticle, string(b)); err != nil {
		return err
	}
	return writeFrame(w, frameText, text)
}

// appendBlocks appends blocks as numbers: there may be a million of them.
func appendBlocks(b []byte, blocks []corpus.Block) []byte {
	b = binary.AppendUvarint(b, uint64(len(blocks)))
	at, anchor := 0, ""
	for _, block := range blocks {
		b = binary.AppendUvarint(b, uint64(block.Start-at))
		b = binary.AppendUvarint(b, uint64(block.End-block.Start))
		b = binary.AppendUvarint(b, uint64(block.Kind))
		b = binary.AppendUvarint(b, uint64(block.Level))
		if block.Anchor == anchor {
			b = append(b, 0) // the one before
		} else {
			b = binary.AppendUvarint(b, uint64(len(block.Anchor)+1))
			b = append(b, block.Anchor...)
		}
		at, anchor = block.End, block.Anchor
	}
	return b
}

// parseArticle returns the article of a frame and its text, checked as if it came from a
// stranger, as it does.
func parseArticle(b []byte, text string) (corpus.Article, error) {
	var a corpus.Article
	p := parser{left: b}
	if err := json.Unmarshal(p.bytes(p.number(len(b))), &a); err != nil {
		return a, fmt.Errorf("%w: article: %w", errFrame, err)
	}
	a.Text = text
	a.Blocks = p.blocks(text)
	switch {
	case p.bad || len(p.left) > 0:
		return a, fmt.Errorf("%w: blocks of article %q", errFrame, a.ID)
	case !utf8.ValidString(text) || strings.Contains(text, "\r"):
		return a, fmt.Errorf("%w: the text of article %q is not clean UTF-8", errFrame, a.ID)
	}
	return a, nil
}

// A parser takes numbers and strings off the front of bytes. Once something is out of
// bounds it is bad, and returns zeros.
type parser struct {
	left []byte
	bad  bool
}

func (p *parser) number(limit int) int {
	n, size := binary.Uvarint(p.left)
	if size <= 0 || n > uint64(limit) {
		p.bad, p.left = true, nil
		return 0
	}
	p.left = p.left[size:]
	return int(n)
}

func (p *parser) bytes(n int) []byte {
	if n > len(p.left) {
		p.bad, p.left = true, nil
		return nil
	}
	b := p.left[:n]
	p.left = p.left[n:]
	return b
}

// minBlock is the fewest bytes that a block takes.
const minBlock = 5

// blocks returns blocks that are ordered, apart, inside the text and on its characters.
func (p *parser) blocks(text string) []corpus.Block {
	n := p.number(min(len(p.left)/minBlock, maxBlocks))
	if n == 0 {
		return nil
	}
	blocks := make([]corpus.Block, n)
	at, anchor, anchors := 0, "", 0
	for i := range blocks {
		b := &blocks[i]
		b.Start = at + p.number(len(text)-at)
		b.End = b.Start + p.number(len(text)-b.Start)
		b.Kind = corpus.BlockKind(p.number(int(corpus.Byline)))
		b.Level = p.number(1 << 20)
		if size := p.number(len(p.left)); size > 0 {
			anchor = strings.ToValidUTF8(string(p.bytes(size-1)), "\ufffd")
		}
		b.Anchor = anchor
		at = b.End
		anchors += len(anchor)
		p.bad = p.bad || anchors > maxAnchor || b.Start == b.End || !onRune(text, b.Start) || !onRune(text, b.End)
		if p.bad {
			return nil
		}
	}
	return blocks
}

// onRune reports whether no character spans an offset.
func onRune(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }
