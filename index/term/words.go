package term

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Word is one word of a text as it is written there, possessive endings and
// inner apostrophes included.
type Word struct {
	Start, End int    // byte offsets in the text, end exclusive
	Text       string // the spelling that is analysed: apostrophes, dots of acronyms and digit groups taken out
	Joined     bool   // several neighbouring words written with hyphens, as one
	Script     bool   // a pair of characters of a script that is written without spaces
}

// EachWord calls yield for every word of the text in order. A hyphenated word gives
// its parts and then the parts joined, so that cease-fire and ceasefire meet. Words
// of scripts without spaces give overlapping pairs of characters, as bleve's cjk
// analyzer does.
func EachWord(text string, yield func(Word)) {
	for i := 0; i < len(text); {
		if end := plainWord(text, i); end > i {
			yield(Word{Start: i, End: end, Text: text[i:end]})
			i = end
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unspaced(r):
			i = eachPair(text, i, yield)
		case wordRune(r):
			i = compound(text, i, yield)
		default:
			i += n
		}
	}
}

// plainWord returns the end of a word of ASCII letters and digits that what follows
// cannot continue, which is most words of an English text, and i when there is none.
func plainWord(text string, i int) int {
	end := i
	for end < len(text) && text[end] < utf8.RuneSelf && wordRune(rune(text[end])) {
		end++
	}
	if end == len(text) || text[end] == ' ' || text[end] == '\n' {
		return end
	}
	switch text[end] {
	case ',', '.', ';', ':', ')', '?', '!':
		if end+1 == len(text) || text[end+1] == ' ' || text[end+1] == '\n' {
			return end
		}
	}
	return i
}

// compound yields the word at i with what hyphens join to it, and returns its end.
func compound(text string, i int, yield func(Word)) int {
	first, end := i, i
	var joined strings.Builder
	parts := 0
	for {
		w := scanWord(text, i)
		yield(w)
		parts++
		end = w.End
		next, ok := afterHyphen(text, end)
		if parts == 1 && !ok {
			return end
		}
		joined.WriteString(w.Text)
		if !ok {
			yield(Word{Start: first, End: end, Text: joined.String(), Joined: true})
			return end
		}
		i = next
	}
}

// afterHyphen returns where the next part of a hyphenated word starts.
func afterHyphen(text string, i int) (int, bool) {
	r, n := utf8.DecodeRuneInString(text[i:])
	if r != '-' && r != '\u2010' && r != '\u2011' && r != '_' {
		return 0, false
	}
	r, _ = utf8.DecodeRuneInString(text[i+n:])
	return i + n, wordRune(r) && !unspaced(r)
}

// scanWord returns the word that starts at i, without regard to hyphens.
func scanWord(text string, i int) Word {
	if w, ok := acronym(text, i); ok {
		return w
	}
	w := Word{Start: i}
	cut := -1 // where the spelling has to leave out something
	var b strings.Builder
	from := i
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if wordRune(r) && !unspaced(r) {
			i += n
			continue
		}
		skip := joint(text, i, r, n)
		if skip == 0 {
			break
		}
		if r == '.' { // a decimal point stays
			i += n
			continue
		}
		b.WriteString(text[from:i])
		cut = i
		i += skip
		from = i
	}
	w.End = i
	if cut < 0 {
		w.Text = text[w.Start:i]
	} else {
		b.WriteString(text[from:i])
		w.Text = b.String()
	}
	w.Text, w.End = possessive(text, w)
	return suffixed(text, w)
}

// joint returns the length of r when it holds two parts of one word together, as in
// O'Brien, AT&T, 1,200 and 3.5, and 0 otherwise.
func joint(text string, i int, r rune, n int) int {
	prev, _ := utf8.DecodeLastRuneInString(text[:i])
	next, _ := utf8.DecodeRuneInString(text[i+n:])
	switch {
	case apostrophe(r) && unicode.IsLetter(next) && unicode.IsLetter(prev):
		return n
	case r == '&' && unicode.IsUpper(prev) && unicode.IsUpper(next):
		return n
	case r == '.' && unicode.IsDigit(prev) && unicode.IsDigit(next):
		return n
	case r == ',' && unicode.IsDigit(prev) && threeDigits(text[i+n:]):
		return n
	}
	return 0
}

func threeDigits(s string) bool {
	for i := range 3 {
		if i >= len(s) || s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 3 || s[3] < '0' || s[3] > '9'
}

// possessive takes the ending 's off the spelling of a word.
func possessive(text string, w Word) (string, int) {
	raw := text[w.Start:w.End]
	if len(raw) < 3 || (raw[len(raw)-1]|0x20) != 's' {
		return w.Text, w.End
	}
	r, _ := utf8.DecodeLastRuneInString(raw[:len(raw)-1])
	if apostrophe(r) && len(w.Text) > 1 {
		return w.Text[:len(w.Text)-1], w.End
	}
	return w.Text, w.End
}

// suffixed adds what belongs to the names of programming languages: C++, C#, F#.
func suffixed(text string, w Word) Word {
	if w.End-w.Start > 2 {
		return w
	}
	for _, suffix := range []string{"++", "#"} {
		if !strings.HasPrefix(text[w.End:], suffix) {
			continue
		}
		r, _ := utf8.DecodeRuneInString(text[w.End+len(suffix):])
		if !wordRune(r) {
			return Word{Start: w.Start, End: w.End + len(suffix), Text: w.Text + suffix}
		}
	}
	return w
}

// acronym recognises single letters with dots between them: U.S., e.g., J.K.
func acronym(text string, i int) (Word, bool) {
	w := Word{Start: i}
	var b strings.Builder
	letters := 0
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) || unspaced(r) {
			break
		}
		next, _ := utf8.DecodeRuneInString(text[i+n:])
		if next != '.' {
			if letters > 0 && !wordRune(next) { // U.S without its last dot
				b.WriteRune(r)
				letters++
				i += n
				w.End = i
			}
			break
		}
		b.WriteRune(r)
		letters++
		i += n + 1
		w.End = i
	}
	if letters < 2 || i < len(text) && startsWord(text[i:]) {
		return Word{}, false
	}
	w.Text = b.String()
	return w, true
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return wordRune(r) && !unspaced(r)
}

// eachPair yields the overlapping pairs of characters of a run of a script without
// spaces, or its only character, and returns where the run ends.
func eachPair(text string, i int, yield func(Word)) int {
	start, prev := i, -1
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unspaced(r) {
			break
		}
		if prev >= 0 {
			yield(Word{Start: prev, End: i + n, Text: text[prev : i+n], Script: true})
		}
		prev = i
		i += n
	}
	if prev == start {
		yield(Word{Start: start, End: i, Text: text[start:i], Script: true})
	}
	return i
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r))
}

func apostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == 'ʼ' || r == '＇' || r == '‘'
}

// unspaced reports whether r belongs to a script that is written without spaces.
func unspaced(r rune) bool {
	const longVowel = 'ー' // of Japanese, in no script of its own
	return r == longVowel || r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
