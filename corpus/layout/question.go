package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus/sentence"
)

// question reports a line that asks what the text below it answers, as in lists of frequent
// questions. Questions within quotation marks, and those of a speaker, are part of a story.
func (l *layouter) question(i int) bool {
	text := l.textOf(l.paras[i])
	if asker(text) && i+1 < len(l.paras) && answerer(l.textOf(l.paras[i+1])) {
		return true
	}
	if !asks(text) {
		return false
	}
	if asker(text) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(text)
	if sentence.IsOpener(first) && first != '¿' || strings.Contains(text, ": ") {
		return false
	}
	return l.paras[i].blank || i > 0 && l.paras[i-1].ended
}

// asks reports text that ends with a question mark, or with the one of Greek behind a Greek word.
func asks(text string) bool {
	text = strings.TrimRight(text, "*_ ")
	last, size := utf8.DecodeLastRuneInString(text)
	if last != ';' && last != '\u037e' {
		return strings.ContainsRune("?？؟", last)
	}
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-size])
	return unicode.Is(unicode.Greek, before)
}

// asker reports the marks that lists of questions put before one: “Q: ”, “Q3. ”, “Question: ”.
func asker(text string) bool {
	return marksTurn(text, "q", "question", "frage", "f", "pregunta", "p", "pergunta", "domanda", "d", "в", "вопрос", "п", "питання")
}

// answerer reports the marks before an answer: “A: ”.
func answerer(text string) bool {
	return marksTurn(text, "a", "answer", "antwort", "r", "respuesta", "resposta", "risposta", "réponse", "о", "ответ", "в", "відповідь")
}

// marksTurn reports text that begins with one of some words, perhaps a number, and a colon or,
// behind a single letter, a period.
func marksTurn(text string, words ...string) bool {
	text = strings.TrimLeft(text, "*_ ")
	end := strings.IndexAny(text, ":.")
	if end <= 0 || end > 24 || !sentence.SpaceAt(strings.TrimLeft(text[end+1:], "*_"), 0) {
		return false
	}
	name := strings.ToLower(strings.TrimRight(text[:end], "0123456789*_ "))
	for _, w := range words {
		if name == w && (text[end] == ':' || utf8.RuneCountInString(w) == 1) {
			return true
		}
	}
	return false
}
