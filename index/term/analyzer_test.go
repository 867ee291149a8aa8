package term

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
		for _, x := range NewAnalyzer(c.lang).Terms(c.text) {
			got = append(got, x.Text)
		}
		if !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
			t.Errorf("%s: %q gives %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

func TestLongWordIsClipped(t *testing.T) {
	terms := NewAnalyzer("en").Terms(strings.Repeat("é", 5000) + " x")
	if len(terms) != 2 || len(terms[0].Text) > maxTerm {
		t.Errorf("%d terms, the first of %d bytes", len(terms), len(terms[0].Text))
	}
}

// TestAccentsKeepOffsets checks what bleve's folding character filter gets wrong.
func TestAccentsKeepOffsets(t *testing.T) {
	text := "Em São Paulo"
	NewAnalyzer("en").Each(text, func(x *Term, w Word) {
		if x.Text == "sao" && text[w.Start:w.End] != "São" {
			t.Errorf("the term sao points at %q", text[w.Start:w.End])
		}
	})
}

// FuzzWords checks that words lie inside the text, on character boundaries, and that
// parts come in order.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"Moscow's C++ U.S. cease-fire 1,200", "a-'b' O’’x.y.z", "\xffé-\xfe", "東京 ไทย", "x_-_y &", "A.B.C.D.E-F"} {
		f.Add(s)
	}
	an := NewAnalyzer("en")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		valid := utf8.ValidString(text)
		an.Each(text, func(x *Term, w Word) {
			if w.Start < 0 || w.End <= w.Start || w.End > len(text) || len(x.Text) > 4*maxTerm {
				t.Fatalf("word %d to %d of %d bytes, term %q", w.Start, w.End, len(text), x.Text)
			}
			if !w.Joined {
				if w.Start < last && !w.Script {
					t.Fatalf("word at %d begins before %d", w.Start, last)
				}
				last = w.End
			}
			if valid && !utf8.ValidString(text[w.Start:w.End]) {
				t.Fatalf("word %q is cut inside a character", text[w.Start:w.End])
			}
		})
	})
}
