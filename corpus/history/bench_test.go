package history

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// BenchmarkChanges dates all files of the clone that VERBATIM_CLONE names.
func BenchmarkChanges(b *testing.B) {
	top := os.Getenv("VERBATIM_CLONE")
	if top == "" {
		b.Skip("VERBATIM_CLONE names no clone")
	}
	out, err := exec.Command("git", "-C", top, "ls-files", "-z").Output()
	if err != nil {
		b.Fatal(err)
	}
	files := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	for b.Loop() {
		dates, err := Changes(b.Context(), top, "", files)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(dates)), "dates")
	}
}
