//go:build !linux

package intake

import "os"

// openedPath returns the path of a file, without symbolic links.
func openedPath(_ *os.File, path string) (string, error) { return realPath(path) }
