package corpus

import "testing"

func TestCSVGolden(t *testing.T) { goldenFiles(t, "csv") }

func FuzzCSV(f *testing.F) { fuzzFormat(f, "csv", ".csv") }
