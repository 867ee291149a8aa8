package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// breaks decides whether a sentence ends at a stop that has something behind it.
func (s *segmenter) breaks(p stop) bool {
	s.enter(p.start)
	if !s.hasWord(p.start) || s.held(p) {
		return false
	}
	w := s.wordAt(p.next)
	if fullStop(p.last) {
		return !s.continuesFullStop(p)
	}
	if !p.spaced() && !s.gluedSentence(p, w) && !s.beforeIdeograph(p, w) {
		return false
	}
	switch {
	case w.first == noWord:
		return false // more punctuation, or nothing but symbols
	case p.last == '.' && p.end-p.start <= 2 && s.text[p.start] == '.':
		return s.periodBreaks(p, w)
	case p.last == '…' || p.last == '.':
		return s.ellipsisBreaks(p, w)
	}
	return s.exclamationBreaks(p, w)
}

// fullStop reports terminators that cannot be anything else and need no space behind
// them: those of Chinese, Japanese, Hindi and others, not the period and the marks
// of European scripts.
func fullStop(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '‼', '⁇', '⁈', '⁉', ';', ':', '\u037e':
		return false
	}
	return true
}

// periodBreaks decides about a single period by the word before it.
func (s *segmenter) periodBreaks(p stop, next word) bool {
	before := s.wordBefore(p.start)
	if next.first == lowerWord {
		return s.lowerStart(p, before, next)
	}
	if s.listMarker(before, p) {
		return false
	}
	if before == "" && strings.HasSuffix(s.text[s.from:p.start], ". ") {
		return s.ellipsisBreaks(p, next) // “the thing is . . . I did not mean it”
	}
	front := s.text[s.from : p.start-len(before)]
	if strings.HasSuffix(front, "%") || strings.HasSuffix(front, " -") && isLetters(before) {
		return true // what a program fills in, an option
	}
	kind := s.rules.kindOf(before, next, front)
	switch kind {
	case noAbbreviation:
		return true
	case neverEnds:
		return false
	}
	if first, _ := utf8.DecodeRuneInString(s.text[p.next:]); isDash(first) || first == '_' {
		return false // a time or a place before a dash: “9 a.m. – Breakfast”
	}
	if kind == endsBeforeWord {
		return next.first != digitWord && !s.rules.dateOrZone(next.text)
	}
	if p.bracketed && s.bracketOpenedInside(p) {
		return false // “the United States (U.S.) President”
	}
	return s.startsSentence(next) || kind == company && next.first == upperWord && s.followedByLower(next) && !preposition(s.wordAt(next.start+len(next.text)).text)
}

// lowerStart decides whether a sentence may begin with a lower-case word: a
// product name such as "iPhone", or text that uses no capitals. Where sentences begin with
// capitals the word before is rather short for another: "The max. level".
func (s *segmenter) lowerStart(p stop, before string, next word) bool {
	if p.quoted || p.bracketed || topLevelDomain(next.text) {
		return false
	}
	if s.rules.kindOf(before, next, s.text[s.from:p.start-len(before)]) != noAbbreviation {
		return false
	}
	if mixedCase(next.text) {
		return true
	}
	if first := s.text[p.next]; first == '<' || first == '%' {
		return utf8.RuneCountInString(before) >= 3 // “<file> is the name”
	}
	if utf8.RuneCountInString(before) < 3 || !allLower(before) || !allLower(next.text) {
		return false
	}
	return !s.capitalised() || !s.rules.clips(before, next.text)
}

// capitalised reports whether the sentence being read begins with a capital.
func (s *segmenter) capitalised() bool { return s.wordAt(s.from).first == upperWord }

// topLevelDomain reports the ends of host names, which tokenised text sets apart:
// "example. com".
func topLevelDomain(word string) bool {
	switch word {
	case "com", "org", "net", "edu", "gov":
		return true
	}
	return false
}

// ellipsisBreaks decides about three dots. What follows them is often the same
// sentence, so a capital alone is not enough: "I Am... Sasha Fierce".
func (s *segmenter) ellipsisBreaks(p stop, next word) bool {
	switch next.first {
	case lowerWord:
		return false
	case upperWord:
		if len(next.text) > 1 && strings.ToUpper(next.text) == next.text {
			return false // “CREATE ... IF NOT EXISTS”
		}
		if p.bracketed && strings.HasPrefix(s.text[p.next:], "(") || s.rules.always != "" && beforeApostrophe(next.text) == s.rules.always {
			return false // “… stairways [...]” (Smith 55); a capital that says nothing
		}
		return p.quoted || s.startsSentence(next) || s.followedByLower(next)
	}
	return true
}

