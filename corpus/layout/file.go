package layout

import (
	"verbatim/corpus"
	"verbatim/corpus/sentence"
)

// File finds the blocks of a file of plain text and its title as Blocks does, and returns the
// text without what is no part of it, though its sentences go on over it: the heads and feet of
// printed pages, and the marks of quotation in mails.
func File(text string) (string, []corpus.Block, string) {
	text = withoutPages(text)
	blocks, title := Blocks(text)
	clean := []byte(text)
	for _, b := range blocks {
		if text[b.Start] == '>' {
			unquote(clean[b.Start:b.End], text[b.Start:b.End])
		}
	}
	text = string(clean)
	kept := blocks[:0]
	for _, b := range blocks {
		if b.Start, b.End = sentence.Trim(text, b.Start, b.End); b.Start < b.End {
			kept = append(kept, b)
		}
	}
	return text, kept, title
}

// unquote writes spaces over the marks of quotation in a block, whose text is given as it was.
func unquote(block []byte, text string) {
	for _, l := range linesOf(text) {
		_, size := quoteDepth(text[l.start:l.end])
		for i := range size {
			block[l.start+i] = ' '
		}
	}
}
