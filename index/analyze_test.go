package index

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTerms(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"en", "Moscow's negotiating teams", []string{"moscow", "negoti", "team"}},
		{"en", "Moscow’s NEGOTIATING team", []string{"moscow", "negoti", "team"}},
		{"en", "The boys' ball", []string{"boy", "ball"}},
		{"en", "O’Brien and O'Brien", []string{"obrien", "obrien"}},
		{"en", "don't do that", []string{}},
		{"en", "Café São naïve", []string{"cafe", "sao", "naiv"}},
		{"en", "Cafe\u0301", []string{"cafe"}},
		{"en", "the U.S. and US, J.K. Rowling", []string{"us", "us", "jk", "rowl"}},
		{"en", "C++ or C# or F#, not C", []string{"c++", "c#", "f#", "c"}},
		{"en", "1,200.50 and 1990s and 3.5 and 10,20", []string{"1200.50", "1990s", "3.5", "10", "20"}},
		{"en", "cease-fire ceasefire", []string{"ceas", "fire", "ceasefir", "ceasefir"}},
		{"en", "AT&T R&D", []string{"att", "rd"}},
		{"en", "max_open_files", []string{"max", "open", "file", "maxopenfil"}},
		{"en", "Straße Łódź Ørsted", []string{"strass", "lodz", "orst"}},
		{"en", "ＦＵＬＬ ﬁnd", []string{"full", "find"}},
		{"en", "...!?—", []string{}},
		{"de", "Die Häuser der Brücken", []string{"haus", "bruck"}},
		{"ru", "переговоры о мире", []string{"переговор", "мир"}},
		{"zh", "停火谈判", []string{"停火", "火谈", "谈判"}},
		{"ja", "東京タワー", []string{"東京", "京タ", "タワ", "ワー"}},
		{"xx", "words stay the same", []string{"words", "stay", "the", "same"}},
	} {
		var got []string
		for _, x := range newAnalyzer(c.lang).terms(c.text) {
			got = append(got, x.text)
		}
		if !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
			t.Errorf("%s: %q gives %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

func TestLongWordIsClipped(t *testing.T) {
	terms := newAnalyzer("en").terms(strings.Repeat("é", 5000) + " x")
	if len(terms) != 2 || len(terms[0].text) > maxTerm {
		t.Errorf("%d terms, the first of %d bytes", len(terms), len(terms[0].text))
	}
}

// TestAccentsKeepOffsets checks what bleve's folding character filter gets wrong.
func TestAccentsKeepOffsets(t *testing.T) {
	text := "Em São Paulo"
	newAnalyzer("en").each(text, func(x *term, w word) {
		if x.text == "sao" && text[w.start:w.end] != "São" {
			t.Errorf("the term sao points at %q", text[w.start:w.end])
		}
	})
}

// FuzzWords checks that words lie inside the text, on character boundaries, and that
// parts come in order.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"Moscow's C++ U.S. cease-fire 1,200", "a-'b' O’’x.y.z", "\xffé-\xfe", "東京 ไทย", "x_-_y &", "A.B.C.D.E-F"} {
		f.Add(s)
	}
	an := newAnalyzer("en")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		valid := utf8.ValidString(text)
		an.each(text, func(x *term, w word) {
			if w.start < 0 || w.end <= w.start || w.end > len(text) || len(x.text) > 4*maxTerm {
				t.Fatalf("word %d to %d of %d bytes, term %q", w.start, w.end, len(text), x.text)
			}
			if !w.joined {
				if w.start < last && !w.script {
					t.Fatalf("word at %d begins before %d", w.start, last)
				}
				last = w.end
			}
			if valid && !utf8.ValidString(text[w.start:w.end]) {
				t.Fatalf("word %q is cut inside a character", text[w.start:w.end])
			}
		})
	})
}

func TestQuoted(t *testing.T) {
	for question, want := range map[string]int{
		`who said "root causes" first`: 1, `who said “root causes”`: 1, `"one" word`: 0,
		`"never closed phrase`: 0, `„auf dem Land“ und «dans la rue»`: 2, ``: 0, `""`: 0,
	} {
		if got := len(quoted(question)); got != want {
			t.Errorf("%s: %d phrases, want %d", question, got, want)
		}
	}
}
