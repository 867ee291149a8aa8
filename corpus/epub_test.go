package corpus

import "testing"

func TestEPUBGolden(t *testing.T) { goldenFiles(t, "epub", ReadEPUB) }

func FuzzEPUB(f *testing.F) { fuzz(f, "epub", ".epub", ReadEPUB) }

func TestEPUBHostile(t *testing.T) {
	for name, src := range map[string][]byte{
		"no container":      zipped(t, "mimetype", "application/epub+zip"),
		"package is itself": zipped(t, "META-INF/container.xml", `<container><rootfiles><rootfile full-path="META-INF/container.xml"/></rootfiles></container>`),
	} {
		t.Run(name, func(t *testing.T) {
			articles, skips := fromBytes(t, "x.epub", src, ReadEPUB)
			if len(articles) != 0 || len(skips) == 0 {
				t.Errorf("%d articles, skips %v", len(articles), skips)
			}
			t.Log(skips)
		})
	}
}
