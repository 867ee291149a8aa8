package corpus

import "testing"

func TestFeedGolden(t *testing.T) { goldenFiles(t, "feed", ReadDocument) }

func FuzzFeed(f *testing.F) { fuzz(f, "feed", ".rss", readFeed) }
