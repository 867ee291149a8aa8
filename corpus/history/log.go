package history

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// longestName is the most bytes that a path in a log may have; Linux permits 4,096.
const longestName = 64 << 10

// readLog returns what reads a log until all files have a date. The log is NUL-terminated fields:
// an empty one begins a commit, the next is its author date in seconds since 1970, and those
// that follow are the paths that it changed, the first after a line break.
func readLog(files []string) func(io.Reader) (said, error) {
	return func(r io.Reader) (said, error) {
		wanted := make(map[string]bool, len(files))
		for _, f := range files {
			wanted[f] = true
		}
		out := said{dates: make(map[string]time.Time, len(files))}
		fields := bufio.NewReaderSize(r, longestName)
		var at time.Time
		for begins := false; len(wanted) > 0; {
			field, err := fields.ReadSlice(0)
			if errors.Is(err, io.EOF) {
				return out, nil
			}
			if err != nil {
				return said{}, err
			}
			name := string(field[:len(field)-1])
			switch {
			case begins:
				at, begins = author(name), false
			case name == "":
				begins = true
			default:
				name = strings.TrimPrefix(name, "\n")
				if wanted[name] && !at.IsZero() {
					delete(wanted, name)
					out.dates[name] = at
				}
			}
		}
		out.enough = true
		return out, nil
	}
}

// author reads an author date; one that no clock shows is the zero time.
func author(seconds string) time.Time {
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || n <= 0 || n > 1<<40 {
		return time.Time{}
	}
	t := time.Unix(n, 0).UTC()
	if t.Year() > 9999 {
		return time.Time{}
	}
	return t
}
