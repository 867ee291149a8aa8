package store

import (
	"context"
	"errors"
	"time"
)

// A Home keeps the records of a store beyond its machine, so that another process can go on with them on another one. It is of
// one process at a time: once another has taken it over, whoever had it before is refused. It is safe for concurrent use.
type Home interface {
	// Last returns the group that was kept last.
	Last(ctx context.Context) (Group, error)
	// Keep keeps the group that follows the last one, and returns when it outlives the loss of machines that the home stands.
	// Where the last group is another one than is thought nothing is kept, and the error is [ErrStale]. After another
	// error the group may be kept or not.
	Keep(ctx context.Context, g Group) error
	// Load visits every record as of the last group, in no order.
	Load(ctx context.Context, visit func(Change) error) error
	// Inherit visits every record of other stores of the bot, which nobody has any more, in no order. Retire deletes those of them that
	// are mine.
	Inherit(ctx context.Context, from []string, visit func(Change) error) error
	Retire(ctx context.Context, from []string, mine func(Change) bool) error
	// Sweep has the bytes of what was deleted leave the home's disks.
	Sweep(ctx context.Context) error

	// Fingerprint returns what tells the key from others under which people are known, and keeps ours where none is kept. With ""
	// it keeps none, and returns "" where there is none.
	Fingerprint(ctx context.Context, ours string) (string, error)

	// Mark keeps a mark for all stores of the bot. Marks returns all by their names, and DropMarks drops those from before a time.
	Mark(ctx context.Context, name string, data []byte) error
	Marks(ctx context.Context) (map[string][]byte, error)
	DropMarks(ctx context.Context, before time.Time) error
}

// A Group is changes that were acknowledged together.
type Group struct {
	Home    string // names the home for as long as it stands: one that was made anew has another name
	Number  uint64 // of the group, from 1
	Since   uint64 // the changes bring records as of this group or a later one to this one
	Mine    bool   // this process has kept it
	Wipes   bool   // what the changes take away is to leave the disks
	Changes []Change

	// From names the stores whose records are to be taken over into this one before anything else is done, as far as they are of
	// its servers: those of the bot when it had another number of processes. Whoever keeps a group without it has done so. Retire names
	// the stores from which these records are to be deleted then, in the same way.
	From, Retire []string
}

// nothing reports whether nothing was ever kept.
func (g Group) nothing() bool { return g.Since == 0 && len(g.Changes) == 0 }

// A Change is what has become of a record.
type Change struct {
	Bucket string `json:"bucket"`
	Key    string `json:"key"`
	Value  []byte `json:"-"` // JSON, nil where the record is deleted
}

var (
	// ErrStale says that a home's last group is another one than was thought.
	ErrStale = errors.New("the records have changed")
	// ErrTaken says that another process keeps the records now.
	ErrTaken = errors.New("another process has taken over the records: this one writes nothing any more")
	// ErrAway says that records cannot be kept for now, and nothing was changed.
	ErrAway = errors.New("the records cannot be reached for now")
	// ErrOtherKey says that the records are kept under another key than is in the folder.
	ErrOtherKey = errors.New("the bot's records are kept under another key than the one in this data folder")
	// ErrNoKey says that the records are kept under a key that is not in the folder.
	ErrNoKey = errors.New("the bot's records are kept under a key that is not in this data folder")
)
