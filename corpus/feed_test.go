package corpus_test

import (
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
)

func TestFeedGolden(t *testing.T) { corpustest.GoldenFiles(t, "feed", format.Read) }

func FuzzFeed(f *testing.F) { corpustest.Fuzz(f, "feed", ".rss", corpus.ReadFeed) }
