package corpus

import (
	"strings"
	"unicode/utf8"
)

// continuesAfterQuote reports whether the text behind a closing quotation mark or
// bracket goes on with the sentence, although a full stop of its own stands before the
// mark: 「行きます。」と述べた, “我们会去。”他说.
func (s *segmenter) continuesAfterQuote(p stop) bool {
	rest := s.text[p.next:]
	if p.last != '！' && p.last != '？' && p.close == p.end {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune("、，,；：", next) {
		return true
	}
	if !p.quoted && !p.bracketed || p.spaced() {
		return false
	}
	if strings.ContainsRune("とはがもをにのでなか", next) {
		return true
	}
	return chineseAttribution(rest)
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
