package epub

import (
	"testing"

	"verbatim/corpus/corpustest"
)

func TestEPUBGolden(t *testing.T) { corpustest.GoldenFiles(t, "epub", Read) }

func FuzzEPUB(f *testing.F) { corpustest.Fuzz(f, "epub", ".epub", Read) }

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
