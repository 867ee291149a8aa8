package sandbox

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
)

// A statm tells how many bytes of memory a process takes (proc(5), /proc/pid/statm).
type statm struct{ file *os.File }

// newStatm opens the file of a process; of one that cannot be opened nothing is told.
func newStatm(pid int) statm {
	f, err := os.Open(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return statm{}
	}
	return statm{f}
}

// resident returns the bytes that are resident, 0 where that is not known.
func (s statm) resident() int64 {
	if s.file == nil {
		return 0
	}
	var b [128]byte
	n, _ := s.file.ReadAt(b[:], 0) // at its end, always
	fields := bytes.Fields(b[:n])
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

func (s statm) close() {
	if s.file != nil {
		_ = s.file.Close() // nothing was written
	}
}
