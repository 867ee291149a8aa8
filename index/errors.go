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
