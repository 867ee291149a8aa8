package document

import (
	"strings"

	"verbatim/corpus"
)

// proseBytes is how much of an article is enough to tell its language by.
const proseBytes = 8 << 10

// proseOf returns the beginning of an article without its code.
func proseOf(a *corpus.Article) string {
	var prose strings.Builder
	for _, b := range a.Blocks {
		if prose.Len() >= proseBytes {
			break
		}
		if b.Kind != corpus.Code {
			prose.WriteString(a.Text[b.Start:b.End])
			prose.WriteByte('\n')
		}
	}
	return prose.String()
}
