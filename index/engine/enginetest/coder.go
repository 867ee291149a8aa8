package enginetest

import (
	"context"
	"hash/fnv"
	"math"
)

// A Coder is an encoder that makes vectors up, in no time: a text has the same always.
type Coder struct{}

// Identity tells its vectors from those of others.
func (Coder) Identity() [16]byte { return [16]byte{9} }

// Dimension is how many values a vector has.
func (Coder) Dimension() int { return 32 }

// Encode returns a vector of length 1 for each text.
func (Coder) Encode(_ context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i, text := range texts {
		h := fnv.New64a()
		h.Write([]byte(text))
		out[i] = make([]float32, 32)
		for k := range out[i] {
			out[i][k] = 1 / float32(math.Sqrt(32))
			if h.Sum64()>>k&1 == 1 {
				out[i][k] *= -1
			}
		}
	}
	return out, nil
}
