package corpustest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// zipFile makes zip files of members, which take turns with their contents.
func zipFile(name string, members func(size int) []string) Hostile {
	return Hostile{name, func(t testing.TB, size int) []byte { return Zipped(t, members(size)...) }}
}

// wordFile makes DOCX files of what stands in their body.
func wordFile(name string, body func(size int) string) Hostile {
	return zipFile(name, func(size int) []string {
		return []string{"word/document.xml", "<w:document xmlns:w='w'><w:body>" + body(size) + "</w:body></w:document>"}
	})
}

// bookFile makes EPUB files of a manifest, a spine and chapters.
func bookFile(name string, parts func(size int) (manifest, spine string, chapters []string)) Hostile {
	return zipFile(name, func(size int) []string {
		manifest, spine, chapters := parts(size)
		return append([]string{
			"META-INF/container.xml", "<container><rootfiles><rootfile full-path='book.opf'/></rootfiles></container>",
			"book.opf", "<package><manifest>" + manifest + "</manifest><spine>" + spine + "</spine></package>",
		}, chapters...)
	})
}

// item is one chapter in a manifest.
const item = "<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>"

func hostileZips() []Hostile {
	times := func(part string, size int) string { return strings.Repeat(part, size/len(part)+1) }
	return []Hostile{
		wordFile("paragraphs.docx", func(size int) string { return times("<w:p><w:r><w:t>a</w:t></w:r></w:p>", 20*size) }),
		wordFile("empty.docx", func(size int) string { return times("<w:p/>", 20*size) }),
		wordFile("deep.docx", func(size int) string { return times("<w:p>", size) }),
		wordFile("tables.docx", func(size int) string { return times("<w:tbl><w:tr><w:tc>", size) }),
		wordFile("cells.docx", func(size int) string {
			return "<w:tbl><w:tr>" + times("<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>", 20*size) + "</w:tr></w:tbl>"
		}),
		wordFile("texts.docx", func(size int) string { return times("<w:t>", size) }),
		wordFile("deleted.docx", func(size int) string { return times("<w:del>", size) }),
		wordFile("levels.docx", func(size int) string {
			return times("<w:p><w:pPr><w:outlineLvl w:val='999999999999'/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", 20*size)
		}),
		zipFile("styles.docx", func(size int) []string {
			return []string{"word/document.xml", "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Text.</w:t></w:r></w:p></w:body></w:document>", "word/styles.xml", "<styles>" + times("<style styleId='a'><name val='b'/></style>", 20*size) + "</styles>"}
		}),
		{"bomb.docx", func(t testing.TB, size int) []byte {
			return zippedBomb(t, "word/document.xml", "<w:document xmlns:w='w'><w:body>", "<w:p><w:r><w:t>bomb</w:t></w:r></w:p>", 64<<20)
		}},
		bookFile("spine.epub", func(size int) (string, string, []string) {
			return times(item, 10*size), times("<itemref idref='a'/>", 10*size), []string{"a.xhtml", "<p>A chapter of text.</p>"}
		}),
		bookFile("again.epub", func(size int) (string, string, []string) {
			return item, times("<itemref idref='a'/>", 10*size), []string{"a.xhtml", times("<p>A chapter of text.</p>", size)}
		}),
		bookFile("aliases.epub", func(size int) (string, string, []string) {
			var items, refs strings.Builder
			for i := range size / 50 {
				fmt.Fprintf(&items, "<item id='%d' href='x/../a.xhtml?%d' media-type='application/xhtml+xml'/>", i, i)
				fmt.Fprintf(&refs, "<itemref idref='%d'/>", i)
			}
			return items.String(), refs.String(), []string{"a.xhtml", times("<p>A chapter.</p>", size)}
		}),
		bookFile("formats.epub", func(size int) (string, string, []string) {
			return item, "<itemref idref='a'/>", []string{"a.xhtml", "<p>" + times("<b><i>", size) + "text"}
		}),
		bookFile("titles.epub", func(size int) (string, string, []string) {
			return item + "</manifest><metadata>" + times("<title>T</title><date>1</date>", 10*size) + "</metadata><manifest>", "<itemref idref='a'/>", []string{"a.xhtml", "<p>A text.</p>"}
		}),
		{"bomb.epub", func(t testing.TB, _ int) []byte {
			return zippedBomb(t, "META-INF/container.xml", "<container>", "<rootfiles>", 64<<20)
		}},
	}
}

