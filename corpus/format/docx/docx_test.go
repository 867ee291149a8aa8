package docx

import (
	"fmt"
	"strings"
	"testing"

	"verbatim/corpus"
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

// What Word shows of a sentence is what is read of it, no more and no less.
func TestDOCXSentences(t *testing.T) {
	run := func(props, text string) string {
		return `<w:r><w:rPr>` + props + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	p := func(parts ...string) string { return "<w:p>" + strings.Join(parts, "") + "</w:p>" }
	box := func(inner string) string {
		return `<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:inline><w:txbxContent>` + inner + `</w:txbxContent></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>`
	}
	mark := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	code := func(s string) string { return `<w:r><w:instrText>` + s + `</w:instrText></w:r>` }
	opens, six := run("", "It opens "), run("", "at six.")
	for name, c := range map[string]struct{ body, want string }{
		"hidden":          {p(opens, run("<w:vanish/>", "maybe "), six), "It opens at six."},
		"not hidden":      {p(opens, run(`<w:vanish w:val="0"/>`, "daily "), six), "It opens daily at six."},
		"hidden by style": {p(opens, run(`<w:rStyle w:val="Secret"/>`, "maybe "), six), "It opens at six."},
		"struck":          {p(opens, run("<w:strike/>", "at five "), six), "It opens at six."},
		"text box":        {p(opens, box(p(run("", "Beware."))+p(run("", "A dog."))), six) + p(six), "It opens at six.|Beware.|A dog.|at six."},
		"box in a box":    {p(opens, box(p(run("", "One"), box(p(run("", "Two"))))), six), "It opens at six.|Two|One"},
		"old text box":    {p(opens, `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>`+p(run("", "Old."))+`</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`, six), "It opens at six.|Old."},
		"picture":         {p(opens, `<w:r><w:drawing><wp:inline><wp:docPr descr="x"/></wp:inline></w:drawing></w:r>`, six), "It opens _at six."},
		"picture at end":  {p(opens, six, `<w:r><w:drawing><wp:inline/></w:drawing></w:r>`), "It opens at six."},
		"floating":        {p(opens, `<w:r><w:drawing><wp:anchor/></w:drawing></w:r>`, six), "It opens at six."},
		"field":           {p(opens, mark("begin"), code("REF x"), mark("separate"), run("", "at five"), mark("end"), run("", ".")), "It opens at five."},
		"field unmade":    {p(opens, mark("begin"), code("REF x"), mark("separate"), mark("end"), six), "It opens _at six."},
		"index entry":     {p(opens, mark("begin"), code(` XE "gate" `), mark("end"), six), "It opens at six."},
		"prompt":          {p(opens, `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>`+run("", "Click here.")+`</w:sdtContent></w:sdt>`, run("", " daily.")), "It opens _ daily."},
		"control":         {p(opens, `<w:sdt><w:sdtPr/><w:sdtContent>`+six+`</w:sdtContent></w:sdt>`), "It opens at six."},
		"contents":        {`<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + p(run("", "Hours 3")) + `</w:sdtContent></w:sdt>` + p(six), "at six."},
		"open task":       {p(`<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>`, `<w:r><w:t xml:space="preserve"> </w:t></w:r>`, opens, six), "☐ It opens at six."},
		"symbol":          {p(opens, `<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>`, six), "It opens _at six."},
		"formula":         {p(opens, `<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>`, six), "It opens _at six."},
		"drop cap":        {`<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>I</w:t></w:r></w:p>` + p(run("", "t opens.")), "It opens."},
		"joined":          {`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + opens + `</w:p>` + p(six), "It opens at six."},
		"page break":      {p(opens, `<w:r><w:br w:type="page"/></w:r>`, six), "It opens at six."},
		"readings":        {p(opens, `<w:r><w:ruby><w:rt><w:r><w:t>roku</w:t></w:r></w:rt><w:rubyBase>`+six+`</w:rubyBase></w:ruby></w:r>`), "It opens at six."},
		"deleted row":     {`<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + p(opens) + `</w:tc><w:tc>` + p(opens) + `</w:tc></w:tr></w:tbl>` + p(six), "at six."},
		"frame":           {`<w:tbl><w:tr><w:tc>` + p(opens, six) + p(six) + `</w:tc></w:tr></w:tbl>`, "It opens at six.|at six."},
		"power":           {p(run("", "It has 10"), run(`<w:vertAlign w:val="superscript"/>`, "6"), run("", " ships.")), "It has 10⁶ ships."},
		"tab stops":       {`<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>` + opens + six + `</w:p>`, "It opens at six."},
	} {
		src := corpustest.Zipped(t, "word/document.xml", `<w:document xmlns:w="w" xmlns:mc="mc" xmlns:m="m" xmlns:v="v" xmlns:wp="wp"><w:body>`+c.body+`</w:body></w:document>`,
			"word/styles.xml", `<w:styles xmlns:w="w"><w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`)
		articles, skips := corpustest.FromBytes(t, "x.docx", src, Read)
		if len(articles) != 1 || len(skips) != 0 {
			t.Fatalf("%s: %d articles, skips %v", name, len(articles), skips)
		}
		if got := blockTexts(&articles[0]); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// blockTexts returns the texts of blocks, with "_" for holes.
func blockTexts(a *corpus.Article) string {
	var out []string
	for _, b := range a.Blocks {
		out = append(out, strings.ReplaceAll(a.Text[b.Start:b.End], string(corpus.Hole), "_"))
	}
	return strings.Join(out, "|")
}

// Styles are what they are based on, and the parts lie where the package says.
func TestDOCXStyles(t *testing.T) {
	relations := func(kind, target string) string {
		return `<Relationships><Relationship Id="r1" Type="http://x/relationships/` + kind + `" Target="` + target + `"/></Relationships>`
	}
	styles := `<w:styles xmlns:w="w">
<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:basedOn w:val="N"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Chapter"><w:name w:val="Chapter"/><w:basedOn w:val="H"/></w:style>
<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Body"/><w:basedOn w:val="H"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Bullet"><w:name w:val="Bullet"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style></w:styles>`
	body := ""
	for _, id := range []string{"", "Chapter", "Part", "Body", "Bullet", "Loop", "Heading3"} {
		body += `<w:p><w:pPr><w:pStyle w:val="` + id + `"/></w:pPr><w:r><w:t>` + id + ` text</w:t></w:r></w:p>`
	}
	src := corpustest.Zipped(t, "_rels/.rels", relations("officeDocument", "/doc/main.xml"), "doc/_rels/main.xml.rels", relations("styles", "look/s.xml"),
		"doc/look/s.xml", styles, "doc/main.xml", `<w:document xmlns:w="w"><w:body>`+body+`</w:body></w:document>`)
	articles, skips := corpustest.FromBytes(t, "x.docx", src, Read)
	if len(articles) != 1 || len(skips) != 0 {
		t.Fatalf("%d articles, skips %v", len(articles), skips)
	}
	var got []string
	for _, b := range articles[0].Blocks {
		got = append(got, fmt.Sprint(b.Kind, b.Level))
	}
	if want := "0 0|1 2|1 1|0 0|2 0|0 0|1 3"; strings.Join(got, "|") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "|"), want)
	}
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
