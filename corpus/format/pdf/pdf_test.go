package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/pdfium/pdfiumtest"
)

// testFiles are the files of testdata/pdf that the writer makes; -update writes them.
var testFiles = map[string]func() []byte{
	"two-columns.pdf": twoColumns, "report.pdf": report, "scan.pdf": scan, "partly-scanned.pdf": partlyScanned, "german.pdf": germanPDF,
}

func twoColumns() []byte {
	w := &writer{info: "/Title (Tides in shallow bays) /CreationDate (D:20220315101500Z)", lang: "en-GB"}
	texts := []string{
		"Shallow bays an|swer the tide late. In the bay of Elsing high water comes ninety-four minutes after that of the open coast, and the dif|fer|ence grows with every me|tre of sand that settles in the chan|nel.",
		"We meas|ured the height of the water at twelve sta|tions for three years. Each sta|tion re|corded a value every six min|utes, which gave more than three mil|lion read|ings in all.",
		"The delay does not de|pend on the wind. It de|pends on the depth of the chan|nel, as a sim|ple model with one free para|meter shows.",
		"Our sec|ond find|ing con|cerns the spring tides. They rise four centi|metres higher than the tables of 1958 pre|dict, and the well-known table of Bredow is wrong by twice that amount.",
		"A larger ship|ping lane would change both num|bers. The har|bour of|fice plans to dig it in 2026, and our sta|tions will re|main in place until then.",
	}
	for n := range 3 {
		p := w.page()
		p.text("F1", 8, 60, 810, "Journal of Coastal Notes 14 (2022)")
		p.text("F1", 8, 290, 30, fmt.Sprint(41+n))
		y := 780.0
		if n == 0 {
			p.text("F2", 18, 130, 770, "Tides in shallow bays")
			p.text("F1", 10, 230, 748, "Johanna Bredow, Elsing")
			y = 715
		}
		for col := range 2 {
			at := y
			for i := range 5 {
				if n == 0 && col == 0 && i == 0 {
					p.text("F2", 12, 60, at, "1 Introduction")
					at -= 18
				}
				at = p.paragraph(10, 60+245*float64(col), at, 230, 12, strings.Replace(texts[(n+col+i)%5], "twelve", fmt.Sprint("the ", 12+n*10+col*5+i), 1))
			}
		}
	}
	return w.bytes()
}

func report() []byte {
	w := &writer{info: "/Title (Microsoft Word - report_final2.docx) /CreationDate (D:20240601) /ModDate (D:20250702T)", lang: "en"}
	for n := 1; n <= 4; n++ {
		p := w.page()
		p.text("F1", 9, 60, 815, "Harbour of Elsing - annual report")
		p.text("F1", 9, 270, 25, fmt.Sprintf("Page %d of 4", n))
		y := 780.0
		if n == 1 {
			p.text("F2", 20, 60, 770, "Annual report of the harbour")
			y = 735
		}
		p.text("F2", 13, 60, y, fmt.Sprintf("%d. Quarter %d", n, n))
		y = p.paragraph(11, 60, y-22, 470, 0, fmt.Sprintf("In quarter %d the harbour counted %d ships. The largest was a barge of %d tonnes that carried gravel for the new road to the north of the town.", n, 120+n, 900+n))
		y = p.paragraph(11, 60, y-8, 470, 0, "Three things remain to be done:")
		for _, item := range []string{"paint the crane before the winter,", "replace the lamp on the eastern pier, which has been dark since May,"} {
			p.text("F1", 11, 70, y, "•")
			y = p.paragraph(11, 84, y, 440, 0, item)
		}
		p.text("F1", 11, 60, y-10, "Berth")
		p.text("F1", 11, 200, y-10, "Ships")
		p.text("F1", 11, 60, y-24, "North")
		p.text("F1", 11, 200, y-24, fmt.Sprint(70+n))
		p.paragraph(11, 60, 90, 470, 0, fmt.Sprintf("The costs of quarter %d were higher than planned because the", n))
		p.text("F1", 8, 60, 50, fmt.Sprintf("%d All numbers are those of the harbour office of %d May.", n, n))
		w.pages[n-1] = p
	}
	last := w.page()
	last.paragraph(11, 60, 780, 470, 0, "price of paint doubled within a year.")
	return w.bytes()
}

func scan() []byte {
	w := &writer{info: "/Title (Scan)"}
	for range 2 {
		w.page().image = true
	}
	return w.bytes()
}

