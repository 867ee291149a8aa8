package odt

import (
	"strings"
	"testing"

	"verbatim/corpus/corpustest"
)

// letter packs a document with some text.
func letter(t testing.TB, body string) []byte {
	return corpustest.Zipped(t,
		"mimetype", "application/vnd.oasis.opendocument.text",
		"meta.xml", `<m xmlns:d="d" xmlns:meta="m"><meta><d:title>The harbour's manual</d:title><meta:creation-date>2019-02-03T04:05:06</meta:creation-date><d:date>2024-03-05T00:00:00</d:date></meta></m>`,
		"styles.xml", `<s><style name="Preformatted_20_Text"/><style name="Quotations" parent-style-name="Standard"/></s>`,
		"content.xml", `<c><automatic-styles><style name="P1" parent-style-name="Quotations"/><style name="P2" parent-style-name="Preformatted_20_Text"/><style name="T1"><text-properties display="none"/></style><style name="T2"><text-properties text-line-through-style="solid"/></style><style name="T3"><text-properties text-line-through-style="none"/></style></automatic-styles><body>`+body+`</body></c>`)
}

func TestODTGolden(t *testing.T) {
	src := letter(t, `<tracked-changes><p>Deleted text.</p></tracked-changes>
<p style-name="Title">The harbour</p><p style-name="Subtitle">for all who moor</p>
<h outline-level="2">Mooring</h>
<p>Ships moor<s c="2"/>at the<span style-name="T1"> (hidden)</span> <span>east</span> quay.<note><note-citation>1</note-citation><note-body><p>Not in May.</p></note-body></note> It is deep.<annotation><p>A comment.</p></annotation></p>
<list><list-item><p>Tie the bow line.</p><list><list-item><p>To the bollard.</p></list-item></list></list-item></list>
<p style-name="P1">Red sky at night.</p><p style-name="P2">moor --stern<line-break/>moor --bow</p><p style-name="P2">cast off</p>
<table><table-row><table-cell><p>Berth</p></table-cell><table-cell><p>Depth</p></table-cell></table-row><table-row><table-cell><p>East</p><p>quay</p></table-cell><table-cell><p>9 m</p></table-cell></table-row></table>
<p><frame><text-box><p style-name="Illustration">The quay in 1962</p></text-box></frame></p>
<table-of-content><p>Contents</p></table-of-content>`)
	articles, skips := corpustest.FromBytes(t, "x.odt", src, Read)
	if len(articles) != 1 || len(skips) > 0 {
		t.Fatalf("%d articles, skips %v", len(articles), skips)
	}
	corpustest.Golden(t, "testdata/golden/letter.golden", corpustest.Describe(&articles[0]))
}

// What is struck out is left out.
func TestODTStruck(t *testing.T) {
	src := letter(t, `<p>The gate is <span style-name="T2">shut</span><span style-name="T3"> open</span> today.</p>`)
	articles, skips := corpustest.FromBytes(t, "x.odt", src, Read)
	if len(articles) != 1 || articles[0].Text != "The gate is open today." {
		t.Errorf("%+v, %v", articles, skips)
	}
}

func TestODTHostile(t *testing.T) {
	for name, src := range map[string][]byte{
		"no zip":     []byte("PK\x03\x04 nothing"),
		"no content": corpustest.Zipped(t, "other.xml", "<a/>"),
		"deep":       letter(t, strings.Repeat("<p>", 100_000)),
		"unclosed":   letter(t, "<p>"),
		"nothing":    letter(t, "<p/>"),
	} {
		if articles, skips := corpustest.FromBytes(t, "x.odt", src, Read); len(articles) != 0 || len(skips) == 0 {
			t.Errorf("%s: %d articles, skips %v", name, len(articles), skips)
		}
	}
}

func FuzzODT(f *testing.F) {
	f.Add(`<h outline-level="2">Mooring</h><p>Ships moor.</p><list><list-item><p>Tie.</p></list-item></list>`)
	f.Fuzz(func(t *testing.T, body string) { corpustest.FromBytes(t, "x.odt", letter(t, body), Read) })
}
