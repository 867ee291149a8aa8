package openapi_test

import (
	"testing"

	"verbatim/corpus/corpustest"
	"verbatim/corpus/format"
)

func TestOpenAPIGolden(t *testing.T) { corpustest.GoldenFiles(t, "openapi", format.Read) }

func FuzzOpenAPI(f *testing.F) { corpustest.Fuzz(f, "openapi", ".yaml", format.Read) }
