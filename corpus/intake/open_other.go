//go:build !unix

package intake

import "os"

// openFlags open a file to read.
const openFlags = os.O_RDONLY
