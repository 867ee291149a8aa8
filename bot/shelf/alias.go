package shelf

import (
	"slices"
	"strings"
	"unicode"

	"verbatim/bot/store"
)

// A word is a run of letters and digits in a text.
type word struct{ start, end int } // byte offsets, end exclusive

// wordsOf returns the words of a text. In scripts that write no spaces each letter is one.
func wordsOf(text string) (all []word) {
	open := false
	for i, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
		alone := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer)
		switch end := i + len(string(r)); {
		case letter && open && !alone:
			all[len(all)-1].end = end
		case letter:
			all = append(all, word{i, end})
		}
		open = letter && !alone
	}
	return all
}

// Understood returns a question with what the sources say in the place of the words that only
// people of this server use, and whether there was one. What says already what its word means
// stays as it is.
func (r *Room) Understood(question string) (string, bool) {
	var out strings.Builder
	words, done := wordsOf(question), 0
	for i := 0; i < len(words); {
		a, n := r.alias(question, words[i:])
		if n == 0 {
			i++
			continue
		}
		out.WriteString(question[done:words[i].start] + a.Means)
		done = words[i+n-1].end
		i += n
	}
	return out.String() + question[done:], done > 0
}

// alias returns the alias with which a text goes on, the longest of several, and how many words
// of the text it is; 0 where there is none.
func (r *Room) alias(text string, words []word) (found store.Alias, n int) {
	for _, a := range r.aliases {
		own := wordsOf(a.Word)
		same := len(own) > n && len(own) <= len(words) && slices.EqualFunc(own, words[:min(len(own), len(words))], func(x, y word) bool {
			return strings.EqualFold(a.Word[x.start:x.end], text[y.start:y.end])
		})
		if same && !strings.Contains(strings.ToLower(text), strings.ToLower(a.Means)) {
			found, n = a, len(own)
		}
	}
	return found, n
}
