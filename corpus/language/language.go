package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// Limits of language detection.
const (
	detectBytes   = 2 << 10 // how much of a text is looked at
	detectLetters = 100     // with fewer the trigrams tell nothing
	detectSure    = 0.8     // whatlanggo's own threshold of reliability
)

// Detect returns the BCP 47 base tag of the language a text is written in, ""
// when the text is too short or several languages fit it alike. Frequent words decide
// for prose in common languages, trigrams for the rest.
func Detect(text string) string {
	sample := text
	if len(sample) > detectBytes {
		sample = sample[:detectBytes]
		for !utf8.ValidString(sample[len(sample)-min(len(sample), utf8.UTFMax):]) && len(sample) > detectBytes-utf8.UTFMax {
			sample = sample[:len(sample)-1]
		}
	}
	letters, han, kana := 0, 0, 0
	for _, r := range sample {
		switch {
		case !unicode.IsLetter(r):
			continue
		case r >= 0x3040 && unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		case r >= 0x2e80 && unicode.Is(unicode.Han, r):
			han++
		}
		letters++
	}
	if (han+kana)*2 > letters && letters*8 > detectLetters {
		if kana*20 > letters {
			return "ja"
		}
		return "zh"
	}
	if lang := byWords(sample); lang != "" {
		return lang
	}
	if letters < detectLetters {
		return ""
	}
	info := whatlanggo.Detect(sample)
	if info.Confidence < detectSure {
		return ""
	}
	return Base(info.Lang.Iso6391())
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
