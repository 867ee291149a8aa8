package corpus

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDOCXGolden(t *testing.T) { goldenFiles(t, "docx") }

func TestEPUBGolden(t *testing.T) { goldenFiles(t, "epub") }

// Structures that Word writes and the files of testdata do not have.
func TestDOCXParts(t *testing.T) {
	src := docxOf(t, `<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:bookmarkStart w:name="berths"/><w:r><w:t>Berths</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">The pier has </w:t></w:r><w:del><w:r><w:delText>ten</w:delText><w:t>ten</w:t></w:r></w:del><w:ins><w:r><w:t>twelve</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> berths.</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>One is kept free.</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>North</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>inner</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>shown once</w:t></mc:Choice><mc:Fallback><w:t>shown once</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`)
	articles, skips := readBytes(t, "x.docx", src)
	if len(articles) != 1 || len(skips) != 0 {
		t.Fatalf("%d articles, skips %v", len(articles), skips)
	}
	checkBlocks(t, &articles[0])
	golden(t, "testdata/docx/golden/parts.golden", describe(&articles[0]))
}

func TestZipDocumentsHostile(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>`
	for name, file := range map[string]struct {
		name string
		src  []byte
	}{
		"no zip":            {"x.docx", []byte("PK\x03\x04 nothing")},
		"no document":       {"x.docx", zipOf(t, "other.xml", "<a/>")},
		"no container":      {"x.epub", zipOf(t, "mimetype", "application/epub+zip")},
		"entity bomb":       {"x.docx", zipOf(t, "word/document.xml", bomb+`<w:document><w:body><w:p><w:r><w:t>&lol2;</w:t></w:r></w:p></w:body></w:document>`)},
		"unclosed":          {"x.docx", zipOf(t, "word/document.xml", `<w:document><w:body><w:p>`)},
		"deep":              {"x.docx", zipOf(t, "word/document.xml", strings.Repeat("<w:tbl><w:tr><w:tc>", 100_000))},
		"package is itself": {"x.epub", zipOf(t, "META-INF/container.xml", `<container><rootfiles><rootfile full-path="META-INF/container.xml"/></rootfiles></container>`)},
		"zip bomb":          {"x.docx", zipOf(t, "word/document.xml", `<w:document><w:body><w:p><w:r><w:t>`+strings.Repeat("a", maxXMLPart)+`</w:t></w:r></w:p></w:body></w:document>`)},
	} {
		t.Run(name, func(t *testing.T) {
			articles, skips := readBytes(t, file.name, file.src)
			if len(articles) != 0 || len(skips) == 0 {
				t.Errorf("%d articles, skips %v", len(articles), skips)
			}
			t.Log(skips)
		})
	}
}

func FuzzDOCX(f *testing.F) { fuzzFormat(f, "docx", ".docx") }

func FuzzEPUB(f *testing.F) { fuzzFormat(f, "epub", ".epub") }

// readBytes reads src as a file of the given name.
func readBytes(t testing.TB, name string, src []byte) ([]Article, []Skip) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, src, 0o600); err != nil {
		t.Fatal(err)
	}
	articles, skips := readAll(t, file)
	for i := range articles {
		articles[i].Source = strings.Replace(articles[i].Source, file, name, 1)
	}
	for i := range skips {
		skips[i].Input = strings.Replace(skips[i].Input, file, name, 1)
	}
	return articles, skips
}

func docxOf(t *testing.T, body string) []byte {
	return zipOf(t, "word/document.xml", `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>`+body+`</w:body></w:document>`)
}

// zipOf packs names and contents, which take turns.
func zipOf(t testing.TB, members ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i+1 < len(members); i += 2 {
		w, err := z.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, members[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(fmt.Errorf("write zip: %w", err))
	}
	return out.Bytes()
}
