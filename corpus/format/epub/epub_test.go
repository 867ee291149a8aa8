package epub

import (
	"fmt"
	"strings"
	"testing"

	"verbatim/corpus/corpustest"
)

func TestEPUBGolden(t *testing.T) { corpustest.GoldenFiles(t, "epub", Read) }

func FuzzEPUB(f *testing.F) { corpustest.Fuzz(f, "epub", ".epub", Read) }

// bookOf packs pages into a book, in their order.
func bookOf(t *testing.T, rest string, pages ...string) []byte {
	manifest, spine := "", ""
	members := []string{"META-INF/container.xml", `<container><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>`}
	for i, page := range pages {
		name := fmt.Sprintf("c%d", i+1)
		manifest += `<item id="` + name + `" href="` + name + `.xhtml" media-type="application/xhtml+xml"/>`
		spine += `<itemref idref="` + name + `"/>`
		members = append(members, "OPS/"+name+".xhtml", `<html xmlns:epub="http://www.idpf.org/2007/ops"><head><title>t</title></head><body>`+page+`</body></html>`)
	}
	return corpustest.Zipped(t, append(members, "OPS/p.opf", `<package><manifest>`+manifest+`</manifest><spine>`+spine+`</spine>`+rest+`</package>`)...)
}

// Numbers of pages and lists of chapters are no text of a book.
func TestEPUBApparatus(t *testing.T) {
	contents := `<h1>Contents</h1><p><a href="c2.xhtml">The harbour and its wall</a></p><p><a href="c2.xhtml#x">Ships that wait</a></p>`
	text := `<h1>The harbour</h1><p>It opens at six.</p>`
	for name, c := range map[string]struct {
		rest  string
		pages []string
		want  string
	}{
		"marks of pages": {"", []string{`<p>It opens at <span epub:type="pagebreak" title="12">12</span>six <a role="doc-pagebreak">13</a>in <span class="pagenum">[14]</span>May.</p>`}, "It opens at six in May."},
		"contents":       {`<guide><reference type="toc" href="c1.xhtml"/></guide>`, []string{contents, text}, "The harbour|It opens at six."},
		"inside a page":  {`<guide><reference type="toc" href="c1.xhtml#toc"/></guide>`, []string{text}, "The harbour|It opens at six."},
		"links alone":    {"", []string{contents + strings.ReplaceAll(contents, "h1", "h2"), text}, "The harbour|It opens at six."},
		"links in text":  {"", []string{`<p>See <a href="c2.xhtml">the wall</a>, <a href="c2.xhtml">the gate</a>, <a href="c2.xhtml">the bell</a> or <a href="c2.xhtml">ships</a> for what opens at six.</p>`}, "See the wall, the gate, the bell or ships for what opens at six."},
	} {
		articles, skips := corpustest.FromBytes(t, "x.epub", bookOf(t, c.rest, c.pages...), Read)
		if len(articles) != 1 || len(skips) != 0 {
			t.Fatalf("%s: %d articles, skips %v", name, len(articles), skips)
		}
		var got []string
		for _, b := range articles[0].Blocks {
			got = append(got, articles[0].Text[b.Start:b.End])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: got %q, want %q", name, strings.Join(got, "|"), c.want)
		}
	}
}

func TestEPUBHostile(t *testing.T) {
	for name, src := range map[string][]byte{
		"no container":      corpustest.Zipped(t, "mimetype", "application/epub+zip"),
		"package is itself": corpustest.Zipped(t, "META-INF/container.xml", `<container><rootfiles><rootfile full-path="META-INF/container.xml"/></rootfiles></container>`),
	} {
		t.Run(name, func(t *testing.T) {
			articles, skips := corpustest.FromBytes(t, "x.epub", src, Read)
			if len(articles) != 0 || len(skips) == 0 {
				t.Errorf("%d articles, skips %v", len(articles), skips)
			}
			t.Log(skips)
		})
	}
}
