package reader

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func randomFloats(r *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.NormFloat64())
	}
	return out
}

// TestTile compares tiles with their definition, and checks that nothing beside
// them is written.
func TestTile(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, k := range availableKernels() {
		for _, depth := range []int{1, 2, 31, 64, 385} {
			t.Run(fmt.Sprintf("%s/%d", k.name, depth), func(t *testing.T) {
				lda, ldb, ldc := depth+5, k.cols+3, k.cols+7
				a, b, bias := randomFloats(r, k.rows*lda), randomFloats(r, depth*ldb), randomFloats(r, k.cols)
				c := make([]float32, k.rows*ldc)
				k.tile(c, ldc, a, lda, b, ldb, depth, bias)
				for i := range k.rows {
					for j := range ldc {
						want := 0.0
						if j < k.cols {
							want = float64(bias[j])
							for d := range depth {
								want += float64(a[i*lda+d]) * float64(b[d*ldb+j])
							}
						}
						if got := float64(c[i*ldc+j]); math.Abs(got-want) > 1e-6*float64(depth+4) {
							t.Fatalf("row %d column %d: %g, want %g", i, j, got, want)
						}
					}
				}
			})
		}
	}
}

func TestGelu(t *testing.T) {
	for _, k := range availableKernels() {
		var x []float32
		for v := -12.0; v <= 12; v += 0.001 {
			x = append(x, float32(v))
		}
		x = append(x[:roundUp(len(x), laneWidth)-2*laneWidth], make([]float32, laneWidth)...)
		x[0], x[1], x[2] = 1000, -1000, 1e-30
		in := append([]float32(nil), x...)
		k.gelu(x)
		for i, v := range in {
			want := float64(v) / 2 * (1 + math.Erf(float64(v)/math.Sqrt2))
			if got := float64(x[i]); !(math.Abs(got-want) <= 1e-6*max(1, math.Abs(float64(v)))) {
				t.Fatalf("%s: gelu(%g) = %g, want %g", k.name, v, got, want)
			}
		}
	}
}

func TestSoftmax(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, k := range availableKernels() {
		for _, n := range []int{1, 2, 7, 8, 9, 31, 32, 120, 192} {
			row := make([]float32, roundUp(n, laneWidth))
			for i := range row {
				row[i] = float32(math.NaN()) // beyond n it must not count
			}
			want, sum := make([]float64, n), 0.0
			for i := range n {
				row[i] = float32(r.NormFloat64() * 30)
			}
			row[n-1] = -2000
			row[0] = 88
			for i := range n {
				want[i] = math.Exp(float64(row[i]) - 88)
				sum += want[i]
			}
			k.softmax(row, n)
			for i := range n {
				if got := float64(row[i]); !(math.Abs(got-want[i]/sum) < 1e-6) {
					t.Fatalf("%s: %d of %d is %g, want %g", k.name, i, n, got, want[i]/sum)
				}
			}
		}
	}
}

func TestAddNorm(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, k := range availableKernels() {
		for _, n := range []int{32, 64, 384} {
			x, y, scale, shift := randomFloats(r, n), randomFloats(r, n), randomFloats(r, n), randomFloats(r, n)
			mean, variance, sums := 0.0, 0.0, make([]float64, n)
			for i := range x {
				x[i] += 50 // a mean far from zero
				sums[i] = float64(x[i]) + float64(y[i])
				mean += sums[i] / float64(n)
			}
			for _, v := range sums {
				variance += (v - mean) * (v - mean) / float64(n)
			}
			k.addNorm(x, y, scale, shift, 1e-5)
			for i := range x {
				want := (sums[i]-mean)/math.Sqrt(variance+1e-5)*float64(scale[i]) + float64(shift[i])
				if got := float64(x[i]); !(math.Abs(got-want) < 5e-5) {
					t.Fatalf("%s: %d of %d is %g, want %g", k.name, i, n, got, want)
				}
			}
		}
	}
}

// TestLinear checks the packing: outputs of two maps side by side, one scaled.
func TestLinear(t *testing.T) {
	file := newTiny(3)
	f, err := parseFile(file.bytes())
	if err != nil {
		t.Fatal(err)
	}
	x := randomFloats(rand.New(rand.NewPCG(7, 8)), 24*64)
	for _, k := range availableKernels() {
		l := loader{file: f, kernel: &k}
		names := []string{"encoder.layer.0.attention.self.key", "encoder.layer.1.intermediate.dense"}
		both := pack(&k, []stored{l.stored(names[0], 64, 64, 0.5), l.stored(names[1], 96, 64, 1)})
		got := make([]float32, 24*160)
		w := workspace{rounded: newWholeRows(&k, 64)}
		both.apply(&k, &w, got, 160, x, 64, 13)
		most := precision(&k, 1e-5, 2e-3) // half a step of each of 64 inputs, some in each direction
		for row := range 13 {
			in := make([]float64, 64)
			for i := range in {
				in[i] = float64(x[row*64+i])
			}
			want := file.refLinear([][]float64{in}, names[0])[0]
			for i := range want {
				want[i] /= 2
			}
			want = append(want, file.refLinear([][]float64{in}, names[1])[0]...)
			for i, sum := range want {
				if math.Abs(float64(got[row*160+i])-sum) > most {
					t.Fatalf("%s: row %d output %d is %g, want %g", k.name, row, i, got[row*160+i], sum)
				}
			}
		}
	}
}
