//go:build linux && !amd64 && !arm64

package sandbox

import "errors"

// filterCalls knows the system calls of other processors only.
func filterCalls() error { return errors.New("verbatim has no filter for this processor") }
