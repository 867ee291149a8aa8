package corpus

import "testing"

func TestFeedGolden(t *testing.T) { goldenFiles(t, "feed", readDocument) }

func FuzzFeed(f *testing.F) { fuzzReader(f, "feed", ".rss", readFeed) }
