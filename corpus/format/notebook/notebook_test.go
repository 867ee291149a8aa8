package notebook_test

import (
	"testing"

	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
)

func TestNotebookGolden(t *testing.T) { corpustest.GoldenFiles(t, "notebook", format.Read) }

func FuzzNotebook(f *testing.F) { corpustest.Fuzz(f, "notebook", ".ipynb", format.Read) }
