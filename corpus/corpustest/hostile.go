package corpustest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"testing"
)

// A Hostile is a file made to cost far more than its size, or to lead where it must not.
type Hostile struct {
	Name string // of the file; its extension tells the format
	Make func(t testing.TB, size int) []byte
}

// Hostiles returns files of all formats. Each is made of about as many bytes as it is asked
// for, before it is packed where it is.
func Hostiles() []Hostile {
	var all []Hostile
	for _, group := range [][]Hostile{hostileText(), hostileMarkdown(), hostileHTML(), hostileXML(), hostileRows(), hostilePDF(), hostileZips(), hostileArchives(), hostileSources(), hostileRecords()} {
		all = append(all, group...)
	}
	return all
}

// repeated makes files that repeat a part between two others.
func repeated(name, before, part, after string) Hostile {
	return Hostile{name, func(_ testing.TB, size int) []byte {
		return []byte(before + strings.Repeat(part, max(size/len(part), 1)) + after)
	}}
}

// counted makes files of parts that differ by their number.
func counted(name, before, part, after string) Hostile {
	return Hostile{name, func(_ testing.TB, size int) []byte {
		var b strings.Builder
		b.WriteString(before)
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.ReplaceAll(part, "#", fmt.Sprint(i)))
		}
		return []byte(b.String() + after)
	}}
}

// nested makes files of halves inside each other.
func nested(name, before, open, inside, end, after string) Hostile {
	return Hostile{name, func(_ testing.TB, size int) []byte {
		n := max(size/(len(open)+len(end)), 1)
		return []byte(before + strings.Repeat(open, n) + inside + strings.Repeat(end, n) + after)
	}}
}

func hostileText() []Hostile {
	return []Hostile{
		repeated("one-word.txt", "", "a", ""),
		repeated("one-letter-lines.txt", "", "a\n", ""),
		repeated("one-letter-paragraphs.txt", "", "a\n\n", ""),
		repeated("marks.txt", "a", "\u0301", " is a word."),
		repeated("stops.txt", "", ". ", ""),
		repeated("abbreviations.txt", "", "e.g. Mr. A. b. c. ", ""),
		repeated("quotes.txt", "", "“a ‘b ", ""),
		repeated("brackets.txt", "", "(a [b ", ""),
		repeated("han.txt", "", "語", "。"),
		repeated("captions.txt", "A heading\n\n", "Photo: x\n\n", "Text of it."),
		repeated("underlined.txt", "", "Title\n=====\n\n", ""),
		counted("numbered.txt", "", "#.#.#. x\n", ""),
		{"stairs.txt", func(_ testing.TB, size int) []byte {
			var b strings.Builder
			for i := 0; b.Len() < size; i++ {
				b.WriteString(strings.Repeat(" ", i) + "- x\n")
			}
			return []byte(b.String())
		}},
		repeated("wide.txt", "\xff\xfe", "\x00\xd8", ""), // halves of characters
		repeated("controls.txt", "Text.", "\x1b[", ""),
	}
}

func hostileMarkdown() []Hostile {
	return []Hostile{
		repeated("emphasis.md", "", "*a **a ", ""),
		repeated("underscores.md", "", "a_a__", ""),
		repeated("strikes.md", "", "~a ~~b ", ""),
		repeated("links.md", "", "[a](", ""),
		repeated("images.md", "", "![a][", ""),
		repeated("brackets.md", "", "[", ""),
		nested("links-nested.md", "", "[", "a", "](b)", ""),
		repeated("lists.md", "", "- ", "a"),
		repeated("quotes.md", "", "> ", "a"),
		counted("ticks.md", "", "`#` ``", ""),
		repeated("comments.md", "", "<!-- a ", ""),
		repeated("tags.md", "", "<a b=", ""),
		repeated("autolinks.md", "", "http://a.b/(", ""),
		repeated("entities.md", "", "&amp", ""),
		counted("definitions.md", "", "[#]: /url 'title\n[#]\n", ""),
		counted("footnotes.md", "", "a[^#]\n\n[^#]: b[^#]\n\n", ""),
		repeated("same-headings.md", "", "# a\n", ""),
		{"table.md", func(_ testing.TB, size int) []byte {
			n := size / 6
			return []byte(strings.Repeat("|a", n) + "|\n" + strings.Repeat("|-", n) + "|\n" + strings.Repeat("|\n", n))
		}},
		repeated("shortcodes.md", "{{< a ", "{% b %} ", ""),
		repeated("attributes.md", "# a ", "{#a .b c=", ""),
		repeated("definition-list.md", "", "a\n: b\n", ""),
		nested("flow.md", "---\na: ", "[", "", "]", "\n---\n\nText here.\n"),
		repeated("aliases.md", "---\na: &a [x, x]\nb: &b [*a, *a]\n", "c: [*b, *b, *b]\n", "---\n\nText here.\n"),
		nested("tables.md", "+++\n", "[a.", "b", "]", "\n+++\n\nText here.\n"),
		repeated("admonitions.mdx", "", "!!! a \"b\"\n\n    text\n", ""),
		repeated("fences.md", "", "```\n", ""),
	}
}

