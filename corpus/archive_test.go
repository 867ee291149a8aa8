package corpus

import "testing"

func TestArchiveGolden(t *testing.T) { goldenFiles(t, "archive", ReadDocument) }

func FuzzArchive(f *testing.F) { fuzz(f, "archive", ".zip", readZip(ReadDocument)) }
