package sandbox

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"
)

// A usage tells what a process takes (proc(5): /proc/pid/statm, /proc/pid/stat).
type usage struct{ statm, stat *os.File }

// newUsage opens the files of a process; of one whose files cannot be opened nothing is told.
func newUsage(pid int) usage {
	statm, err := os.Open(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return usage{}
	}
	stat, err := os.Open(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		_ = statm.Close() // nothing was written
		return usage{}
	}
	return usage{statm, stat}
}

// resident returns the bytes that are resident and its own, 0 where that is not known. Pages of the
// program's file are not: all its processes share them, and the kernel can have them back.
func (u usage) resident() int64 {
	return (field(u.statm, 1) - field(u.statm, 2)) * int64(os.Getpagesize())
}

// Fields of /proc/pid/stat behind the name of the program, and their unit.
const (
	userTime   = 11
	systemTime = 12
	tick       = 10 * time.Millisecond // sysconf(_SC_CLK_TCK) is 100 wherever Go runs
)

// spent returns the processor time that was spent, and whether that is known.
func (u usage) spent() (time.Duration, bool) {
	if u.stat == nil {
		return 0, false
	}
	return time.Duration(field(u.stat, userTime)+field(u.stat, systemTime)) * tick, true
}

// field returns the number that stands at a place in a file, behind the name in brackets if
// there is one; 0 where there is none.
func field(f *os.File, at int) int64 {
	if f == nil {
		return 0
	}
	var b [512]byte
	n, _ := f.ReadAt(b[:], 0) // at its end, always
	text := b[:n]
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	if at >= len(fields) {
		return 0
	}
	value, err := strconv.ParseInt(string(fields[at]), 10, 64)
	if err != nil {
		return 0
	}
	return value
}

func (u usage) close() {
	for _, f := range []*os.File{u.statm, u.stat} {
		if f != nil {
			_ = f.Close() // nothing was written
		}
	}
}
