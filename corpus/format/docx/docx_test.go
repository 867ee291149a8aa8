package docx

import (
	"strings"
	"testing"

	"verbatim/corpus/corpustest"
	"verbatim/corpus/document"
)

func TestDOCXGolden(t *testing.T) { corpustest.GoldenFiles(t, "docx", Read) }

// Structures that Word writes and the files of testdata do not have.
func TestDOCXParts(t *testing.T) {
	src := docxOf(t, `<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:bookmarkStart w:name="berths"/><w:r><w:t>Berths</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">The pier has </w:t></w:r><w:del><w:r><w:delText>ten</w:delText><w:t>ten</w:t></w:r></w:del><w:ins><w:r><w:t>twelve</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> berths.</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>One is kept free.</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>North</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>inner</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>shown once</w:t></mc:Choice><mc:Fallback><w:t>shown once</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`)
	articles, skips := corpustest.FromBytes(t, "x.docx", src, Read)
	if len(articles) != 1 || len(skips) != 0 {
		t.Fatalf("%d articles, skips %v", len(articles), skips)
	}
	corpustest.Golden(t, "testdata/docx/golden/parts.golden", corpustest.Describe(&articles[0]))
}

// TestDOCXDates reads when a document was made and when it was last saved.
func TestDOCXDates(t *testing.T) {
	src := corpustest.Zipped(t, "word/document.xml", `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>A pier.</w:t></w:r></w:p></w:body></w:document>`,
		"docProps/core.xml", `<p xmlns:t="t"><t:created>2019-02-03T04:05:06Z</t:created><t:modified>2024-03-05T00:00:00Z</t:modified></p>`)
	articles, _ := corpustest.FromBytes(t, "x.docx", src, Read)
	if len(articles) != 1 || articles[0].Published.Year() != 2019 || articles[0].Revised.Year() != 2024 {
		t.Errorf("%+v", articles)
	}
}

func FuzzDOCX(f *testing.F) { corpustest.Fuzz(f, "docx", ".docx", Read) }

func docxOf(t *testing.T, body string) []byte {
	return corpustest.Zipped(t, "word/document.xml", `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>`+body+`</w:body></w:document>`)
}

func TestDOCXHostile(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>`
	for name, src := range map[string][]byte{
		"no zip":      []byte("PK\x03\x04 nothing"),
		"no document": corpustest.Zipped(t, "other.xml", "<a/>"),
		"entity bomb": corpustest.Zipped(t, "word/document.xml", bomb+`<w:document><w:body><w:p><w:r><w:t>&lol2;</w:t></w:r></w:p></w:body></w:document>`),
		"unclosed":    corpustest.Zipped(t, "word/document.xml", `<w:document><w:body><w:p>`),
		"deep":        corpustest.Zipped(t, "word/document.xml", strings.Repeat("<w:tbl><w:tr><w:tc>", 100_000)),
		"zip bomb":    corpustest.Zipped(t, "word/document.xml", `<w:document><w:body><w:p><w:r><w:t>`+strings.Repeat("a", document.MaxPart)+`</w:t></w:r></w:p></w:body></w:document>`),
	} {
		t.Run(name, func(t *testing.T) {
			articles, skips := corpustest.FromBytes(t, "x.docx", src, Read)
			if len(articles) != 0 || len(skips) == 0 {
				t.Errorf("%d articles, skips %v", len(articles), skips)
			}
			t.Log(skips)
		})
	}
}
