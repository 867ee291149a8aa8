package reader

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// wholeKernels returns the kernels that multiply whole numbers.
func wholeKernels(t *testing.T) (out []kernel) {
	for _, k := range availableKernels() {
		if k.whole != nil {
			out = append(out, k)
		}
	}
	if out == nil {
		t.Skip("this processor has no products of whole numbers")
	}
	return out
}

// precision returns how far the logits of a kernel may be off: one that works in
// float32 throughout, or one that rounds what goes into products.
func precision(k *kernel, floats, whole float64) float64 {
	if k.whole != nil {
		return whole
	}
	return floats
}

// TestWholeTile compares tiles with their definition, and checks that nothing
// beside them is written.
func TestWholeTile(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	for _, k := range wholeKernels(t) {
		for _, depth := range []int{2, 4, 64, 384} {
			t.Run(fmt.Sprintf("%s/%d", k.name, depth), func(t *testing.T) {
				lda, ldc := depth+6, k.cols+7
				a, b := randomWhole(r, k.rows*lda, rowReach), randomWhole(r, depth*k.cols, weightReach/depth)
				scales, bias, steps := randomFloats(r, k.cols), randomFloats(r, k.cols), randomFloats(r, k.rows)
				c := make([]float32, k.rows*ldc)
				k.whole.tile(c, ldc, a, lda, steps, b, depth, scales, bias)
				for i := range k.rows {
					for j := range ldc {
						want, size := 0.0, 1.0
						if j < k.cols {
							sum := 0
							for d := range depth {
								sum += int(a[i*lda+d]) * int(b[d/2*2*k.cols+2*j+d%2])
							}
							size = float64(sum) * float64(steps[i]) * float64(scales[j])
							want = size + float64(bias[j])
						}
						if got := float64(c[i*ldc+j]); math.Abs(got-want) > 1e-6*max(1, math.Abs(size)) {
							t.Fatalf("row %d column %d: %g, want %g", i, j, got, want)
						}
					}
				}
			})
		}
	}
}

func randomWhole(r *rand.Rand, n, reach int) []int16 {
	out := make([]int16, n)
	for i := range out {
		out[i] = int16(r.IntN(2*reach+1) - reach)
	}
	return out
}

// TestExtremes multiplies the greatest rows with the greatest weights: the sums stay
// within int32.
func TestExtremes(t *testing.T) {
	for _, k := range wholeKernels(t) {
		for _, in := range []int{64, 1536} {
			weights, x := make([]float32, in), make([]float32, k.rows*in)
			for i := range x {
				weights[i%in], x[i] = 3, -7
			}
			l, w := newLinear(&k, in, k.cols), workspace{rounded: newWholeRows(&k, in)}
			for j := range k.cols {
				l.whole.roundWeights(k.cols, j, weights, 1)
			}
			got := make([]float32, k.rows*k.cols)
			l.apply(&k, &w, got, k.cols, x, in, k.rows)
			for _, v := range got {
				if want := -21 * float64(in); math.Abs(float64(v)-want) > -3e-3*want {
					t.Fatalf("%s: %d values: %g, want %g", k.name, in, v, want)
				}
			}
		}
	}
}

// TestRound checks that every value is at most half a step from what it stands for,
// and that a row of zeros stays one.
func TestRound(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 4))
	for _, k := range wholeKernels(t) {
		for _, n := range []int{32, 96, 1536} {
			x, q := randomFloats(r, n), make([]int16, n+1)
			x[n/2] = -40
			q[n] = 77
			step := k.whole.round(q, x)
			for i, v := range x {
				if off := math.Abs(float64(v) - float64(q[i])*float64(step)); off > 0.501*float64(step) || max(q[i], -q[i]) > rowReach {
					t.Fatalf("%s: %g is %d × %g", k.name, v, q[i], step)
				}
			}
			if clear(x); !(k.whole.round(q, x) >= 0) || q[0] != 0 || q[n-1] != 0 || q[n] != 77 {
				t.Fatalf("%s: zeros become %v", k.name, q)
			}
		}
	}
}
