//go:build unix

package pdfium

import "golang.org/x/sys/unix"

// reserve returns zeros, which take memory once they are used; none where there is no room.
func reserve(size int) []byte {
	b, err := unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err != nil {
		return nil
	}
	return b
}

func release(b []byte) {
	if b != nil {
		_ = unix.Munmap(b) // what was mapped can be unmapped
	}
}
