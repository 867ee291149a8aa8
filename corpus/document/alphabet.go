package document

import (
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// alphabets are the charsets of one byte whose upper half holds the letters of another alphabet than
// the Latin one. Statistics of pairs of bytes fail on them where a text is short, or most of it is
// English or HTML; which letters are frequent, and where capitals stand, does not.
var alphabets = []*charmap.Charmap{
	charmap.Windows1251, charmap.KOI8R, charmap.KOI8U, charmap.CodePage866, charmap.ISO8859_5, charmap.MacintoshCyrillic, charmap.CodePage855,
	charmap.Windows1253, charmap.ISO8859_7, charmap.Windows1255, charmap.ISO8859_8, charmap.Windows1256, charmap.ISO8859_6, charmap.Windows874,
}

// frequent holds the small letters of each alphabet, the most frequent first.
var frequent = []string{
	"оеаинтсрвлкмдпуіяыьгзбчйјхжшюїцщєэфъёґўљњћђџ",
	"αοιετσνηυρπκμλςωγίόδάέθχήύβφώξζψϊϋΐΰ",
	"יוהלאתרבמשנכעדקפחטזםגצסןךץף",
	"اليمونرتبعدسفهكقحجشطصخذضثغزءةىأإئؤآظ",
	"านรอกเงมยลวดทสตปบคหแจพชขใไโผถฟซธณญภศษฐ่้าิีัึืุู็ะำ์ๆฯ",
}

var weights = weigh()

// weigh gives each letter a weight from 1 for the most frequent of its alphabet to almost -1: what is
// rare speaks against a charset.
func weigh() map[rune]float32 {
	all := map[rune]float32{}
	for _, letters := range frequent {
		runes := []rune(letters)
		for i, r := range runes {
			if _, told := all[r]; !told {
				rank := float32(i) / float32(len(runes))
				all[r] = 1 - 2*rank*rank
			}
		}
	}
	return all
}

// minFit is the least that a charset must fit a text, for each byte of its upper half. Texts fit their
// own by .5 and more, and others by far less than this.
const minFit = 0.3

// byAlphabet returns the charset among [alphabets] that a text fits best, nil where none does.
func byAlphabet(data []byte) *charmap.Charmap {
	var best *charmap.Charmap
	most := float32(minFit)
	words := foreignWords(data)
	for _, c := range alphabets {
		if fit := fit(words, c); fit > most {
			best, most = c, fit
		}
	}
	return best
}

// maxForeign is how many words tell the alphabet of a text.
const maxForeign = 5000

// foreignWords returns the words with a byte of the upper half.
func foreignWords(data []byte) [][]byte {
	var words [][]byte
	start, foreign := 0, false
	for i, c := range data {
		if c >= 0x80 || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			foreign = foreign || c >= 0x80
			continue
		}
		if foreign {
			words = append(words, data[start:i])
		}
		start, foreign = i+1, false
		if len(words) >= maxForeign {
			return words
		}
	}
	if foreign {
		words = append(words, data[start:])
	}
	return words
}

// fit returns how well words fit a charset, for each byte of the upper half: up to 1, and below 0
// where they are no words in it.
func fit(words [][]byte, c *charmap.Charmap) float32 {
	sum, count := float32(0), 0
	for _, word := range words {
		if len(word) < 2 {
			continue // "£8"
		}
		last := rune(0)
		for _, b := range word {
			r := c.DecodeByte(b)
			if b >= 0x80 {
				count++
				sum += weightOf(r)
			}
			if last != 0 && !follows(last, r) {
				sum--
			}
			last = r
		}
	}
	return sum / float32(max(count, 1))
}

// capital is how much less a capital speaks for a charset: most letters of texts are small.
const capital = 0.1

// weightOf returns how much a character of the upper half speaks for its charset.
func weightOf(r rune) float32 {
	if w, small := weights[r]; small {
		return w
	}
	switch {
	case unicode.IsUpper(r):
		return weights[unicode.ToLower(r)] - capital
	case unicode.IsMark(r):
		return 0
	case unicode.IsPunct(r) || r == '\u00a0' || r == '©' || r == '®' || r == '№' || r == '°':
		return 0
	}
	return -1
}

// follows reports whether one character may stand behind another in a word: no capital behind a
// small letter, no letter of another alphabet, and no sign between letters.
func follows(last, r rune) bool {
	switch {
	case unicode.IsPunct(r) || unicode.IsPunct(last) || unicode.IsSpace(r) || unicode.IsSpace(last):
		return true
	case unicode.IsUpper(r) && unicode.IsLower(last):
		return false
	}
	return (r < 0x80) == (last < 0x80)
}
