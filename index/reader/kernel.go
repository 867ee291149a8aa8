package reader

// kernel is the arithmetic of one kind of processor. All kernels compute the same
// up to rounding; a model is packed for the kernel that runs it.
type kernel struct {
	name string
	// multiply computes tiles of this shape.
	rows, cols int
	// tile sets c[i*ldc+j] = bias[j] + Σ a[i*lda+k] × b[k*ldb+j] over k < depth, for
	// i < rows and j < cols.
	tile func(c []float32, ldc int, a []float32, lda int, b []float32, ldb, depth int, bias []float32)
	// whole multiplies the linear maps' matrices instead of tile, where it is not nil.
	whole *wholeTile
	// gelu replaces each x by x × Φ(x); len(x) is a multiple of laneWidth.
	gelu func(x []float32)
	// softmax replaces the first n values of row by exp(x) / Σ exp(x); the values up to
	// the next multiple of laneWidth are there and may change.
	softmax func(row []float32, n int)
	// addNorm sets x to the layer normalisation of x + y: (x+y - mean) / sqrt(variance +
	// epsilon) × scale + shift; len(x) is a multiple of laneWidth.
	addNorm func(x, y, scale, shift []float32, epsilon float32)
}

// Fast reports whether this processor has a kernel in assembly: AVX2 with FMA, or arm64.
// Without one an answer takes seconds, and the vectors of a corpus hours.
func Fast() bool { return len(assemblyKernels()) > 0 }

// bestKernel returns the fastest kernel that this processor can run.
func bestKernel() kernel {
	return availableKernels()[0]
}

// availableKernels returns the kernels that this processor can run, fastest first.
func availableKernels() []kernel {
	return append(assemblyKernels(), portableKernel())
}

// linear is y = x·Wᵀ + b, its matrix packed for a kernel: panels of as many outputs
// as a tile has columns; within a panel the weights of its outputs for input 0, then
// for input 1, and so on, so that a tile reads them in one run.
type linear struct {
	in, out int
	panels  []float32    // for tiles in float32
	whole   *wholeLinear // for tiles in whole numbers; only one of both is there
	bias    []float32
}

// apply computes rows rows of dst from src, each rounded up to whole tiles: both
// must have room for them.
func (l *linear) apply(k *kernel, w *workspace, dst []float32, ldd int, src []float32, lds, rows int) {
	if l.whole != nil {
		l.applyWhole(k, w, dst, ldd, src, lds, rows)
		return
	}
	for col := 0; col < l.out; col += k.cols {
		panel := l.panels[col*l.in : (col+k.cols)*l.in]
		for r := 0; r < rows; r += k.rows {
			k.tile(dst[r*ldd+col:], ldd, src[r*lds:], lds, panel, k.cols, l.in, l.bias[col:])
		}
	}
}

// roundUp returns the least multiple of unit that is at least n.
func roundUp(n, unit int) int {
	return (n + unit - 1) / unit * unit
}
