package act

import (
	"strings"
	"testing"
)

func BenchmarkOf(b *testing.B) {
	for name, s := range map[string]string{
		"short": "thanks, and how do I uninstall it on Windows?",
		"long":  strings.Repeat("I tried it again and it did not work on my machine, so what now? ", 30),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				Of(s)
			}
		})
	}
}
