package reader

// assemblyKernels returns the kernel for Advanced SIMD, which every arm64 has: its
// tile is in assembly, the rest is the portable kernel's.
func assemblyKernels() []kernel {
	neon := portableKernel()
	neon.name, neon.rows, neon.cols, neon.tile = "neon", 6, 16, tileNEON
	return []kernel{neon}
}

// tileNEON checks what it is given, as the assembly does not.
func tileNEON(c []float32, ldc int, a []float32, lda int, b []float32, ldb, depth int, bias []float32) {
	_, _, _, _ = c[5*ldc+15], a[5*lda+depth-1], b[(depth-1)*ldb+15], bias[15]
	tile6x16(&c[0], ldc, &a[0], lda, &b[0], ldb, depth, &bias[0])
}

// tile6x16 is kernel.tile for 6 rows and 16 columns (Advanced SIMD). depth ≥ 1.
//
//go:noescape
func tile6x16(c *float32, ldc int, a *float32, lda int, b *float32, ldb, depth int, bias *float32)
