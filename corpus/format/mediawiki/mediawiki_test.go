package mediawiki_test

import (
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
	"verbatim/corpus/format/mediawiki"
)

func TestMediaWikiGolden(t *testing.T) { corpustest.GoldenFiles(t, "mediawiki", format.Read) }

func FuzzMediaWiki(f *testing.F) { corpustest.Fuzz(f, "mediawiki", ".xml", mediawiki.Read) }

// A page shows neither what is struck out nor what stands for the parameters of a template.
func TestShown(t *testing.T) {
	for src, want := range map[string]string{
		"The lamp {{strike|is}} was old.": "The lamp was old.",
		"The lamp &lt;span style=\"text-decoration: line-through\"&gt;is&lt;/span&gt; was old.": "The lamp was old.",
		"The lamp is lit. &lt;youtube&gt;aBc&lt;/youtube&gt; ~~~~":                              "The lamp is lit.",
		"The {{{1|lamp}}} is lit.":                "The lamp is lit.",
		"The {{nowrap|{{{1|old lamp}}}}} is lit.": "The old lamp is lit.",
		"The {{{kind}}} is lit.":                  "The " + string(corpus.Hole) + " is lit.",
	} {
		dump := "<mediawiki><page><title>Lamp</title><ns>0</ns><revision><text>" + src + "</text></revision></page></mediawiki>"
		articles, skips := corpustest.FromBytes(t, "x.xml", []byte(dump), mediawiki.Read)
		if len(articles) != 1 || articles[0].Text != want {
			t.Errorf("%s: %+v, %v", src, articles, skips)
		}
	}
}
