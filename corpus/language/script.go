package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A script is a writing system, by the language that stands for it where nothing tells more:
// of Latin letters "", of Cyrillic ones "ru".
type script string

// wide is how many letters of an alphabet a character of Chinese, Japanese or Korean is worth.
const wide = 3

// byScript returns the language of a text that is mostly in a script that English does not
// use, "" when it is not.

func byScript(prose string) string {
	counts := map[script]int{}
	all := 0
	for _, r := range prose {
		if r < utf8.RuneSelf {
			if !noLetter(r) {
				all++ // Latin ones are only weighed against the others
			}
			continue
		}
		if !unicode.IsLetter(r) {
			continue
		}
		s, worth := scriptOf(r), 1
		if s == "ja" || s == "zh" || s == "ko" {
			worth = wide
		}
		counts[s] += worth
		all += worth
	}
	best := script("")
	for s, n := range counts {
		if n > counts[best] && s != "ja" || n == counts[best] && s < best {
			best = s
		}
	}
	if kana := counts["ja"]; (kana+counts["zh"])*2 > all && kana*20 > all {
		return "ja"
	}
	if counts[best]*2 <= all {
		return ""
	}
	switch best {
	case "ru":
		return cyrillic(strings.ToLower(prose))
	case "ar":
		return arabic(prose)
	case "hi":
		return devanagari(prose)
	}
	return string(best)
}

// blocks are the scripts by where in Unicode their letters begin.
var blocks = []struct {
	from rune
	script
}{
	{0, ""}, {0x370, "el"}, {0x400, "ru"}, {0x530, "hy"}, {0x590, "he"}, {0x600, "ar"}, {0x700, ""}, {0x750, "ar"}, {0x780, ""},
	{0x900, "hi"}, {0x980, "bn"}, {0xa00, "pa"}, {0xa80, "gu"}, {0xb00, "or"}, {0xb80, "ta"}, {0xc00, "te"}, {0xc80, "kn"}, {0xd00, "ml"},
	{0xd80, "si"}, {0xe00, "th"}, {0xe80, "lo"}, {0xf00, "bo"}, {0x1000, "my"}, {0x10a0, "ka"}, {0x1100, "ko"}, {0x1200, "am"}, {0x13a0, ""},
	{0x1780, "km"}, {0x1800, "mn"}, {0x18b0, ""}, {0x1f00, "el"}, {0x2000, ""}, {0x2e80, "zh"}, {0x3040, "ja"}, {0x3100, "zh"}, {0x3130, "ko"},
	{0x3190, "zh"}, {0xac00, "ko"}, {0xd800, ""}, {0xf900, "zh"}, {0xfb00, ""}, {0xfb1d, "he"}, {0xfb50, "ar"}, {0xff00, ""}, {0xff66, "ja"}, {0xffa0, ""},
	{0x20000, "zh"},
}

func scriptOf(r rune) script {
	if r < 0x370 {
		return ""
	}
	low, high := 0, len(blocks)
	for high-low > 1 {
		if mid := (low + high) / 2; blocks[mid].from <= r {
			low = mid
		} else {
			high = mid
		}
	}
	return blocks[low].script
}

// cyrillic tells the languages written in Cyrillic letters by those that only some of them
// have. Russian and Bulgarian share nearly all.
func cyrillic(lower string) string {
	russian := countAny(lower, "ыэё")
	if countAny(lower, "ў") > 0 || russian > 0 && countAny(lower, "і") > russian/2 {
		return "be" // which has letters of Russian and of Ukrainian
	}
	best, most := "", russian
	for _, l := range []struct{ tag, letters string }{{"kk", "әғқңұһ"}, {"mk", "ѓќѕ"}, {"sr", "ђћљњџј"}, {"uk", "іїєґ"}} {
		if n := countAny(lower, l.letters); n > most {
			best, most = l.tag, n
		}
	}
	if best == "" && russian == 0 {
		best = slavic(lower)
	}
	if best == "" {
		return "ru"
	}
	return best
}

// slavic tells Bulgarian, Serbian and Ukrainian from Russian by small words, "" where it is
// Russian. Bulgarian is also told by the letter that Russian hardly uses.
func slavic(lower string) string {
	hits, words := map[string]int{}, 0
	for w := range strings.FieldsSeq(lower) {
		words++
		switch strings.Trim(w, ".,;:!?«»„“\"()") {
		case "е", "са", "ще", "че", "като", "този", "тази", "това", "към", "със", "във", "си", "бъде", "може", "няма", "след", "ако", "който", "която", "което":
			hits["bg"]++
		case "се", "да":
			hits["bg"]++
			hits["sr"]++
		case "је", "у", "није", "било", "што", "или", "за":
			hits["sr"]++
		case "та", "або", "від", "що", "як", "має", "було", "це", "під", "про", "до":
			hits["uk"]++
		case "и", "что", "как", "это", "для", "при", "не", "нет", "из", "если", "чтобы", "был", "была", "в", "с", "на":
			hits["ru"]++
		}
	}
	hits["bg"] += countAny(lower, "ъ") * 6 / max(words, 1)
	best := "ru"
	for _, tag := range []string{"bg", "uk", "sr"} {
		if hits[tag] > hits[best] || hits[tag] > 0 && tag == "bg" && hits[tag] == hits[best] {
			best = tag
		}
	}
	if best == "ru" {
		return ""
	}
	return best
}

func arabic(prose string) string {
	switch {
	case countAny(prose, "ٹڈڑےں") > 0:
		return "ur"
	case countAny(prose, "پچژگیک") > 0:
		return "fa"
	}
	return "ar"
}

func devanagari(prose string) string {
	for w := range strings.FieldsSeq(prose) {
		switch strings.Trim(w, ".,!?।") {
		case "आहे", "आहेत", "आणि", "नाही", "होते", "होता", "हे":
			return "mr"
		}
	}
	return "hi"
}

// countAny counts the characters of text that are among some.
func countAny(text, some string) int {
	n := 0
	for _, r := range text {
		if strings.ContainsRune(some, r) {
			n++
		}
	}
	return n
}
