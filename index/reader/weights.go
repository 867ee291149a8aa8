package reader

import (
	"embed"
	"errors"
)

// embedded holds weights.bin where the module has it; this file matches the pattern
// too, so that the package compiles without.
//
//go:embed weights*
var embedded embed.FS

// ErrNoWeights says that the program was built without weights.
var ErrNoWeights = errors.New("reader: this build has no weights (index/reader/weights.bin)")

// Load returns the model with the embedded weights, or ErrNoWeights where there are
// none.
func Load() (*Model, error) {
	raw, err := embeddedWeights()
	if err != nil {
		return nil, err
	}
	return LoadFrom(raw)
}

func embeddedWeights() ([]byte, error) {
	raw, err := embedded.ReadFile("weights.bin")
	if err != nil {
		return nil, ErrNoWeights
	}
	return raw, nil
}
