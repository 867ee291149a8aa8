package reader

import "math"

// Products in whole numbers, for processors that multiply pairs of int16 and add the
// two products in one instruction (AVX2), or add them to a sum too (VNNI): up to twice
// as fast as float32, in half the memory. Each row of inputs and each output's weights
// are rounded to whole multiples of a step of their own. A tile's sums are exact: a row
// is rounded to at most rowReach steps, and an output's weights so that their sizes add
// up to at most weightReach steps, so no sum leaves int32.
const (
	rowReach    = 1<<13 - 1
	weightReach = (1<<31 - 1) / rowReach
)

// wholeTile is the part of a kernel that multiplies whole numbers.
type wholeTile struct {
	// round sets q to the multiples of a step next to x, the greatest rowReach steps
	// away from 0, and returns the step. len(x) is a multiple of laneWidth.
	round func(q []int16, x []float32) float32
	// tile sets c[i*ldc+j] = bias[j] + scales[j] × steps[i] × Σ a[i*lda+k] × w(k, j)
	// over k < depth, an even number; w(k, j) = b[k/2*2*cols + 2*j + k%2].
	tile func(c []float32, ldc int, a []int16, lda int, steps []float32, b []int16, depth int, scales, bias []float32)
}

// wholeLinear is the matrix of a linear map in whole numbers: panels as linear has
// them, but two inputs' weights side by side.
type wholeLinear struct {
	panels []int16
	scales []float32 // one an output
}

// wholeRows is room for rows of inputs in whole numbers.
type wholeRows struct {
	values []int16   // chunkRows and a tile × wholeStride
	steps  []float32 // one a row
}

// newWholeRows returns room for the rows of one task, of at most in inputs each, or
// none for a kernel that multiplies in float32.
func newWholeRows(k *kernel, in int) (w wholeRows) {
	if k.whole != nil {
		rows := chunkRows + k.rows
		w = wholeRows{make([]int16, rows*wholeStride(in)), make([]float32, rows)}
	}
	return w
}

// wholeStride is the distance of rows, not a multiple of a large power of two
// either (wideStride).
func wholeStride(in int) int { return in + laneWidth }

// roundWeights sets an output of the map to weights, times factor.
func (l *wholeLinear) roundWeights(cols, output int, weights []float32, factor float32) {
	step := weightStep(weights)
	l.scales[output] = step * factor
	panel, inverse := l.panels[output/cols*cols*len(weights)+output%cols*2:], 1/step
	for i := 0; i+1 < len(weights); i += 2 {
		pair := panel[i*cols : i*cols+2 : i*cols+2]
		pair[0], pair[1] = nearest(weights[i]*inverse), nearest(weights[i+1]*inverse)
	}
}

// weightStep returns the least step with which the weights' sizes stay within
// weightReach, rounding included, and each within an int16.
func weightStep(weights []float32) float32 {
	sum, greatest := float32(0), float32(0)
	for _, v := range weights {
		size := math.Float32frombits(math.Float32bits(v) &^ (1 << 31))
		sum += size
		if size > greatest {
			greatest = size
		}
	}
	return max(sum/float32(weightReach-len(weights)), greatest/(1<<15-1), 1e-30)
}

// nearest returns the whole number next to x: a float32 so much greater has no room
// for fractions, and its last bits are that number.
func nearest(x float32) int16 { return int16(math.Float32bits(x + 3<<22)) }

// applyWhole is linear.apply in whole numbers.
func (l *linear) applyWhole(k *kernel, w *workspace, dst []float32, ldd int, src []float32, lds, rows int) {
	rounded, stride := &w.rounded, wholeStride(l.in)
	for r := range rows {
		rounded.steps[r] = k.whole.round(rounded.values[r*stride:][:l.in], src[r*lds:][:l.in])
	}
	for col := 0; col < l.out; col += k.cols {
		panel := l.whole.panels[col*l.in : (col+k.cols)*l.in]
		for r := 0; r < rows; r += k.rows {
			k.whole.tile(dst[r*ldd+col:], ldd, rounded.values[r*stride:], stride, rounded.steps[r:], panel, l.in, l.whole.scales[col:], l.bias[col:])
		}
	}
}
