package subtitle

import (
	"testing"

	"verbatim/corpus/corpustest"
)

func TestSubtitleGolden(t *testing.T) { corpustest.GoldenFiles(t, "subtitle", Read) }

func FuzzSubtitle(f *testing.F) { corpustest.Fuzz(f, "subtitle", ".vtt", Read) }
