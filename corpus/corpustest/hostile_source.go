package corpustest

import (
	"fmt"
	"strings"
	"testing"
)

// hostileSources returns files of markup languages that are written by hand.
func hostileSources() []Hostile {
	return []Hostile{
		repeated("marks.rst", "", "*a `b ``c |d [e]_ _f :g:`h ", ""),
		repeated("references.rst", "", "a_ |b|_ ", ""),
		repeated("escaped.rst", "", `\*a `, "b*"),
		repeated("titles.rst", "", "A\n=\n\n", ""),
		repeated("targets.rst", "", ".. _a:\n", "\nA\n=\n"),
		repeated("bullets.rst", "", "- ", "a"),
		repeated("edges.rst", "", "==  ==\n", ""),
		nested("columns.rst", "+", "-+", "\n", "| ", "|\n"),
		counted("grown.rst", ".. |a0| replace:: a\n", ".. |a#| replace:: |a0| |a0|\n", "\n|a0| |a1| |a2|\n"),
		stairs("notes.rst", "   ", ".. note::\n\n"),
		repeated("marks.adoc", "", "*a _b `c #d +e [f]#g {h} i:j[k <<l \"`m (((n ", ""),
		repeated("escaped.adoc", "", `\*a `, "b*"),
		repeated("cells.adoc", "[cols=\"999999999*\"]\n|===\n", "100*|a\n", "|===\n"),
		repeated("conditions.adoc", "", "ifdef::x[]\n", ""),
		repeated("continued.adoc", "", ":a: x \\\n", ""),
		repeated("attributes.adoc", "", ":a: {a}{a}x\n", "\n{a}\n"),
		repeated("styles.adoc", "", "[source]\n", ""),
		repeated("footnotes.adoc", "", "x footnote:[a] ", ""),
		{"fences.adoc", func(_ testing.TB, size int) []byte {
			var b strings.Builder
			for i := 4; b.Len() < size; i++ {
				b.WriteString(strings.Repeat("=", i) + "\n")
			}
			return []byte(b.String())
		}},
		repeated("quotes.org", "", "#+begin_quote\n", ""),
		repeated("items.org", "", "- a\n", ""),
		repeated("marks.org", "", "*a /b =c [[d [fn:e] {{{f ", ""),
		nested("deep.yaml", "openapi: 3.0.0\nx: ", "[", "", "]", ""),
		repeated("aliases.yaml", "openapi: 3.0.0\na: &a [x]\nb:\n", "- *a\n", ""),
		nested("deep.ipynb", `{"cells":`, "[", "", "]", "}"),
		repeated("cells.ipynb", `{"cells":[`, "{\"cell_type\":\"code\",\"source\":\"```\"},", "{}]}"),
	}
}

// stairs makes files of parts that are each indented deeper.
func stairs(name, indent, part string) Hostile {
	return Hostile{name, func(_ testing.TB, size int) []byte {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.Repeat(indent, i) + part)
		}
		return []byte(b.String())
	}}
}

// hostileRecords returns transcripts, messages and office files.
func hostileRecords() []Hostile {
	const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	times := func(part string, size int) string { return strings.Repeat(part, size/len(part)+1) }
	return []Hostile{
		repeated("cues.vtt", "WEBVTT\n\n", "00:00.000 --> 00:01.000\na\n", ""),
		repeated("tags.srt", "00:00:00,000 --> 00:00:01,000\n", "<v <c (", ""),
		repeated("messages.mbox", "", "From a\nSubject: b\n\nc\n\n", ""),
		repeated("quoted.eml", "Subject: a\n\n", "a wrote:\n> b\n", ""),
		repeated("parts.eml", "Content-Type: multipart/mixed; boundary=a\n\n", "--a\n\nb\n", "--a--\n"),
		{"forms.eml", func(_ testing.TB, size int) []byte {
			var b strings.Builder
			for i := 0; b.Len() < size; i++ {
				fmt.Fprintf(&b, "Content-Type: multipart/alternative; boundary=b%d\n\n--b%d\n", i, i)
			}
			return []byte(b.String())
		}},
		zipFile("deep.odt", func(size int) []string { return []string{"content.xml", times("<p>", 20*size)} }),
		zipFile("cells.odt", func(size int) []string {
			return []string{"content.xml", "<table>" + times("<table-row><table-cell><p>a</p></table-cell>", 20*size)}
		}),
		zipFile("same.pptx", func(size int) []string {
			return []string{
				"ppt/presentation.xml", `<p xmlns:r="` + relations + `"><sldIdLst>` + times(`<sldId r:id="a"/>`, size) + `</sldIdLst></p>`,
				"ppt/_rels/presentation.xml.rels", `<r><Relationship Id="a" Type="slide" Target="a.xml"/></r>`,
				"ppt/a.xml", "<sld>" + times("<sp><p><t>A shape.</t></p></sp>", size) + "</sld>",
			}
		}),
		zipFile("same.xlsx", func(size int) []string {
			return []string{
				"xl/workbook.xml", `<w xmlns:r="` + relations + `"><sheets>` + times(`<sheet name="a" r:id="a"/>`, min(size, 20_000)) + `</sheets></w>`,
				"xl/_rels/workbook.xml.rels", `<r><Relationship Id="a" Type="worksheet" Target="a.xml"/></r>`,
				"xl/a.xml", "<s>" + times(`<row><c r="ZZ1"><v>1</v></c><c><v>2</v></c></row>`, size) + "</s>",
			}
		}),
	}
}
