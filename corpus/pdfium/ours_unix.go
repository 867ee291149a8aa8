//go:build unix

package pdfium

import (
	"os"
	"syscall"
)

// ours reports a folder of this user's.
func ours(dir string) bool {
	info, err := os.Lstat(dir)
	if err != nil {
		return false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && info.IsDir() && int(stat.Uid) == os.Geteuid()
}

// private reports a folder of this user's into which nobody else can look.
func private(dir string) bool {
	info, err := os.Lstat(dir)
	return err == nil && info.Mode().Perm()&0o077 == 0 && ours(dir)
}
