package mediawiki_test

import (
	"testing"

	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
	"verbatim/corpus/format/mediawiki"
)

func TestMediaWikiGolden(t *testing.T) { corpustest.GoldenFiles(t, "mediawiki", format.Read) }

func FuzzMediaWiki(f *testing.F) { corpustest.Fuzz(f, "mediawiki", ".xml", mediawiki.Read) }
