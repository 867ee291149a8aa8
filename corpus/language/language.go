package language

import (
	"strings"

	"github.com/abadojack/whatlanggo"
)

// Limits of language detection.
const (
	sampleBytes   = 1 << 10 // how much prose of a text is looked at …
	searchedBytes = 8 << 10 // … and how much text is gone through for it
	trigramsFrom  = 100     // with fewer bytes the trigrams tell nothing
	trigramsSure  = 0.8     // whatlanggo's own threshold of reliability
)

// Detect returns the BCP 47 base tag of the language a text is written in, "" when it is
// too short or several languages fit it alike. What looks like code does not count.
//
// A text in a script that English does not use is never taken for English nor left open. Among
// the languages in Latin letters small words decide, and trigrams for those without a list;
// between English and another the doubt is English's: a text that is wrongly held for another
// language is lost to what only knows English, and "" is read as English is.
func Detect(text string) string {
	s := sampleOf(text)
	if lang := byScript(s.prose); lang != "" {
		return lang
	}
	found := byWords(s.words)
	if found.lang != "" || found.english*20 > len(s.words) {
		return found.lang
	}
	return byTrigrams(s)
}

// byTrigrams returns the language of a longer text that small words say nothing of. Languages
// whose small words are known would have shown them.
func byTrigrams(s sample) string {
	if len(s.prose) < trigramsFrom {
		return ""
	}
	info := whatlanggo.Detect(s.prose)
	lang := Base(info.Lang.Iso6391())
	if info.Confidence < trigramsSure || listed(lang) {
		return ""
	}
	return lang
}

// Base returns the language of a BCP 47 tag or a locale name in lower case: "en" for
// "en-US" and "en_GB.UTF-8".
func Base(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	if i := strings.IndexAny(tag, "-_."); i >= 0 {
		tag = tag[:i]
	}
	switch {
	case tag == "nb" || tag == "nn":
		return "no"
	case len(tag) < 2 || len(tag) > 3 || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz") != "":
		return ""
	}
	return tag
}
