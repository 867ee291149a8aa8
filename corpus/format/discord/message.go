package discord

import (
	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Message makes an article of one message, written in Discord's Markdown: what a describes, with
// the text and the blocks of content. Where that holds not a word, the error is a
// [*document.Refused]. It reads what people typed into Discord, a few thousand characters at most,
// and needs no sandbox for it.
func Message(a corpus.Article, content string) (corpus.Article, error) {
	var b document.Builder
	chat(&b, content)
	err := b.Yield(a, func(made corpus.Article) error { a = made; return nil })
	return a, err
}
