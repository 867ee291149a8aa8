package corpus

import "testing"

func TestMediaWikiGolden(t *testing.T) { goldenFiles(t, "mediawiki", ReadDocument) }

func FuzzMediaWiki(f *testing.F) { fuzz(f, "mediawiki", ".xml", readMediaWiki) }
