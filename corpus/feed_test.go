package corpus

import "testing"

func TestFeedGolden(t *testing.T) { goldenFiles(t, "feed") }

func FuzzFeed(f *testing.F) { fuzzFormat(f, "feed", ".rss") }