func hostileHTML() []Hostile {
	return []Hostile{
		counted("bodies.html", "<body>", "<body a#=1>", "<p>Text."),
		repeated("deep.html", "", "<div>", "Text."),
		repeated("formats.html", "<p>", "<b><i><u>", "<p>Text."),
		counted("fonts.html", "<p>", "<font size=#>", "<p>Text."),
		repeated("adoption.html", "", "<a><p>", "Text."),
		repeated("foster.html", "<table>", "<b>x<tr>", ""),
		counted("attributes.html", "<p", " a#=b", ">Text.</p>"),
		counted("names.html", "", "<p class='a# b# navA'>x</p>", ""),
		repeated("selects.html", "<select>", "<option><select>", ""),
		repeated("templates.html", "", "<template>", "Text."),
		repeated("breaks.html", "<p>", "<br>", "Text."),
		repeated("svg.html", "", "<svg><math><mi>", "Text."),
		repeated("comments.html", "", "<!--", "Text."),
		repeated("pre.html", "<pre>", "\n\t", "</pre>"),
		repeated("linked-data.html", "<script type='application/ld+json'>", "[", "</script><p>Text."),
		repeated("articles.html", "", "<article><header><h1>a</h1><aside>", "Text here."),
		repeated("rows.html", "<table>", "<tr><td>x", "</table>"),
		nested("rows-nested.html", "", "<table><tr><td>", "x", "</table>", ""),
		repeated("notes.html", "<p>", "<sup><a href='#a'>1</a>", "Text."),
		repeated("charset.html", "<meta charset=iso-2022-jp><p>", "\x1b$B0!", "\x1b(B"),
	}
}

func hostileXML() []Hostile {
	const wiki, page = "<mediawiki><page><title>T</title><ns>0</ns><revision><text>Text here. ", "</text></revision></page></mediawiki>"
	return []Hostile{
		repeated("deep.rss", "<rss><channel>", "<item>", ""),
		counted("items.rss", "<rss version='2.0'><channel>", "<item><guid>#</guid><title>T</title><description>A text.</description></item>", "</channel></rss>"),
		repeated("markup.atom", "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>T</title><content type='html'>", "&lt;b&gt;&lt;i&gt;", "</content></entry></feed>"),
		counted("attributes.rss", "<rss", " a#='b'", "><channel></channel></rss>"),
		counted("spaces.rss", "<rss", " xmlns:a#='b'", "><channel><item><title>T</title></item></channel></rss>"),
		repeated("entities.xml", "<!DOCTYPE m [<!ENTITY a 'aaaaaaaa'>]><mediawiki><page><title>T</title><ns>0</ns><revision><text>", "&a;", page),
		repeated("templates.xml", wiki, "{{a|", page),
		repeated("unknown.xml", wiki, "{{unknown}} ", page),
		nested("languages.xml", wiki, "{{lang|en|", "x", "}}", page),
		repeated("links.xml", wiki, "[[a|b ", page),
		nested("links-nested.xml", wiki, "[[a|", "x", "]]", page),
		repeated("tables.xml", wiki, "{|\n|a\n", page),
		repeated("refs.xml", wiki, "&lt;ref&gt;&lt;ref/&gt;", page),
		repeated("galleries.xml", wiki, "&lt;gallery&gt;&lt;score/&gt;", page),
		repeated("apostrophes.xml", wiki, "'''a''", page),
		repeated("headings.xml", wiki, "\n== a ==\n", page),
		repeated("lists.xml", wiki, "\n*", page),
		repeated("outer-links.xml", wiki, "[http://a.b ", page),
		repeated("tags.xml", wiki, "&lt;a b", page),
		repeated("parentheses.xml", wiki, "(;,", page),
	}
}

func hostileRows() []Hostile {
	const export = `{"guild":{"id":"1"},"channel":{"id":"2","name":"c"},"messages":[`
	return []Hostile{
		repeated("columns.csv", "", "a,", "\n1,2\n"),
		repeated("rows.csv", "a,b\n", "x\n", ""),
		repeated("quotes.csv", "a,b\n", "\"\"", ""),
		repeated("unclosed.csv", "a,b\nc,\"", "d,e\n", ""),
		{"square.csv", func(_ testing.TB, size int) []byte {
			n := size / 12
			return []byte(strings.Repeat("name,", n) + "\n" + strings.Repeat(strings.Repeat("1,", 999)+"\n", n/500+1))
		}},
		counted("lines.jsonl", "", `{"id":"#","text":"A."}`+"\n", ""),
		nested("deep.jsonl", `{"id":"1","text":"A.","x":`, "[", "", "]", "}\n"),
		repeated("bad.jsonl", "", "{\n", ""),
		repeated("escapes.jsonl", `{"id":"1","text":"A. `, `\u0000\ud800`, `"}`+"\n"),
		repeated("deep.json", `{"guild":{},"channel":`, "[", ""),
		counted("messages.json", export, `{"id":"#","timestamp":"2024-01-01T00:00:00Z","content":"a"},`, `{}]}`),
		repeated("emphasis.json", export+`{"id":"1","timestamp":"2024-01-01T00:00:00Z","content":"`, `*a **b [c](`, `"}]}`),
		repeated("items.json", `{"version":"https://jsonfeed.org/version/1","title":"T","items":[`, `{"id":"1","content_html":"<b><i>"},`, `{}]}`),
	}
}

