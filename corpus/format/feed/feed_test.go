package feed_test

import (
	"testing"

	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
	"verbatim/corpus/format/feed"
)

func TestFeedGolden(t *testing.T) { corpustest.GoldenFiles(t, "feed", format.Read) }

func FuzzFeed(f *testing.F) { corpustest.Fuzz(f, "feed", ".rss", feed.Read) }
