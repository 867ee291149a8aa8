package index

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/corpus/corpustest"
	"verbatim/index/update"
)

const extents = "testdata/extents"

// TestExtents asks made-up documents of five formats, by words alone, and compares what is quoted
// with goldens that people looked at.
func TestExtents(t *testing.T) { checkExtents(t, openExtents(t, Options{}), extents) }

// checkExtents compares what is quoted for the questions with the goldens in a folder.
func checkExtents(t *testing.T, x *Index, folder string) {
	for doc, questions := range extentQuestions(t) {
		var out strings.Builder
		for _, q := range questions {
			a, err := x.Answer(t.Context(), Query{Text: q, Level: Eager, Article: strings.TrimSuffix(doc, filepath.Ext(doc))})
			if err != nil {
				t.Fatal(err)
			}
			checkInvariant(t, x, a)
			out.WriteString(describeExtent(q, a))
		}
		corpustest.Golden(t, filepath.Join(folder, doc+".golden"), out.String())
	}
}

// openExtents opens an index over the documents.
func openExtents(t testing.TB, o Options) *Index {
	t.Helper()
	root, dir := t.TempDir(), t.TempDir()
	for _, name := range []string{"lantern.md", "ferry.mdx", "guild.html"} {
		b, err := os.ReadFile(filepath.Join(extents, name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, root, name, string(b))
	}
	write(t, root, "bakery.docx", string(docxOf(t, bakery)))
	write(t, root, "tower.pdf", string(pdfOf(tower)))
	bases := map[string]string{root: "https://docs.example.org/"}
	if r := reindex(t, dir, update.Options{Roots: []string{root}, Bases: bases}); r.Added != 5 {
		t.Fatalf("%+v", r)
	}
	return openWith(t, dir, o)
}

// extentQuestions returns the questions by document.
func extentQuestions(t testing.TB) map[string][]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(extents, "questions.txt"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	doc, n := "", 0
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.Contains(line, " "):
			out[doc] = append(out[doc], line)
			n++
		default:
			doc = line
		}
	}
	if n < 60 {
		t.Fatalf("%d questions", n)
	}
	return out
}

// describeExtent writes what is quoted for a question for people to review, a field a line. The
// sentence stands in ⟦⟧, the span in ⟪⟫.
func describeExtent(question string, a Answer) string {
	var out strings.Builder
	fmt.Fprintf(&out, "question: %s\n", question)
	for _, q := range a.Quotes {
		text, at := "", q.Start
		for _, m := range []struct {
			at   int
			mark string
		}{{q.SentenceStart, "⟦"}, {q.SpanStart, "⟪"}, {q.SpanEnd, "⟫"}, {q.SentenceEnd, "⟧"}, {q.End, ""}} {
			text += q.Text[at-q.Start:m.at-q.Start] + m.mark
			at = m.at
		}
		fmt.Fprintf(&out, "quote:    %q\n", strings.ReplaceAll(text, "⟪⟫", ""))
		if q.Before.Text != "" {
			fmt.Fprintf(&out, "before:   %q\n", q.Before.Text)
		}
		fmt.Fprintf(&out, "section:  %s\nlink:     %s\n", strings.Join(q.Section, " › "), q.Link())
		if !q.Date.IsZero() {
			fmt.Fprintf(&out, "date:     %s\n", q.Date.Format(time.DateOnly))
		}
	}
	return out.String() + "\n"
}

// bakery and tower are documents of lines: a mark and what stands there, as heading "#", item "-",
// row "|" with cells between bars; without a mark a paragraph.
const bakery = `# Bakery of the island
The bakery opens at five in the morning. On Sundays it stays shut.
# Who may use the oven
Only the baker uses the oven by day. At night it may be used by two masters with a key.
Guests may not enter the bakehouse. They may look through the window.
# Baking rye bread
Rye bread is baked like this:
- Mix the starter with rye flour.
- Let the dough rest for six hours.
- Bake it for one hour in the hot oven.
# Prices
| Bread | Weight | Price |
| Rye loaf | 1 kilo | 4 coins |
| Black bread | 2 kilos | 7 coins |
| Bun | 50 grams | 1 coin |
# Flour and salt
Black bread is made of dark rye flour from the mill at Oster. This flour is ground twice.
The salt is kept in the loft. It must stay dry.
# The starter
The starter holds only three things:
- rye flour
- water from the well
- time
The starter is fed every morning. Otherwise it dies within a week.
# Leftovers
Bread of the day before is sold for half the price. What is left then goes to the goats.
On holidays the bakery bakes cakes instead. These are ordered three days ahead.
# Why is the crust so hard?
The oven is heated with driftwood. Its salt hardens the crust.
`

