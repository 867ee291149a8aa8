package reader

import (
	"fmt"
	"math"
	"runtime"
)

// stored is a linear map as it stands in the file, to be multiplied by factor.
type stored struct {
	matrix int8Matrix
	bias   []float32
	factor float32
}

// packing is a linear map to be packed, its outputs those of the parts side by side.
type packing struct {
	to    *linear
	parts []stored
}

// layers reads all layers and packs them on all cores.
func (l *loader) layers(m *Model) {
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
	l := linear{in: parts[0].matrix.cols}
	for _, p := range parts {
		l.out += p.matrix.rows
		for _, b := range p.bias {
			l.bias = append(l.bias, b*p.factor)
		}
	}
	l.panels = make([]float32, l.in*l.out)
	output := 0
	for _, p := range parts {
		for r := range p.matrix.rows {
			l.setOutput(k, output, &p, r)
			output++
		}
	}
	return l
}

// setOutput stores row r of a part as an output of the map.
func (l *linear) setOutput(k *kernel, output int, p *stored, r int) {
	panel := l.panels[output/k.cols*k.cols*l.in:]
	at, scale := output%k.cols, p.matrix.scales[r]*p.factor
	for _, v := range p.matrix.values[r*l.in : (r+1)*l.in] {
		panel[at] = float32(int8(v)) * scale
		at += k.cols
	}
}