// exclamationBreaks decides about ! and ?, which also stand inside sentences: in names
// (“Yahoo! is”) and before an attribution (“Really?” asked Bob).
func (s *segmenter) exclamationBreaks(p stop, next word) bool {
	if next.first == lowerWord {
		return !p.quoted && (mixedCase(next.text) || s.sloppyStart(p, next))
	}
	if p.close == p.end && exclamatoryName(s.wordBefore(p.start)) {
		return s.startsSentence(next)
	}
	return !p.quoted || !s.attribution(p.next)
}

// sloppyStart reports a sentence in lower case behind ! or ?: in a text without capitals,
// behind several marks (“Great!!! will come again”), and behind a question that gets its answer
// (“Can I? yes, but”).
func (s *segmenter) sloppyStart(p stop, next word) bool {
	if p.close > p.end {
		return false
	}
	if p.end-p.start > 1 {
		return true
	}
	return s.rules.starts(next.text) && !preposition(next.text) && (p.last == '?' || !s.capitalised())
}

// exclamatoryName reports names that are written with an exclamation mark.
func exclamatoryName(word string) bool {
	switch word {
	case "Yahoo", "Jeopardy", "Wham", "Joomla":
		return true
	}
	return false
}

// gluedSentence reports whether a sentence begins right behind a terminator without a
// space: "the end.The next". File names, hosts and code have the same look, so
// plain words are asked for on both sides.
func (s *segmenter) gluedSentence(p stop, next word) bool {
	if next.first != upperWord || next.start != p.next || p.end-p.start > 1 {
		return p.close > p.end && next.first == upperWord && p.quoted
	}
	if p.close > p.end {
		return true // a footnote mark or closing quote in between
	}
	before := s.wordBefore(p.start)
	if strings.ContainsAny(before, ".@/\\_") || !LowerTail(next.text) || !s.plainToken(p) {
		return false
	}
	return len(before) >= 3 && (p.last != '.' || s.startsSentence(next) || s.title(next))
}

// title reports an abbreviation that stands before names: “Mr.”.
func (s *segmenter) title(w word) bool {
	return strings.HasPrefix(s.text[w.start+len(w.text):], ". ") && s.rules.kindOf(w.text, word{}, "") == neverEnds
}

// beforeIdeograph reports marks of European form between Chinese or Japanese sentences, which
// have no spaces between them. A period stands between two of their characters.
func (s *segmenter) beforeIdeograph(p stop, next word) bool {
	after, _ := utf8.DecodeRuneInString(next.text)
	if p.last == '…' || next.start != p.next || !ideograph(after) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s.text[:p.start])
	return p.last != '.' || p.end-p.start == 1 && ideograph(before)
}

func ideograph(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

// plainToken reports whether the run of characters around a stop is made of two plain
// words and not a path, an address or code.
func (s *segmenter) plainToken(p stop) bool {
	front := s.text[max(s.from, p.start-longWord):p.start]
	front = front[strings.LastIndexFunc(front, unicode.IsSpace)+1:]
	if strings.ContainsAny(front, "/\\@_=<>#:&") {
		return false
	}
	rest := s.text[p.next:min(len(s.text), p.next+longWord)]
	if end := strings.IndexFunc(rest, unicode.IsSpace); end >= 0 {
		rest = rest[:end]
	}
	return !strings.ContainsAny(rest, "/\\@_=<>#(&")
}

// listMarker reports whether the word is a number or letter at the start of the
// sentence, or the first behind a colon: "1. Wash the rice.", "Steps: 1. Wash the rice."
func (s *segmenter) listMarker(before string, p stop) bool {
	lead := s.text[s.from : p.start-len(before)]
	if before == "1" && strings.HasSuffix(lead, ": ") {
		return true
	}
	if len(lead) > 8 || strings.IndexFunc(lead, InWord) >= 0 {
		return false
	}
	if p.close > p.end && s.text[p.end:p.close] != ")" {
		return false
	}
	return len(before) <= 3 && (AllDigits(before) || romanNumeral(before)) || utf8.RuneCountInString(before) == 1
}

// startsSentence reports whether a word is one that sentences begin with and names do
// not: "The", not "Tim".
func (s *segmenter) startsSentence(w word) bool {
	if w.first != upperWord {
		return w.first == otherWord
	}
	after := s.text[w.start+len(w.text):]
	if utf8.RuneCountInString(w.text) == 1 && strings.HasPrefix(after, ".") {
		return false // an initial
	}
	return s.rules.starts(beforeApostrophe(w.text))
}

// beforeApostrophe returns a word without what an apostrophe ties to it: "I" for "I’m".
func beforeApostrophe(word string) string {
	if i := strings.IndexAny(word, "'’"); i > 0 {
		return word[:i]
	}
	return word
}

// followedByLower reports whether the word behind w is in lower case.
func (s *segmenter) followedByLower(w word) bool {
	at := w.start + len(w.text)
	if at >= len(s.text) || s.text[at] != ' ' {
		return false
	}
	return s.wordAt(at+1).first == lowerWord
}
