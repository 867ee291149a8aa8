package corpus

import "testing"

func TestMediaWikiGolden(t *testing.T) { goldenFiles(t, "mediawiki") }

func FuzzMediaWiki(f *testing.F) { fuzzFormat(f, "mediawiki", ".xml") }
