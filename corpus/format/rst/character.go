package rst

import (
	"strconv"
	"strings"
)

// characters returns the text of a unicode directive: numbers of characters and words.
func characters(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	text, _, _ = strings.Cut(text, " .. ")
	var out []string
	for word := range strings.FieldsSeq(text) {
		if m := codePoint.FindStringSubmatch(word); m != nil {
			if n, err := strconv.ParseUint(m[1], 16, 32); err == nil && n > 0 {
				word = string(rune(n))
			}
		}
		out = append(out, word)
	}
	return strings.Join(out, "")
}
