package corpus

import "testing"

func TestArchiveGolden(t *testing.T) { goldenFiles(t, "archive") }

func FuzzArchive(f *testing.F) { fuzzFormat(f, "archive", ".zip") }
