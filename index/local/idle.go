package local

import "verbatim/index/engine"

// A held generation is one that an engine gave out.
type held struct {
	*generation
	holders *engine.Holders
}

// Release gives the generation back.
func (h held) Release() error {
	h.holders.Leave()
	return h.generation.Release()
}