// zippedBomb packs one member that repeats a part up to some bytes.
func zippedBomb(t testing.TB, name, before, part string, size int) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	block := strings.Repeat(part, 1<<16/len(part))
	_, _ = io.WriteString(w, before)
	for n := 0; n < size; n += len(block) {
		_, _ = io.WriteString(w, block) // into memory
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func hostileArchives() []Hostile {
	inner := strings.Repeat("A line of text that stands there.\n", 1<<10)
	return []Hostile{
		zipFile("members.zip", func(size int) []string {
			var members []string
			for i := range size / 100 {
				members = append(members, fmt.Sprintf("%d.md", i), "# a\n\n*a **a")
			}
			return members
		}),
		zipFile("same.zip", func(size int) []string {
			var members []string
			for range size / 100 {
				members = append(members, "a.txt", inner[:100])
			}
			return members
		}),
		{"overlap.zip", func(t testing.TB, size int) []byte { return overlapping(t, max(size/100, 2)) }},
		{"nested.zip", func(t testing.TB, _ int) []byte {
			b := []byte(inner)
			for i := range 6 {
				b = Zipped(t, fmt.Sprintf("a.%s", map[bool]string{true: "txt", false: "zip"}[i == 0]), string(b), "b.zip", string(b))
			}
			return b
		}},
		{"members.tar", func(t testing.TB, size int) []byte {
			var out bytes.Buffer
			w := tar.NewWriter(&out)
			for i := range size / 1024 {
				if err := w.WriteHeader(&tar.Header{Name: fmt.Sprintf("%d.txt", i), Mode: 0o600, Size: 3}); err != nil {
					t.Fatal(err)
				}
				_, _ = io.WriteString(w, "Hi.") // into memory
			}
			return out.Bytes()
		}},
		{"long-names.tar", func(t testing.TB, size int) []byte {
			var out bytes.Buffer
			w := tar.NewWriter(&out)
			if err := w.WriteHeader(&tar.Header{Name: strings.Repeat("a/", size/2) + "b.txt", Mode: 0o600, Size: 0, Format: tar.FormatPAX}); err != nil {
				t.Skip(err)
			}
			return out.Bytes()
		}},
		{"lines.jsonl.gz", func(t testing.TB, size int) []byte {
			return Gzipped(t, io.LimitReader(&cycle{text: `{"id":"1","text":"A."}` + "\n"}, int64(size)*1000))
		}},
		{"bomb.txt.gz", func(t testing.TB, size int) []byte { return Gzipped(t, io.LimitReader(Endless('a'), int64(size)*1000)) }},
		{"bomb.tar.gz", func(t testing.TB, size int) []byte { return Gzipped(t, io.LimitReader(Endless(0), int64(size)*1000)) }},
		{"twice.md.gz.gz", func(t testing.TB, size int) []byte {
			return Gzipped(t, bytes.NewReader(Gzipped(t, io.LimitReader(Endless('*'), int64(size)))))
		}},
		repeated("noise.bz2", "BZh9", "1AY&SY\x00\x00\x00\x00", ""),
		repeated("noise.zip", "", "PK\x01\x02", ""),
	}
}

// A cycle reads one text again and again.
type cycle struct {
	text string
	at   int
}

func (c *cycle) Read(p []byte) (n int, err error) {
	for n < len(p) {
		m := copy(p[n:], c.text[c.at:])
		c.at = (c.at + m) % len(c.text)
		n += m
	}
	return n, nil
}

// overlapping writes a zip file whose members are all the same bytes of it.
func overlapping(t testing.TB, members int) []byte {
	t.Helper()
	one := Zipped(t, "a.txt", strings.Repeat("All members are this one.\n", 10_000))
	directory := bytes.LastIndex(one, []byte("PK\x01\x02"))
	end := bytes.LastIndex(one, []byte("PK\x05\x06"))
	entry := one[directory:end]
	out := bytes.NewBuffer(append([]byte{}, one[:directory]...))
	for range members {
		out.Write(entry)
	}
	size := members * len(entry)
	tail := append([]byte{}, one[end:]...)
	members = min(members, 0xFFFE)
	tail[8], tail[9], tail[10], tail[11] = byte(members), byte(members>>8), byte(members), byte(members>>8)
	tail[12], tail[13], tail[14], tail[15] = byte(size), byte(size>>8), byte(size>>16), byte(size>>24)
	out.Write(tail)
	return out.Bytes()
}