// pdfOf writes a PDF of objects, which are numbered from 1; the first is the catalogue.
func pdfOf(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// stream writes a stream object with more in its dictionary.
func stream(dict, content string) string {
	return fmt.Sprintf("<</Length %d%s>>\nstream\n%s\nendstream", len(content), dict, content)
}

// deflated returns content as the filter FlateDecode reads it.
func deflated(content io.Reader) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = io.Copy(z, content) // into memory
	_ = z.Close()
	return b.String()
}

// onePage returns the objects of a PDF with one page, and more behind them: the page's
// content is number 4, its font 5.
func onePage(content string, more ...string) []string {
	return append([]string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>", content,
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	}, more...)
}

func pdfFile(name string, objects func(size int) []string) Hostile {
	return Hostile{name, func(_ testing.TB, size int) []byte { return pdfOf(objects(size)...) }}
}

func hostilePDF() []Hostile {
	draw := func(name, op string) Hostile {
		return pdfFile(name, func(size int) []string {
			return onePage(stream("", "BT /F 12 Tf "+strings.Repeat(op, size/len(op)+1)+" ET"))
		})
	}
	const form = "/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>"
	return []Hostile{
		pdfFile("kids.pdf", func(int) []string {
			return []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"}
		}),
		pdfFile("parent.pdf", func(int) []string {
			return []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 3 0 R/Contents 4 0 R>>", stream("", "BT (a) Tj ET")}
		}),
		pdfFile("columns.pdf", func(int) []string {
			return onePage(stream("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7 0 R>>", deflated(strings.NewReader("x"))), "<<>>", "60000000000")
		}),
		pdfFile("bomb.pdf", func(size int) []string {
			return onePage(stream("/Filter/FlateDecode", deflated(io.LimitReader(Endless(' '), int64(size)*1000))))
		}),
		pdfFile("filters.pdf", func(size int) []string {
			n := size / 14
			return onePage(stream("/Filter["+strings.Repeat("/ASCII85Decode", n)+"]", "x~>"))
		}),
		pdfFile("contents.pdf", func(size int) []string {
			objects := onePage(stream("", strings.Repeat("0 0 m ", size/12)))
			objects[2] = "<</Type/Page/Parent 2 0 R/Contents[" + strings.Repeat("4 0 R ", size/12) + "]>>"
			return objects
		}),
		pdfFile("pages.pdf", func(size int) []string {
			objects := onePage(stream("", "BT /F 12 Tf (a) Tj ET "+strings.Repeat("0 0 m ", size/12)))
			objects[1] = "<</Type/Pages/Kids[" + strings.Repeat("3 0 R ", size/12) + "]>>"
			return objects
		}),
		pdfFile("forms.pdf", func(size int) []string {
			return onePage(stream("", strings.Repeat("/X Do ", size/12)), stream(form, strings.Repeat("/X Do ", size/12)))
		}),
		draw("shown.pdf", "(a) Tj "), draw("fonts.pdf", "/F 12 Tf "), draw("saved.pdf", "q "), draw("rows.pdf", "(a) Tj 9 0 Td "),
		draw("far.pdf", "1 0 0 1 9999999999999999 9 Tm (a) Tj 1 0 0 1 0 0 Tm (b) Tj "), draw("strings.pdf", "((("), draw("arrays.pdf", "["), draw("dictionaries.pdf", "<</A"),
		pdfFile("ranges.pdf", func(size int) []string {
			objects := onePage(stream("", "BT /F 12 Tf <0001> Tj ET"), "<<>>", stream("", strings.Repeat("1 beginbfrange <0000> <FFFF> <0041> endbfrange\n", size/46)))
			objects[4] = "<</Type/Font/Subtype/Type0/BaseFont/A/ToUnicode 7 0 R/DescendantFonts[<</W[" + strings.Repeat("0 65535 5 ", size/20) + "]>>]>>"
			return objects
		}),
		pdfFile("widths.pdf", func(int) []string {
			objects := onePage(stream("", "BT /F 12 Tf <0001> Tj ET"))
			objects[4] = "<</Type/Font/Subtype/Type0/BaseFont/A/DescendantFonts[<</W[-9000000000000000000 65535 5]>>]>>"
			return objects
		}),
		{"previous.pdf", func(testing.TB, int) []byte {
			return []byte("%PDF-1.7\n" + strings.Repeat(" ", 100) + "\nxref\n0 0\ntrailer\n<</Size 1/Root 1 0 R/Prev 110>>\nstartxref\n110\n%%EOF\n")
		}},
		{"extends.pdf", func(testing.TB, int) []byte {
			return pdfOf(onePage(stream("/Type/ObjStm/N 1000000000/First 10/Extends 4 0 R", "4 0 5 0 "))...)
		}},
	}
}
