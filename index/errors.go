package index

import (
	"errors"
	"fmt"
	"time"
)

var (
	// ErrNoIndex means that the data directory holds no finished generation.
	ErrNoIndex = errors.New("there is no index yet: run verbatim reindex")
	// ErrFormat means that another version of this program wrote the index.
	ErrFormat = errors.New("the index was written by another version: run verbatim reindex")
	// ErrEmpty means that a reindex found no article, and kept the old generation.
	ErrEmpty = errors.New("no articles found")
	// ErrSkipped means that a strict reindex had to pass something over, and kept the
	// old generation.
	ErrSkipped = errors.New("skipped inputs")
	// ErrDiskFull means that a reindex needs more room, and kept the old generation.
	ErrDiskFull = errors.New("not enough disk space for the new index, the old one stays")
	// ErrClosed means that the index was closed before the call.
	ErrClosed = errors.New("the index is closed")
)

// A LockedError means that another process is reindexing the same data directory.
type LockedError struct {
	Dir   string
	PID   int    // 0 when unknown
	Host  string // "" when unknown
	Since time.Time
}

// Error names the holder as far as it is known.
func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("%s is being reindexed by another process", e.Dir)
	}
	return fmt.Sprintf("%s is being reindexed by process %d on %s since %s",
		e.Dir, e.PID, e.Host, e.Since.Local().Format(time.DateTime))
}