func partlyScanned() []byte {
	w := &writer{info: "/Title (Minutes of the council)", lang: "en"}
	w.page().paragraph(11, 60, 780, 470, 0, "The council met on the ninth of May. It voted for the ferry with twenty-two votes to five.")
	w.page().image = true
	return w.bytes()
}

func germanPDF() []byte {
	w := &writer{info: "/Title (\\(anonymous\\)) /CreationDate (nonsense)", lang: "de-DE"}
	p := w.page()
	p.text("F2", 16, 60, 780, "Die Mauer unter dem Markt")
	p.paragraph(11, 60, 750, 200, 0, "Die Mau|er ist 38 Me|ter lang. Sie wur|de im 13. Jahr|hun|dert aus Feld|stei|nen ge|baut und trägt heu|te noch das Rat|haus. Im Ost- und Nord|tor fand man Mün|zen.")
	return w.bytes()
}

func TestPDFGolden(t *testing.T) {
	if corpustest.Updating() {
		for name, write := range testFiles {
			if err := os.WriteFile(filepath.Join("testdata/pdf", name), write(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	corpustest.GoldenFiles(t, "pdf", pdfiumtest.Reader(t, Read))
}

// Every sentence must stand on the page its anchor names.
func TestPDFAnchors(t *testing.T) {
	articles, _ := corpustest.FromFile(t, "testdata/pdf/report.pdf", pdfiumtest.Reader(t, Read))
	for _, p := range corpus.Split(&articles[0]) {
		text := articles[0].Text[p.Start:p.End]
		for n := 1; n <= 4; n++ {
			if strings.Contains(text, fmt.Sprintf("In quarter %d the", n)) && p.Anchor != fmt.Sprintf("#page=%d", n) {
				t.Errorf("%q has anchor %s", text, p.Anchor)
			}
		}
	}
}

// TestPDFSamePages reads pages that are all alike: what repeats is no running head then.
func TestPDFSamePages(t *testing.T) {
	w := &writer{}
	for range 3 {
		w.page().text("F1", 12, 60, 780, "The harbour opens at six.")
	}
	articles, skips := corpustest.FromBytes(t, "same.pdf", w.bytes(), pdfiumtest.Reader(t, Read))
	if len(articles) != 1 || !strings.Contains(articles[0].Text, "The harbour opens at six.") {
		t.Errorf("%v, %v", articles, skips)
	}
}

func TestPDFHostile(t *testing.T) {
	good := report()
	bomb := &writer{}
	bomb.page().ops.WriteString(strings.Repeat("1 0 0 1 0 0 cm ", 5<<16))
	for name, src := range map[string][]byte{
		"empty":          {},
		"only a header":  []byte("%PDF-1.4\n"),
		"truncated":      good[:len(good)/2],
		"no xref":        append(good[:len(good)-40:len(good)-40], []byte("startxref\n7\n%%EOF\n")...),
		"zeros":          append([]byte("%PDF-1.4\n"), append(make([]byte, 10_000), []byte("startxref\n9\n%%EOF")...)...),
		"huge table":     regexp.MustCompile(`/Size \d+`).ReplaceAll(good, []byte("/Size 99999999999")),
		"content bomb":   bomb.bytes(),
		"pages in pages": bytes.Replace(good, []byte("/Kids [7 0 R"), []byte("/Kids [2 0 R"), 1),
		"bad font":       bytes.Replace(good, []byte("/Widths ["), []byte("/Widths ("), 1),
		"bad stream":     bytes.ReplaceAll(good, []byte("FlateDecode"), []byte("LZWWDecode!")),
		"unknown filter": bytes.ReplaceAll(good, []byte("/FlateDecode"), []byte("/JPXXDecode0")),
		"not deflate":    notDeflate(good),
	} {
		t.Run(name, func(t *testing.T) {
			articles, skips := corpustest.FromBytes(t, "hostile.pdf", src, pdfiumtest.Reader(t, Read))
			if len(articles)+len(skips) == 0 {
				t.Error("neither an article nor a skip")
			}
			for _, s := range skips {
				if s.Err == nil || s.Reason == "" {
					t.Errorf("skip without a reason: %+v", s)
				}
			}
			t.Log(len(articles), skips)
		})
	}
}

// notDeflate breaks the compressed bytes of every stream.
func notDeflate(src []byte) []byte {
	var head bytes.Buffer
	z := zlib.NewWriter(&head)
	z.Close()
	return bytes.ReplaceAll(src, head.Bytes()[:2], []byte{0x78, 0x00})
}

func FuzzPDF(f *testing.F) { corpustest.Fuzz(f, "pdf", ".pdf", pdfiumtest.Reader(f, Read)) }
