package reader

import "golang.org/x/sys/cpu"

// assemblyKernels returns the kernels of this processor, fastest first.
func assemblyKernels() []kernel {
	if !cpu.X86.HasAVX2 || !cpu.X86.HasFMA {
		return nil
	}
	avx2 := kernel{
		name: "avx2", rows: 6, cols: 16,
		tile: tileAVX2, gelu: geluAVX2, softmax: softmaxAVX2, addNorm: addNormAVX2,
		whole: &wholeTile{round: roundAVX2, tile: wholeAVX2},
	}
	if !cpu.X86.HasAVX512F {
		return []kernel{avx2}
	}
	avx512 := avx2
	avx512.name, avx512.rows, avx512.cols, avx512.tile, avx512.whole = "avx512", 12, 32, tileAVX512, nil
	if !cpu.X86.HasAVX512VNNI {
		return []kernel{avx512, avx2}
	}
	vnni := avx512
	vnni.name, vnni.whole = "vnni", &wholeTile{round: roundAVX2, tile: wholeVNNI}
	return []kernel{vnni, avx512, avx2}
}

// The functions in assembly trust what they are given; those around them check it
// as Go would.

func tileAVX512(c []float32, ldc int, a []float32, lda int, b []float32, ldb, depth int, bias []float32) {
	_, _, _, _ = c[11*ldc+31], a[11*lda+depth-1], b[(depth-1)*ldb+31], bias[31]
	tile12x32(&c[0], ldc, &a[0], lda, &b[0], ldb, depth, &bias[0])
}

func tileAVX2(c []float32, ldc int, a []float32, lda int, b []float32, ldb, depth int, bias []float32) {
	_, _, _, _ = c[5*ldc+15], a[5*lda+depth-1], b[(depth-1)*ldb+15], bias[15]
	tile6x16(&c[0], ldc, &a[0], lda, &b[0], ldb, depth, &bias[0])
}

func wholeVNNI(c []float32, ldc int, a []int16, lda int, steps []float32, b []int16, depth int, scales, bias []float32) {
	_, _, _, _, _, _ = c[11*ldc+31], a[11*lda+depth-1], steps[11], b[depth*32-1], scales[31], bias[31]
	whole12x32(&c[0], ldc, &a[0], lda, &steps[0], &b[0], depth/2, &scales[0], &bias[0])
}

func wholeAVX2(c []float32, ldc int, a []int16, lda int, steps []float32, b []int16, depth int, scales, bias []float32) {
	_, _, _, _, _, _ = c[5*ldc+15], a[5*lda+depth-1], steps[5], b[depth*16-1], scales[15], bias[15]
	whole6x16(&c[0], ldc, &a[0], lda, &steps[0], &b[0], depth/2, &scales[0], &bias[0])
}

func roundAVX2(q []int16, x []float32) float32 {
	_ = q[len(x)-1]
	return round16(&q[0], &x[0], len(x)/16, rowReach)
}

func geluAVX2(x []float32) {
	gelu8(&x[0], len(x)/8)
}

// outOfReach is so far below any score that its exponential is nothing beside
// theirs.
const outOfReach = -1e30

func softmaxAVX2(row []float32, n int) {
	whole := roundUp(n, 8)
	for i := n; i < whole; i++ {
		row[i] = outOfReach
	}
	_ = row[whole-1]
	softmax8(&row[0], whole/8)
}

func addNormAVX2(x, y, scale, shift []float32, epsilon float32) {
	n := len(x)
	_, _, _ = y[n-1], scale[n-1], shift[n-1]
	addNorm8(&x[0], &y[0], &scale[0], &shift[0], n/8, 1/float32(n), epsilon)
}

// tile12x32 is kernel.tile for 12 rows and 32 columns (AVX-512F). depth ≥ 1.
//
//go:noescape
func tile12x32(c *float32, ldc int, a *float32, lda int, b *float32, ldb, depth int, bias *float32)

// whole12x32 is wholeTile.tile for 12 rows and 32 columns (AVX-512F, VNNI). pairs ≥ 1.
//
//go:noescape
func whole12x32(c *float32, ldc int, a *int16, lda int, steps *float32, b *int16, pairs int, scales, bias *float32)

// whole6x16 is wholeTile.tile for 6 rows and 16 columns (AVX2, FMA). pairs ≥ 1.
//
//go:noescape
func whole6x16(c *float32, ldc int, a *int16, lda int, steps *float32, b *int16, pairs int, scales, bias *float32)

// round16 is wholeTile.round of 16 × blocks values (AVX2). blocks ≥ 1.
//
//go:noescape
func round16(q *int16, x *float32, blocks int, reach float32) (step float32)

// tile6x16 is kernel.tile for 6 rows and 16 columns (AVX2, FMA). depth ≥ 1.
//
//go:noescape
func tile6x16(c *float32, ldc int, a *float32, lda int, b *float32, ldb, depth int, bias *float32)

// gelu8 is kernel.gelu of 8 × blocks values (AVX2, FMA). blocks ≥ 1.
//
//go:noescape
func gelu8(x *float32, blocks int)

// softmax8 is kernel.softmax of 8 × blocks values (AVX2, FMA). blocks ≥ 1.
//
//go:noescape
func softmax8(row *float32, blocks int)

// addNorm8 is kernel.addNorm of 8 × blocks values (AVX2, FMA); share is one over
// their number. blocks ≥ 1.
//
//go:noescape
func addNorm8(x, y, scale, shift *float32, blocks int, share, epsilon float32)
