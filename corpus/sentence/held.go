package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// enter brings s.open up to date: the pairs that a place is inside of.
func (s *segmenter) enter(at int) {
	for {
		for n := len(s.open); n > 0 && s.open[n-1].close < at; n-- {
			s.open = s.open[:n-1]
		}
		if len(s.pairs.byOpen) == 0 || s.pairs.byOpen[0].open >= at {
			return
		}
		s.open = append(s.open, s.pairs.byOpen[0])
		s.pairs.byOpen = s.pairs.byOpen[1:]
	}
}

// held reports whether quotation marks or brackets around a stop keep the sentence
// together: brackets and quotations in quotations unless they are very long, and a
// quotation that is part of a larger sentence when it is short.
func (s *segmenter) held(p stop) bool {
	quotes := 0
	for _, around := range s.open {
		inside := around.close >= p.close
		switch {
		case !around.quote && inside && s.within(around, heldBracket):
			return true
		case around.quote && inside && quotes > 0 && s.within(around, heldBracket):
			return true
		case around.quote && inside && s.within(around, heldQuotation) && s.embedded(around):
			return true
		}
		if around.quote {
			quotes++
		}
	}
	return false
}

// within reports whether no more than so many characters stand between the marks of a pair.
func (s *segmenter) within(p pair, characters int) bool {
	return atMost(s.text[p.open:p.close], characters)
}

// embedded reports whether a quotation is part of a larger sentence: something leads
// to it, or goes on behind it.
func (s *segmenter) embedded(q pair) bool {
	if q.open < s.from {
		return false // it was split before
	}
	if q.open > s.from && strings.TrimSpace(s.text[s.from:q.open]) != "" {
		return true
	}
	_, size := utf8.DecodeRuneInString(s.text[q.close:])
	after := q.close + size
	if before, _ := utf8.DecodeLastRuneInString(s.text[:q.close]); before == ',' || before == '，' {
		return true
	}
	rest := s.text[after:]
	if strings.HasPrefix(rest, ",") {
		return true
	}
	space := len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if space == 0 {
		next, _ := utf8.DecodeRuneInString(rest)
		return particle(next) || chineseAttribution(rest)
	}
	return s.wordAt(after+space).first == lowerWord || s.attribution(after+space)
}

// bracketOpenedInside reports whether the bracket that closes behind a stop was opened
// in the middle of the sentence.
func (s *segmenter) bracketOpenedInside(p stop) bool {
	for _, around := range s.open {
		if !around.quote && around.close < p.close && around.open > s.from {
			return true
		}
	}
	return false
}

// attribution reports whether a speaker with a verb of saying stands at a place: “Mr.
// Smith asked”. Up to four capitalised words or a pronoun may name the speaker.
func (s *segmenter) attribution(at int) bool {
	for range 5 {
		w := s.wordAt(at)
		if w.start != at || w.text == "" {
			return false
		}
		if s.rules.says(w.text) {
			return true
		}
		if w.first != upperWord {
			return false
		}
		at += len(w.text)
		if strings.HasPrefix(s.text[at:], ".") {
			at++
		}
		rest := s.text[at:]
		trimmed := strings.TrimLeftFunc(rest, unicode.IsSpace)
		if len(trimmed) == len(rest) {
			return false
		}
		at += len(rest) - len(trimmed)
	}
	return false
}
