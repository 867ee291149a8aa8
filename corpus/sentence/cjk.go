package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// continuesFullStop reports whether the sentence goes on behind a full stop of Chinese
// or Japanese: inside a decimal or a title, before another stop, or behind a quotation
// with a particle or a speaker after it: 「行きます。」と述べた, “我们会去。”他说.
func (s *segmenter) continuesFullStop(p stop) bool {
	rest := s.text[p.next:]
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case p.last == '．' && unicode.IsDigit(next):
		return true // ３．５
	case Terminates(next), strings.ContainsRune("、，,；：", next) && p.close > p.end:
		return true
	case p.close == p.end:
		return false
	case strings.HasSuffix(s.text[:p.close], "》"), strings.HasSuffix(s.text[:p.close], "〉"):
		return true // the title of a book
	}
	return !p.spaced() && (particle(next) || !s.introduced(p) && chineseAttribution(rest))
}

// particle reports the kana that tie a Japanese quotation to the words behind it.
func particle(r rune) bool { return strings.ContainsRune("とはがをにの", r) }

// introduced reports whether a colon leads to the quotation that closes at a stop, so
// that no speaker follows it.
func (s *segmenter) introduced(p stop) bool {
	for _, around := range s.open {
		if around.quote && around.close >= p.end && around.close < p.close {
			before, _ := utf8.DecodeLastRuneInString(s.text[:around.open])
			return before == '：' || before == ':'
		}
	}
	return false
}

// chineseAttribution reports whether a short clause with a verb of saying follows.
func chineseAttribution(rest string) bool {
	end := strings.IndexAny(rest, "。！？，：；\n")
	if end < 0 || utf8.RuneCountInString(rest[:end]) > 12 {
		return false
	}
	for _, verb := range []string{"说", "說", "表示", "称", "稱", "问", "問", "答", "指出", "强调", "強調", "写道", "寫道", "道"} {
		if strings.HasSuffix(rest[:end], verb) {
			return true
		}
	}
	return false
}
