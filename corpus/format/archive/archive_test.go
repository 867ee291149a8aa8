package archive_test

import (
	"testing"

	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
	"verbatim/corpus/format/archive"
)

func TestArchiveGolden(t *testing.T) { corpustest.GoldenFiles(t, "archive", format.Read) }

func FuzzArchive(f *testing.F) { corpustest.Fuzz(f, "archive", ".zip", archive.Zip(format.Read)) }
