package reader

import "math"

// portableKernel returns the kernel in plain Go, which runs everywhere and which
// the others are tested against.
func portableKernel() kernel {
	return kernel{
		name: "portable", rows: 4, cols: 4,
		tile: portableTile, gelu: portableGelu, softmax: portableSoftmax, addNorm: portableAddNorm,
	}
}

// portableTile computes a tile of 4 rows and 4 columns two columns at a time: eight
// sums and what they need fit the registers of every 64-bit processor.
func portableTile(c []float32, ldc int, a []float32, lda int, b []float32, ldb, depth int, bias []float32) {
	a0, a1, a2, a3 := a[:depth], a[lda:][:depth], a[2*lda:][:depth], a[3*lda:][:depth]
	for j := 0; j < 4; j += 2 {
		s00, s01 := bias[j], bias[j+1]
		s10, s11, s20, s21, s30, s31 := s00, s01, s00, s01, s00, s01
		at := j
		for k, x0 := range a0 {
			w := b[at : at+2 : at+2]
			at += ldb
			w0, w1, x1, x2, x3 := w[0], w[1], a1[k], a2[k], a3[k]
			s00 += x0 * w0
			s01 += x0 * w1
			s10 += x1 * w0
			s11 += x1 * w1
			s20 += x2 * w0
			s21 += x2 * w1
			s30 += x3 * w0
			s31 += x3 * w1
		}
		c[j], c[j+1] = s00, s01
		c[ldc+j], c[ldc+j+1] = s10, s11
		c[2*ldc+j], c[2*ldc+j+1] = s20, s21
		c[3*ldc+j], c[3*ldc+j+1] = s30, s31
	}
}

// portableGelu is x/2 × (1 + erf(x/√2)), exact to about 1e-6.
func portableGelu(x []float32) {
	for i, v := range x {
		x[i] = 0.5 * v * (1 + erf32(v*math.Sqrt2/2))
	}
}

// erf32 is a rational approximation of the error function, z × P(z²) / Q(z²),
// fitted for the least greatest error on [-3.9, 3.9] and 1 beyond to float32's
// precision; absolute error in float32 below 5e-7.
func erf32(z float32) float32 {
	z = max(-3.9, min(3.9, z))
	u := z * z
	p := ((((2.050385091934004e-06*u+0.0002874541678465903)*u+0.003836793592199683)*u+0.052966661751270294)*u+0.19193924963474274)*u + 1.128378987312317
	q := ((((3.823055521934293e-05*u+0.001181712024845183)*u+0.015109040774405003)*u+0.11475745588541031)*u+0.5034335255622864)*u + 1
	return z * p / q
}

// portableSoftmax subtracts the greatest value first, so that nothing overflows.
func portableSoftmax(row []float32, n int) {
	row = row[:n]
	top := row[0]
	for _, v := range row {
		top = max(top, v)
	}
	sum := float32(0)
	for i, v := range row {
		e := exp32(v - top)
		row[i] = e
		sum += e
	}
	scale := 1 / sum
	for i := range row {
		row[i] *= scale
	}
}

// exp32 is e^x for x ≤ 0: 2^n × e^r with |r| ≤ ln2/2 and a polynomial for e^r;
// relative error below 3e-7, and about 1e-38 where x < -87.
func exp32(x float32) float32 {
	const (
		shift = 3 << 22 // adding it to a small number rounds to a whole one
		high  = 0.693359375
		low   = -0.00021219444170128554 // ln 2 = high + low
	)
	x = max(x, -87)
	n := float32(x*math.Log2E+shift) - shift
	r := x - n*high
	r -= n * low
	p := (((0.008312520571053028*r+0.04189015552401543)*r+0.16667114198207855)*r+0.499992311000824)*r + 1
	return (p*r + 1) * math.Float32frombits(uint32(int32(n)+127)<<23)
}

// portableAddNorm makes two passes for mean and variance, as PyTorch's result
// needs when the mean is large.
func portableAddNorm(x, y, scale, shift []float32, epsilon float32) {
	n := len(x)
	y, scale, shift = y[:n], scale[:n], shift[:n]
	sum := float32(0)
	for i := range x {
		x[i] += y[i]
		sum += x[i]
	}
	mean, squares := sum/float32(n), float32(0)
	for _, v := range x {
		squares += (v - mean) * (v - mean)
	}
	inverse := 1 / float32(math.Sqrt(float64(squares/float32(n)+epsilon)))
	for i, v := range x {
		x[i] = (v-mean)*inverse*scale[i] + shift[i]
	}
}
