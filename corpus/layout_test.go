package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// plainText returns a file as an article with the blocks of its layout.
func plainText(t testing.TB, file string) Article {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := Decode(src)
	if err != nil {
		t.Fatal(err)
	}
	a := Article{ID: file, Text: text, Language: detectLanguage(text)}
	a.Blocks, _ = Layout(text)
	return a
}

func TestSplitGolden(t *testing.T) {
	for _, file := range []string{"articles/ceasefire-talks.txt", "format/plain/testdata/plain/recipe.txt", "format/plain/testdata/plain/transcript.txt",
		"format/plain/testdata/plain/wrapped-72.txt", "format/plain/testdata/plain/report-sections.txt"} {
		a := plainText(t, file)
		checkPassages(t, &a)
		golden(t, "testdata/passages/"+strings.TrimSuffix(filepath.Base(file), ".txt")+".golden", describePassages(&a))
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Title\n\nA paragraph. Another.\n\n- item\n- item\n\n\t1. x", "en")
	f.Add("a\tb\tc\nd\te\tf\n\n===\n---\nHead\n====\nText “with. Quotes” here.", "de")
	f.Add(strings.Repeat("x", 2500), "ja")
	f.Fuzz(func(t *testing.T, text, lang string) {
		decoded, err := Decode([]byte(text))
		if err != nil {
			return
		}
		a := Article{ID: "fuzz", Language: lang, Text: decoded}
		a.Blocks, _ = Layout(decoded)
		for i := range a.Blocks { // other formats mark what layout never does
			if text[0]&1 == 0 {
				a.Blocks[i].Kind = []BlockKind{Paragraph, Code, Table, Quotation, ListItem, Heading, Caption}[(i+len(lang))%7]
			}
		}
		checkPassages(t, &a)
	})
}

func BenchmarkLayoutAndSplit(b *testing.B) {
	a := plainText(b, "articles/ceasefire-talks.txt")
	b.SetBytes(int64(len(a.Text)))
	for b.Loop() {
		a.Blocks, _ = Layout(a.Text)
		Split(&a)
	}
}
