package corpus_test

import (
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
)

func TestMediaWikiGolden(t *testing.T) { corpustest.GoldenFiles(t, "mediawiki", format.Read) }

func FuzzMediaWiki(f *testing.F) { corpustest.Fuzz(f, "mediawiki", ".xml", corpus.ReadMediaWiki) }
