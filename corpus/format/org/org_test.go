package org

import (
	"testing"

	"verbatim/corpus/corpustest"
)

func TestOrgGolden(t *testing.T) { corpustest.GoldenFiles(t, "org", Read) }

func FuzzOrg(f *testing.F) { corpustest.Fuzz(f, "org", ".org", Read) }

// Marks inside a text are no part of it.
func TestOrgMarks(t *testing.T) {
	for src, want := range map[string]string{
		"- [-] Half\n- [ ] Open\n- [X] Done":                          "☐ Half\n☐ Open\nDone",
		"The <<gate>> gate runs src_sh[:x y]{open it} at six.":        "The gate runs open it at six.",
		"It opens.\n\n#+BEGIN_COMMENT\nNever.\n#+END_COMMENT\n\nEnd.": "It opens.\n\nEnd.",
	} {
		articles, skips := corpustest.FromBytes(t, "x.org", []byte(src+"\n"), Read)
		if len(articles) != 1 || articles[0].Text != want {
			t.Errorf("%s: %+v, %v", src, articles, skips)
		}
	}
}
