package corpus

import "testing"

func TestMediaWikiGolden(t *testing.T) { goldenFiles(t, "mediawiki", readDocument) }

func FuzzMediaWiki(f *testing.F) { fuzzReader(f, "mediawiki", ".xml", readMediaWiki) }
