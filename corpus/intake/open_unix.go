//go:build unix

package intake

import "syscall"

// openFlags open a file to read. A pipe that was put in the place of a listed file must not
// keep the program waiting for somebody to write to it.
const openFlags = syscall.O_RDONLY | syscall.O_NONBLOCK | syscall.O_CLOEXEC
