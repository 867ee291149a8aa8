//go:build !unix

package pdfium

// reserve returns zeros.
func reserve(size int) []byte { return make([]byte, size) }

func release([]byte) {}
