package xlsx_test

import (
	"fmt"
	"strings"
	"testing"

	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
)

const relationships = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`

// book packs sheets, given by their names and their rows; a name with a star is hidden.
func book(t testing.TB, sheets ...string) []byte {
	t.Helper()
	var list, relations strings.Builder
	members := []string{
		"xl/sharedStrings.xml", `<sst><si><t>Berth</t></si><si><r><t>East </t></r><r><t>quay</t></r><rPh><t>spoken</t></rPh></si></sst>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy hh:mm"/></numFmts><fonts><font><strike val="0"/></font><font><strike/></font></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="20"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>`,
		"docProps/core.xml", `<p xmlns:t="t"><t:title>Berths</t:title><t:created>2024-03-05T00:00:00Z</t:created></p>`,
	}
	for i := 0; i < len(sheets); i += 2 {
		name, hidden := strings.CutSuffix(sheets[i], "*")
		state := map[bool]string{true: ` state="hidden"`}[hidden]
		fmt.Fprintf(&list, `<sheet name="%s" r:id="r%d"%s/>`, name, i, state)
		fmt.Fprintf(&relations, `<Relationship Id="r%d" Type="%s/worksheet" Target="/xl/worksheets/s%d.xml"/>`, i, relationships, i)
		members = append(members, fmt.Sprintf("xl/worksheets/s%d.xml", i), `<worksheet><sheetData>`+sheets[i+1]+`</sheetData></worksheet>`)
	}
	return corpustest.Zipped(t, append(members,
		"_rels/.rels", `<Relationships><Relationship Id="a" Type="`+relationships+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns:r="`+relationships+`"><sheets>`+list.String()+`</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships>`+relations.String()+
			`<Relationship Id="s" Type="`+relationships+`/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="t" Type="`+relationships+`/styles" Target="styles.xml"/></Relationships>`)...)
}

const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>All berths</t></is></c></row>
<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="inlineStr"><is><t>Since</t></is></c><c r="C3" t="inlineStr"><is><t>Depth</t></is></c><c r="D3" t="inlineStr"><is><t>Taken</t></is></c><c r="E3" t="str"><v>Opens</v></c><c r="F3" t="str"><v>Free</v></c></row>
<row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="1"><v>45356</v></c><c r="C4"><f>SUM(1)</f><v>9.1000000000000005</v></c><c r="D4" s="3"><v>0.25</v></c><c r="E4" s="4"><v>0.375</v></c><c r="F4" t="b"><v>1</v></c></row>
<row r="5"><c r="A5" t="s"><v>77</v></c><c r="B5" s="2"><v>45356.5</v></c><c r="D5" t="e"><v>#REF!</v></c></row>`

func TestXLSXGolden(t *testing.T) {
	for name, src := range map[string][]byte{
		"sheets": book(t, "East", rows, "Hidden*", rows, "Texts", `<row><c t="str"><v>title</v></c><c t="str"><v>text</v></c></row><row><c t="str"><v>Bells</v></c><c t="str"><v>The bell weighs nine pounds. It rings, at "six".</v></c></row>`, "Empty", ""),
		"struck": book(t, "East", `<row><c t="str"><v>Berth</v></c><c t="str"><v>Depth</v></c></row><row><c t="str"><v>East</v></c><c s="5"><v>9</v></c></row><row><c t="str" s="5"><v>West</v></c><c><v>7</v></c></row>`+
			`<row><c t="inlineStr"><is><r><rPr><strike/></rPr><t>Old </t></r><r><t>quay</t></r></is></c><c><v>8</v></c></row>`),
		"empty": book(t, "Empty", ""),
	} {
		articles, skips := corpustest.FromBytes(t, "x.xlsx", src, format.Read)
		out := ""
		for _, a := range articles {
			out += a.ID + "\n" + corpustest.Describe(&a) + "\n==========\n\n"
		}
		corpustest.Golden(t, "testdata/golden/"+name+".golden", out+"skipped: "+corpustest.SkipLines(skips)+"\n")
	}
}

func TestXLSXHostile(t *testing.T) {
	for name, src := range map[string][]byte{
		"no zip":      []byte("PK\x03\x04 nothing"),
		"no workbook": corpustest.Zipped(t, "other.xml", "<a/>"),
		"deep":        book(t, "a", strings.Repeat("<row>", 100_000)),
		"far columns": book(t, "a", `<row><c r="ZZZZZZZZ1"><v>1</v></c></row>`),
	} {
		if articles, skips := corpustest.FromBytes(t, "x.xlsx", src, format.Read); len(articles) != 0 || len(skips) == 0 {
			t.Errorf("%s: %d articles, skips %v", name, len(articles), skips)
		}
	}
}

func FuzzXLSX(f *testing.F) {
	f.Add(rows)
	f.Fuzz(func(t *testing.T, rows string) { corpustest.FromBytes(t, "x.xlsx", book(t, "a", rows), format.Read) })
}
