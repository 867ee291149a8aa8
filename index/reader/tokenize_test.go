package reader

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// throughMarks returns the end of the combining marks that stand at end. Hugging
// Face's tokens end before an accent that follows its letter, ours after it, so that
// a span never parts them.
func throughMarks(text string, end int) int {
	for {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !unicode.Is(unicode.Mn, r) {
			return end
		}
		end += n
	}
}

// TestTokensGolden compares ids and bytes with those of Hugging Face's tokenizer
// (testdata/tokens.py). It needs the vocabulary, so the weights.
func TestTokensGolden(t *testing.T) {
	raw, err := os.ReadFile("testdata/tokens.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Text  string
		IDs   []int32 `json:"ids"`
		Bytes [][2]int32
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	m := trained(t, portableKernel())
	for _, c := range cases {
		got := (&tokenizer{vocabulary: m.vocabulary}).tokenize(c.Text)
		if len(got) != len(c.IDs) {
			t.Errorf("%q: %d tokens %v, want %d", c.Text, len(got), got, len(c.IDs))
			continue
		}
		for i, g := range got {
			want := token{c.IDs[i], c.Bytes[i][0], int32(throughMarks(c.Text, int(c.Bytes[i][1])))}
			if g != want {
				t.Errorf("%q token %d: %v %q, want %v", c.Text, i, g, c.Text[g.start:g.end], want)
			}
		}
	}
}

// TestTokenize checks pieces and their bytes with the tiny vocabulary.
func TestTokenize(t *testing.T) {
	v, err := newVocabulary(strings.Join(tinyWords, "\n"), len(tinyWords), 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		want       []string // piece=text
	}{
		{"nothing", "", nil},
		{"blanks", " \t\r\n\u00a0\u2003\u3000", nil},
		{"case", "The PORT", []string{"the=The", "port=PORT"}},
		{"pieces", "ports delegations", []string{"port=port", "##s=s", "deleg=deleg", "##ation=ation", "##s=s"}},
		{"unknown as a whole", "portq the", []string{"[UNK]=portq", "the=the"}},
		{"punctuation", "who?! (a-b)", []string{"who=who", "?=?", "!=!", "(=(", "a=a", "-=-", "b=b", ")=)"}},
		{"curly quotes", "“the” ‘a", []string{"“=“", "the=the", "”=”", "[UNK]=‘", "a=a"}},
		{"composed accents", "Naïve CAFÉ", []string{"naive=Naïve", "cafe=CAFÉ"}},
		{"combining accents", "cafe\u0301 nai\u0308ve", []string{"cafe=cafe\u0301", "naive=nai\u0308ve"}},
		{"accent after a full stop", "a.\u0301\u0302 a", []string{"a=a", ".=.\u0301\u0302", "a=a"}},
		{"accent alone", "\u0301 a", []string{"a=a"}},
		{"ideographs", "a東京x", []string{"a=a", "東=東", "京=京", "x=x"}},
		{"emoji", "the😀 x", []string{"[UNK]=the😀", "x=x"}},
		{"joined emoji", "👩\u200d🚀", []string{"[UNK]=👩\u200d🚀"}},
		{"removed inside", "po\u00adrt th\u200be", []string{"port=po\u00adrt", "the=th\u200be"}},
		{"removed at the end", "port\u200b the\x00", []string{"port=port", "the=the"}},
		{"controls", "\x01po\x7frt\x1b", []string{"port=po\x7frt"}},
		{"invalid UTF-8", "\xffpo\x80rt\xe2\x80 a", []string{"port=po\x80rt", "a=a"}},
		{"replacement character", "po\ufffdrt", []string{"port=po\ufffdrt"}},
		{"100 runes", strings.Repeat("x", 100), append([]string{"x=x"}, slices.Repeat([]string{"##x=x"}, 99)...)},
		{"101 runes", strings.Repeat("x", 101), []string{"[UNK]=" + strings.Repeat("x", 101)}},
		{"100 accented runes", strings.Repeat("é", 100), append([]string{"e=é"}, slices.Repeat([]string{"##e=é"}, 99)...)},
		{"special tokens as text", "[CLS]", []string{"[UNK]=[", "[UNK]=CLS", "[UNK]=]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, at := range (&tokenizer{vocabulary: v}).tokenize(c.text) {
				got = append(got, tinyWords[at.id]+"="+c.text[at.start:at.end])
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q: %q, want %q", c.text, got, c.want)
			}
		})
	}
}
