package corpus_test

import (
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
)

func TestArchiveGolden(t *testing.T) { corpustest.GoldenFiles(t, "archive", format.Read) }

func FuzzArchive(f *testing.F) { corpustest.Fuzz(f, "archive", ".zip", corpus.ReadZip(format.Read)) }
