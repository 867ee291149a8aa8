package reader

import (
	"testing"
	"unicode/utf8"
)

// FuzzRead reads any bytes: no panic, and spans inside their sentence on rune
// boundaries, an invalid byte counting as a rune.
func FuzzRead(f *testing.F) {
	f.Add("Who is the head?", "Port", "He runs the harbour.", "“Naïve” cafe\u0301 東京")
	f.Add("", "", "", "")
	f.Add("\xff\xfe", "a\x80b", "the\xc3 port\xe2\x80", "\u0301\u0301 \u200b\u00ad\ufeff")
	f.Add("가각", "\U0001f468\u200d\U0001f680", "é\u0301\u0302x e\x80\u0301", "\u0344\u0344a\u0344")
	model := tiny(f, bestKernel())
	f.Fuzz(func(t *testing.T, question, title, one, two string) {
		sentences := []string{one, two, one + two}
		got, err := model.Read(t.Context(), question, []Window{{title, sentences}, {Sentences: sentences[1:]}}, Choice{})
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range sentences {
			checkSpan(t, text, got[0].Sentences[i])
		}
		for i, text := range sentences[1:] {
			checkSpan(t, text, got[1].Sentences[i])
		}
		checkTokens(t, model, one)
	})
}

func checkSpan(t *testing.T, text string, r SentenceReading) {
	t.Helper()
	if r.SpanStart > r.SpanEnd || !isBoundary(text, r.SpanStart) || !isBoundary(text, r.SpanEnd) {
		t.Errorf("%q: span %d to %d", text, r.SpanStart, r.SpanEnd)
	}
}

// checkTokens checks that tokens stand in order, within the text, on boundaries.
func checkTokens(t *testing.T, m *Model, text string) {
	t.Helper()
	tokens := (&tokenizer{vocabulary: m.vocabulary}).tokenize(text)
	last := int32(0)
	for _, at := range tokens {
		if at.end <= at.start || at.start < last || !isBoundary(text, int(at.start)) || !isBoundary(text, int(at.end)) {
			t.Errorf("%q: token %v after %d", text, at, last)
		}
		last = at.start
	}
	if n := m.Tokens(text); n != len(tokens) || n > len(text) {
		t.Errorf("%q: Tokens is %d, want %d", text, n, len(tokens))
	}
}

// isBoundary reports whether ranging over the text as runes stops at the offset.
func isBoundary(text string, at int) bool {
	for i := 0; i <= len(text); {
		if i == at {
			return true
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		i += max(n, 1)
	}
	return false
}
