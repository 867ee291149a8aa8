//go:build opensearch && linux

package scale_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// computed returns for how long processes have computed, with all their threads.
func computed(processes ...int) (sum time.Duration, err error) {
	const tick = time.Second / 100 // of the clock in /proc, the same wherever Linux runs (proc(5))
	for _, p := range processes {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p))
		if err != nil {
			return 0, err
		}
		fields := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
		for _, f := range fields[11:13] { // utime and stime
			n, err := strconv.Atoi(f)
			if err != nil {
				return 0, err
			}
			sum += time.Duration(n) * tick
		}
	}
	return sum, nil
}

// peak returns the most memory that processes have had, each at its own time, in bytes.
func peak(processes ...int) (sum int64, err error) {
	for _, p := range processes {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p))
		if err != nil {
			return 0, err
		}
		_, rest, _ := strings.Cut(string(b), "VmHWM:")
		var n int64
		if _, err := fmt.Sscan(rest, &n); err != nil { // in KiB
			return 0, err
		}
		sum += n << 10
	}
	return sum, nil
}

// sizeOf returns the bytes of all files below a folder.
func sizeOf(dir string) (n int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			n += info.Size()
		}
		return err
	})
	return n, err
}

// loadAverage is how many threads wanted a core in the last minute, as the kernel tells.
func loadAverage(t testing.TB) string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		t.Fatal(err)
	}
	one, _, _ := strings.Cut(string(b), " ")
	return one
}
