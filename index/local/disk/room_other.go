//go:build !(linux || darwin || freebsd || windows)

package disk

// freeSpace is not known here: a full disk shows while writing.
func freeSpace(string) (int64, bool) { return 0, false }
