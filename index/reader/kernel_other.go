//go:build !amd64 && !arm64

package reader

// assemblyKernels returns none: this processor has the portable kernel only.
func assemblyKernels() []kernel { return nil }
