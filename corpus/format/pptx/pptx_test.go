package pptx

import (
	"fmt"
	"strings"
	"testing"

	"verbatim/corpus/corpustest"
)

const relationships = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`

// deck packs slides, each with the notes that go with it.
func deck(t testing.TB, slides ...string) []byte {
	t.Helper()
	var ids, relations strings.Builder
	members := []string{"docProps/core.xml", `<p xmlns:t="t"><t:title>PowerPoint Presentation</t:title><t:created>2024-03-05T00:00:00Z</t:created></p>`}
	for i := 0; i < len(slides); i += 2 {
		n := i/2 + 1
		fmt.Fprintf(&ids, `<p:sldId r:id="r%d"/>`, n)
		fmt.Fprintf(&relations, `<Relationship Id="r%d" Type="%s/slide" Target="slides/slide%d.xml"/>`, n, relationships, n)
		members = append(members, fmt.Sprintf("ppt/slides/slide%d.xml", n), slides[i])
		if slides[i+1] != "" {
			members = append(members, fmt.Sprintf("ppt/slides/_rels/slide%d.xml.rels", n),
				fmt.Sprintf(`<Relationships><Relationship Id="n" Type="%s/notesSlide" Target="../notesSlides/n%d.xml"/></Relationships>`, relationships, n),
				fmt.Sprintf("ppt/notesSlides/n%d.xml", n), slides[i+1])
		}
	}
	return corpustest.Zipped(t, append(members,
		"ppt/presentation.xml", `<p:presentation xmlns:p="p" xmlns:r="`+relationships+`"><p:sldIdLst>`+ids.String()+`</p:sldIdLst></p:presentation>`,
		"ppt/_rels/presentation.xml.rels", `<Relationships>`+relations.String()+`</Relationships>`)...)
}

// box is a shape with paragraphs.
func box(placeholder string, paragraphs ...string) string {
	out := `<p:sp><p:nvSpPr><p:nvPr>` + placeholder + `</p:nvPr></p:nvSpPr><p:txBody>`
	for _, p := range paragraphs {
		out += `<a:p>` + p + `</a:p>`
	}
	return out + `</p:txBody></p:sp>`
}

func run(text string) string { return `<a:r><a:rPr lang="en"/><a:t>` + text + `</a:t></a:r>` }

// What is struck out is left out.
func TestPPTXStruck(t *testing.T) {
	struck := `<a:r><a:rPr strike="sngStrike"/><a:t>shut </a:t></a:r><a:r><a:rPr strike="noStrike"/><a:t>open </a:t></a:r>`
	articles, skips := corpustest.FromBytes(t, "x.pptx", deck(t, `<p:sld xmlns:p="p" xmlns:a="a">`+box("", run("The gate is ")+struck+`<a:r><a:t>today.</a:t></a:r>`)+`</p:sld>`, ""), Read)
	if len(articles) != 1 || !strings.HasSuffix(articles[0].Text, "The gate is open today.") {
		t.Errorf("%+v, %v", articles, skips)
	}
}

func TestPPTXGolden(t *testing.T) {
	src := deck(t,
		`<p:sld xmlns:p="p" xmlns:a="a">`+box(`<p:ph type="subTitle"/>`, run("For all who moor."))+box(`<p:ph type="ctrTitle"/>`, run("The harbour"))+`</p:sld>`, "",
		`<p:sld xmlns:p="p" xmlns:a="a">`+box(`<p:ph type="title"/>`, run("Moor")+run("ing"))+
			box(`<p:ph idx="1"/>`, run("Tie the bow line."), `<a:pPr><a:buNone/></a:pPr>`+run("No bullet here."))+
			box("", run("A box")+`<a:br/>`+run("of two lines."), `<a:pPr><a:buChar char="-"/></a:pPr>`+run("An item."))+
			box(`<p:ph type="sldNum"/>`, `<a:fld type="slidenum"><a:t>2</a:t></a:fld>`)+
			`<p:graphicFrame><a:tbl><a:tr><a:tc><a:p>`+run("Berth")+`</a:p></a:tc><a:tc><a:p>`+run("Depth")+`</a:p></a:tc></a:tr><a:tr><a:tc><a:p>`+run("East")+`</a:p></a:tc><a:tc><a:p>`+run("9 m")+`</a:p></a:tc></a:tr></a:tbl></p:graphicFrame></p:sld>`,
		`<p:notes xmlns:p="p" xmlns:a="a">`+box(`<p:ph type="sldImg"/>`)+box(`<p:ph type="body"/>`, run("Say that the quay is slippery."))+box(`<p:ph type="sldNum"/>`, run("2"))+`</p:notes>`,
		`<p:sld xmlns:p="p" xmlns:a="a" show="0">`+box("", run("Hidden."))+`</p:sld>`, "",
		`<p:sld xmlns:p="p" xmlns:a="a">`+box("", run("A slide without a title."))+`</p:sld>`, "",
		`<p:sld`, "",
	)
	articles, skips := corpustest.FromBytes(t, "x.pptx", src, Read)
	if len(articles) != 1 {
		t.Fatalf("%d articles, skips %v", len(articles), skips)
	}
	corpustest.Golden(t, "testdata/golden/deck.golden", corpustest.Describe(&articles[0])+"\nskipped: "+corpustest.SkipLines(skips)+"\n")
}

func TestPPTXHostile(t *testing.T) {
	for name, src := range map[string][]byte{
		"no zip":          []byte("PK\x03\x04 nothing"),
		"no presentation": corpustest.Zipped(t, "other.xml", "<a/>"),
		"no slides":       deck(t),
		"deep":            deck(t, strings.Repeat("<p:sp>", 100_000), ""),
	} {
		if articles, skips := corpustest.FromBytes(t, "x.pptx", src, Read); len(articles) != 0 || len(skips) == 0 {
			t.Errorf("%s: %d articles, skips %v", name, len(articles), skips)
		}
	}
}

func FuzzPPTX(f *testing.F) {
	f.Add(`<p:sld xmlns:p="p" xmlns:a="a">` + box(`<p:ph type="title"/>`, run("Mooring")) + box("", run("Tie the bow line.")) + `</p:sld>`)
	f.Fuzz(func(t *testing.T, slide string) { corpustest.FromBytes(t, "x.pptx", deck(t, slide, slide), Read) })
}
