package layout

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
	"verbatim/corpus/language"
)

// plainText returns a file as an article with the blocks of its layout.
func plainText(t testing.TB, file string) corpus.Article {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := document.Decode(src)
	if err != nil {
		t.Fatal(err)
	}
	a := corpus.Article{ID: file, Text: text, Language: language.Detect(text)}
	a.Blocks, _ = Blocks(text)
	return a
}

func TestSplitGolden(t *testing.T) {
	for _, file := range []string{"../articles/ceasefire-talks.txt", "../format/plain/testdata/plain/recipe.txt", "../format/plain/testdata/plain/transcript.txt",
		"../format/plain/testdata/plain/wrapped-72.txt", "../format/plain/testdata/plain/report-sections.txt"} {
		a := plainText(t, file)
		corpustest.CheckPassages(t, &a)
		corpustest.Golden(t, "testdata/passages/"+strings.TrimSuffix(filepath.Base(file), ".txt")+".golden", corpustest.DescribePassages(&a))
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Title\n\nA paragraph. Another.\n\n- item\n- item\n\n\t1. x", "en")
	f.Add("a\tb\tc\nd\te\tf\n\n===\n---\nHead\n====\nText “with. Quotes” here.", "de")
	f.Add(strings.Repeat("x", 2500), "ja")
	f.Fuzz(func(t *testing.T, text, lang string) {
		decoded, err := document.Decode([]byte(text))
		if err != nil {
			return
		}
		a := corpus.Article{ID: "fuzz", Language: lang, Text: decoded}
		a.Blocks, _ = Blocks(decoded)
		for i := range a.Blocks { // other formats mark what layout never does
			if text[0]&1 == 0 {
				a.Blocks[i].Kind = []corpus.BlockKind{corpus.Paragraph, corpus.Code, corpus.Table, corpus.Quotation, corpus.ListItem, corpus.Heading, corpus.Caption}[(i+len(lang))%7]
			}
		}
		corpustest.CheckPassages(t, &a)
	})
}

func BenchmarkLayoutAndSplit(b *testing.B) {
	a := plainText(b, "../articles/ceasefire-talks.txt")
	b.SetBytes(int64(len(a.Text)))
	for b.Loop() {
		a.Blocks, _ = Blocks(a.Text)
		corpus.Split(&a)
	}
}
