package mail

import (
	"testing"

	"verbatim/corpus/corpustest"
)

func TestMailGolden(t *testing.T) { corpustest.GoldenFiles(t, "mail", Read) }

func TestBoxGolden(t *testing.T) { corpustest.GoldenFiles(t, "box", ReadBox) }

func FuzzMail(f *testing.F) { corpustest.Fuzz(f, "mail", ".eml", Read) }

func FuzzBox(f *testing.F) { corpustest.Fuzz(f, "box", ".mbox", ReadBox) }
