package fragment_test

import (
	"strings"
	"testing"

	"verbatim/index/fragment"
)

func BenchmarkDirective(b *testing.B) {
	long := strings.Repeat("The keeper counts the ships near the quay. ", 11_000) + "The harbour opens at six. " + strings.Repeat("Nobody sails -- at night. ", 1000)
	once := strings.Index(long, "The harbour")
	for _, bench := range []struct {
		name       string
		text       string
		start, end int
	}{
		{"20 kB", long[once-10_000 : once+10_000], 10_000, 10_025},
		{"500 kB", long, once, once + 25},
		{"500 kB, many alike", long, 43 * 5000, 43*5000 + 42},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				fragment.NewPage(bench.text, nil).Directive(bench.start, bench.end, 400)
			}
		})
	}
}
