package reader

import (
	"fmt"
	"math"
	"runtime"
)

// stored is a linear map as it stands in the file, to be multiplied by factor.
type stored struct {
	matrix intMatrix
	bias   []float32
	factor float32
}

// packing is a linear map to be packed, its outputs those of the parts side by side.
type packing struct {
	to    *linear
	parts []stored
}

// layers reads all layers and packs them on all cores.
func (l *loader) layers(m *network) {
	m.layers = make([]layer, m.config.Layers)
	var todo []packing
	for i := range m.layers {
		todo = append(todo, l.layer(&m.layers[i], fmt.Sprintf("encoder.layer.%d.", i))...)
	}
	if l.err != nil {
		return
	}
	parallel(runtime.GOMAXPROCS(0), len(todo), func(_, task int) {
		*todo[task].to = pack(l.kernel, todo[task].parts)
	})
}

// layer reads one layer and returns what is to be packed of it. The scale of
// attention, 1/√(head width), goes into the queries.
func (l *loader) layer(to *layer, prefix string) []packing {
	hidden, wide := l.file.config.Hidden, l.file.config.Intermediate
	scale := float32(1 / math.Sqrt(float64(l.file.config.headWidth())))
	to.outputNorm = l.norm(prefix + "attention.output.LayerNorm")
	to.narrowNorm = l.norm(prefix + "output.LayerNorm")
	return []packing{
		{&to.projection, []stored{
			l.stored(prefix+"attention.self.query", hidden, hidden, scale),
			l.stored(prefix+"attention.self.key", hidden, hidden, 1),
			l.stored(prefix+"attention.self.value", hidden, hidden, 1),
		}},
		{&to.output, []stored{l.stored(prefix+"attention.output.dense", hidden, hidden, 1)}},
		{&to.wide, []stored{l.stored(prefix+"intermediate.dense", wide, hidden, 1)}},
		{&to.narrow, []stored{l.stored(prefix+"output.dense", hidden, wide, 1)}},
	}
}

func (l *loader) stored(name string, rows, cols int, factor float32) stored {
	return stored{l.matrix(name+".weight", rows, cols), l.floats(name+".bias", rows), factor}
}

// pack dequantises maps with the same inputs into one for a kernel.
func pack(k *kernel, parts []stored) linear {
	out := 0
	for _, p := range parts {
		out += p.matrix.rows
	}
	l := newLinear(k, parts[0].matrix.cols, out)
	output, weights := 0, make([]float32, l.in)
	for _, p := range parts {
		for r := range p.matrix.rows {
			p.matrix.row(weights, r)
			l.setOutput(k, output, weights, p.factor)
			l.bias[output] = p.bias[r] * p.factor
			output++
		}
	}
	return l
}

// newLinear returns a map of zeros in the form that a kernel multiplies.
func newLinear(k *kernel, in, out int) linear {
	l := linear{in: in, out: out, bias: make([]float32, out)}
	if k.whole != nil {
		l.whole = &wholeLinear{make([]int16, in*out), make([]float32, out)}
	} else {
		l.panels = make([]float32, in*out)
	}
	return l
}

// setOutput sets an output of the map to weights, times factor.
func (l *linear) setOutput(k *kernel, output int, weights []float32, factor float32) {
	if l.whole != nil {
		l.whole.roundWeights(k.cols, output, weights, factor)
		return
	}
	panel, at := l.panels[output/k.cols*k.cols*l.in:], output%k.cols
	for _, v := range weights {
		panel[at] = v * factor
		at += k.cols
	}
}
