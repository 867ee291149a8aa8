package engine

import (
	"errors"
	"fmt"
	"time"
)

var (
	// ErrNoIndex means that there is no finished generation.
	ErrNoIndex = errors.New("there is no index yet: run verbatim reindex")
	// ErrUnfinished is an ErrNoIndex: there was to be a generation, and what it is made of is
	// known. The roots follow the message.
	ErrUnfinished = fmt.Errorf("%w, which finishes the index of", ErrNoIndex)
	// ErrFormat means that another version of this program wrote the generation.
	ErrFormat = errors.New("the index was written by another version: run verbatim reindex")
	// ErrNoRoom means that a new generation needs more room than there is.
	ErrNoRoom = errors.New("not enough disk space for the new index, the old one stays")
	// ErrDamaged means that stored bytes are not what was written, or do not follow their format.
	ErrDamaged = errors.New("the index is damaged: run verbatim reindex, which builds it anew")
	// ErrLost means that there was an index, and nothing tells any more what it was made of.
	ErrLost = errors.New("there was an index, but what it was made of is lost: run verbatim reindex PATH, with the files, folders and URLs to read")
	// ErrAway means that what keeps the index does not answer, or not whole. It may later.
	ErrAway = errors.New("the index cannot be reached now")
	// ErrClosed means that the engine was closed before the call.
	ErrClosed = errors.New("the index is closed")
)

// A LockedError means that another process is writing to the store.
type LockedError struct {
	Where string // the store
	PID   int    // 0 when unknown
	Host  string // "" when unknown
	Since time.Time
}

// Error names the holder as far as it is known.
func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("%s is being reindexed by another process", e.Where)
	}
	return fmt.Sprintf("%s is being reindexed by process %d on %s since %s",
		e.Where, e.PID, e.Host, e.Since.Local().Format(time.DateTime))
}
