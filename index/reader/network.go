package reader

import (
	"runtime"
	"sync"
)

// network is a transformer encoder: what turns the tokens placed in a scratch into
// hidden states. The reader has one, the encoder of meanings another, of the same
// kind and with the same words.
type network struct {
	config     config
	kernel     kernel
	cores      int
	vocabulary *vocabulary

	words     intMatrix // one row a vocabulary entry, kept as stored
	marker    []float32 // added to the marker's word embedding
	positions []float32 // max_position × hidden
	types     []float32 // 2 × hidden
	embedNorm layerNorm
	layers    []layer

	scratches *sync.Pool // of *scratch
}

// layer is one layer of a network.
type layer struct {
	projection linear // queries, keys and values side by side
	output     linear // of attention
	outputNorm layerNorm
	wide       linear // into the feed-forward part
	narrow     linear // out of it
	narrowNorm layerNorm
}

// layerNorm is the learned part of a layer normalisation.
type layerNorm struct{ scale, shift []float32 }

// workers returns the number of goroutines to work with.
func (m *network) workers() int {
	if m.cores < 1 {
		return runtime.GOMAXPROCS(0)
	}
	return m.cores
}
