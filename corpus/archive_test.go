package corpus

import "testing"

func TestArchiveGolden(t *testing.T) { goldenFiles(t, "archive", readDocument) }

func FuzzArchive(f *testing.F) { fuzzReader(f, "archive", ".zip", readZip(readDocument)) }