const tower = `# The bell tower
The bell tower is 62 metres tall. It was built of red brick.
The great bell was cast by Ruth Amsel in 1701. She also cast the bell of the chapel.
The great bell rings at noon. In fog it rings every five minutes.
# Climbing the tower
To climb the tower, do this:
- Buy a ticket at the gate.
- Leave your bags below.
- Climb up on the left side.
There are 311 steps to the top. They are steep and worn.
Tickets are sold at the gate. Children need none.
It costs two coins to climb the tower.
Is the tower open in winter?
Yes. In winter the tower is open from ten to three.
# The fire
In 1788 lightning struck the tower. This set the roof on fire.
The roof was mended with copper. The copper came from the mines of Varn.
Ringers wear caps of felt. These protect their ears.
`

// docxOf writes a document of lines as WordprocessingML.
func docxOf(t testing.TB, lines string) []byte {
	var body strings.Builder
	run := func(s string) string { return "<w:r><w:t>" + s + "</w:t></w:r>" }
	table := false
	for line := range strings.Lines(lines) {
		mark, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if table != (mark == "|") {
			table = !table
			body.WriteString(map[bool]string{true: "<w:tbl>", false: "</w:tbl>"}[table])
		}
		switch mark {
		case "#":
			body.WriteString(`<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>` + run(rest) + "</w:p>")
		case "-":
			body.WriteString("<w:p><w:pPr><w:numPr/></w:pPr>" + run(rest) + "</w:p>")
		case "|":
			body.WriteString("<w:tr>")
			for _, cell := range strings.Split(strings.Trim(rest, "| "), " | ") {
				body.WriteString("<w:tc><w:p>" + run(cell) + "</w:p></w:tc>")
			}
			body.WriteString("</w:tr>")
		default:
			body.WriteString("<w:p>" + run(strings.TrimSpace(line)) + "</w:p>")
		}
	}
	return corpustest.Zipped(t, "word/document.xml",
		`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+body.String()+"</w:body></w:document>")
}

// pdfOf writes a document of lines as one page of PDF, in which headings are large and paragraphs
// apart.
func pdfOf(lines string) []byte {
	var page bytes.Buffer
	y := 800
	for line := range strings.Lines(lines) {
		line = strings.TrimSpace(line)
		size := 10
		if rest, ok := strings.CutPrefix(line, "# "); ok {
			line, size = rest, 16
			y -= 14
		}
		if rest, ok := strings.CutPrefix(line, "- "); ok {
			line = "\x95 " + rest // a bullet
		}
		fmt.Fprintf(&page, "BT /F1 %d Tf 1 0 0 1 60 %d Tm (%s) Tj ET\n", size, y, line)
		y -= size + 12
	}
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", page.Len(), page.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return out.Bytes()
}

// TestContextOfExtent checks that the context of a quote over several passages holds all of it, and
// that a quote whose surroundings have changed is noticed.
func TestContextOfExtent(t *testing.T) {
	x := openExtents(t, Options{})
	ask := func(question string) Quote {
		a, err := x.Answer(t.Context(), Query{Text: question, Level: Eager})
		if err != nil || len(a.Quotes) == 0 {
			t.Fatal(a, err)
		}
		return a.Quotes[0]
	}
	q := ask("How do I install Lantern?")
	text, start, err := x.Context(q)
	if err != nil || !strings.Contains(q.Text, "\n\n") || text[q.Start-start:q.End-start] != q.Text {
		t.Errorf("%q from %d, %v", text, start, err)
	}
	q = ask("Which port does the ledger use?")
	if _, _, err := x.Context(q); err != nil || q.Before.Text == "" {
		t.Errorf("%+v, %v", q, err)
	}
	q.Before.Text = "another header"
	if _, _, err := x.Context(q); err == nil {
		t.Error("a header that stands nowhere was not noticed")
	}
}

// TestSections checks that each of the quotes comes from another section where that is wanted,
// and that no quote says again what an earlier one says.
func TestSections(t *testing.T) {
	x := openExtents(t, Options{})
	for _, sections := range []bool{true, false} {
		a, err := x.Answer(t.Context(), Query{Text: "When does the great bell of the tower ring in fog?", Top: 4, Level: Eager, Sections: sections})
		if err != nil || len(a.Quotes) < 3 {
			t.Fatal(a, err)
		}
		checkInvariant(t, x, a)
		seen := map[string]bool{}
		for _, q := range a.Quotes {
			seen[q.Article.ID+"\n"+strings.Join(q.Section, "\n")] = true
		}
		if (len(seen) == len(a.Quotes)) != sections {
			t.Errorf("%d quotes of %d sections; other sections wanted: %v", len(a.Quotes), len(seen), sections)
		}
		for i, q := range a.Quotes[1:] {
			if first := a.Quotes[0]; strings.Contains(q.Text, first.Text[first.SentenceStart-first.Start:first.SentenceEnd-first.Start]) {
				t.Errorf("quote %d says again what the first does: %q", i+2, q.Text)
			}
		}
	}
}
