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
	if !p.spaced() && !s.gluedSentence(p, w) && !beforeIdeograph(p, w) {
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
	case '.', '!', '?', '…', '‼', '⁇', '⁈', '⁉':
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
	kind := s.rules.kindOf(before, next, s.text[s.from:p.start-len(before)])
	switch kind {
	case noAbbreviation:
		return true
	case neverEnds:
		return false
	}
	if first, _ := utf8.DecodeRuneInString(s.text[p.next:]); isDash(first) || first == '_' {
		return false // a time or a place before a dash: “9 a.m. – Breakfast”
	}
	switch kind {
	case endsBeforeWord:
		return next.first != digitWord && !s.rules.dateOrZone(next.text)
	}
	if p.bracketed && s.bracketOpenedInside(p) {
		return false // “the United States (U.S.) President”
	}
	return s.startsSentence(next)
}

// lowerStart decides whether a sentence may begin with a lower-case word: a
// product name such as "iPhone", or text that uses no capitals at all.
func (s *segmenter) lowerStart(p stop, before string, next word) bool {
	if p.quoted || p.bracketed || topLevelDomain(next.text) {
		return false
	}
	if mixedCase(next.text) {
		return true
	}
	if len(before) < 3 || !allLower(before) || strings.Contains(before, ".") {
		return false
	}
	return s.rules.kindOf(before, next, "") == noAbbreviation && allLower(next.text)
}

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
		return p.quoted || s.startsSentence(next) || s.followedByLower(next)
	}
	return true
}

// exclamationBreaks decides about ! and ?, which also stand inside sentences: in names
// (“Yahoo! is”) and before an attribution (“Really?” asked Bob).
func (s *segmenter) exclamationBreaks(p stop, next word) bool {
	if next.first == lowerWord {
		return mixedCase(next.text) && !p.quoted
	}
	if p.close == p.end && exclamatoryName(s.wordBefore(p.start)) {
		return s.startsSentence(next)
	}
	return !p.quoted || !s.attribution(p.next)
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
	return len(before) >= 3 && (p.last != '.' || s.startsSentence(next))
}

// beforeIdeograph reports ! and ? of European form between Chinese or Japanese
// sentences, which have no spaces between them.
func beforeIdeograph(p stop, next word) bool {
	r, _ := utf8.DecodeRuneInString(next.text)
	return p.last != '.' && p.last != '…' && next.start == p.next && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

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
// sentence: "1. Wash the rice."
func (s *segmenter) listMarker(before string, p stop) bool {
	if p.start-len(before) != s.from || p.close > p.end {
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
	if len(w.text) == 1 && strings.HasPrefix(after, ".") {
		return false // an initial
	}
	text := w.text
	if i := strings.IndexAny(text, "'’"); i > 0 {
		text = text[:i]
	}
	return s.rules.starts(text)
}

// followedByLower reports whether the word behind w is in lower case.
func (s *segmenter) followedByLower(w word) bool {
	at := w.start + len(w.text)
	if at >= len(s.text) || s.text[at] != ' ' {
		return false
	}
	return s.wordAt(at+1).first == lowerWord
}
