package reader

import (
	"encoding/json"
	"os"
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
