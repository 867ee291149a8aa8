package intake

import (
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/sandbox"
)

// BenchmarkSmallFile reads a file of a sentence, here and by a child of the sandbox.
func BenchmarkSmallFile(b *testing.B) {
	in := goodFile(b)
	for name, box := range map[string]*sandbox.Box{"here": nil, "sandbox": newBox(b)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				turn, err := box.Turn(b.Context(), in.Path, in.Size)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := Read(b.Context(), turn, in, func(corpus.Article) error { return nil }); err != nil {
					b.Fatal(err)
				}
				turn.Done()
			}
		})
	}
}
