package org

import (
	"testing"

	"verbatim/corpus/corpustest"
)

func TestOrgGolden(t *testing.T) { corpustest.GoldenFiles(t, "org", Read) }

func FuzzOrg(f *testing.F) { corpustest.Fuzz(f, "org", ".org", Read) }
