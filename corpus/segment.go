package corpus

import "github.com/clipperhouse/uax29/v2/sentences"

// segment returns the sentences of a range of text.
func segment(text string, start, end int) []Sentence {
	var found []Sentence
	iter := sentences.FromString(text[start:end])
	for iter.Next() {
		if s, e := trim(text, start+iter.Start(), start+iter.End()); s < e {
			found = append(found, Sentence{s, e})
		}
	}
	return found
}
