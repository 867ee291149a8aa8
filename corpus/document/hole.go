package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
)

// settleHoles keeps those holes of a block's text that a sentence needs: one between two whole
// sentences, before the first or behind the last of them is left out. In names and labels, which
// nobody quotes, none is kept.
func settleHoles(kind corpus.BlockKind, text string) string {
	if kind == corpus.Code || !strings.ContainsRune(text, corpus.Hole) {
		return text
	}
	named := kind == corpus.Heading || kind == corpus.Caption || kind == corpus.Byline
	var out strings.Builder
	for {
		before, after, ok := strings.Cut(text, string(corpus.Hole))
		out.WriteString(before)
		if !ok {
			return Tidy(strings.ReplaceAll(out.String(), "\n", string(LineBreak)))
		}
		text = strings.TrimLeft(after, " "+string(corpus.Hole)) // several are one
		kept := !named && missed(out.String(), text)
		if kept {
			out.WriteRune(corpus.Hole)
		}
		if !kept || strings.HasPrefix(after, " ") {
			out.WriteByte(' ')
		}
	}
}

// missed reports whether a sentence misses what stood between two texts.
func missed(before, after string) bool {
	before = strings.TrimSpace(before)
	first, _ := utf8.DecodeRuneInString(after)
	begins := unicode.IsUpper(first) || unicode.IsLetter(first) && !unicode.IsLower(first) || unicode.IsDigit(first)
	switch {
	case before == "":
		return after != "" && !begins
	case after == "" || after[0] == '\n':
		return !EndsSentence(before)
	}
	return !EndsSentence(before) || !begins
}

// EndsSentence reports a text whose last sentence is whole.
func EndsSentence(text string) bool {
	text = strings.TrimRight(text, " \n\"'”’»)]")
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…。！？", r)
}
