//go:build !unix

package sandbox

import "os"

// input returns standard input.
func input() (*os.File, error) { return os.Stdin, nil }
