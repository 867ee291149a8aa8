package engine

import "context"

// A Store is where the generations of a corpus are written.
type Store interface {
	// Lock makes the caller the one who may write, until he releases it; when that is
	// another process, it returns a [*LockedError]. It cleans up what a killed one left.
	Lock(ctx context.Context) (Keeper, error)
	// Fill makes the caller the one who gives the passages of the newest generation
	// vectors of an encoding, those of the articles that are wanted, until he releases
	// it. It returns [ErrFilling] when there is one already and [ErrNoIndex] when there
	// is no generation. Vectors of another encoding are thrown away.
	Fill(ctx context.Context, e Encoding, wanted func(*Article) bool) (Filler, error)
}

// A Keeper holds the right to write to a store.
type Keeper interface {
	// Live returns the newest generation, and nil when there is none that this program
	// can read and that is sound. It belongs to the keeper, who releases it.
	Live() Snapshot
	// Last describes the newest generation, as far as that is known where it cannot be
	// read: its version, 0 when there is none, and where it came from.
	Last() *Generation
	// Announce tells what is going to be read. Where nothing tells yet what the generations are
	// made of, it is remembered until the keeper is released without a switch: a process that
	// is killed leaves it to the next.
	Announce(ctx context.Context, from Origin) error
	// Begin begins a generation; there is at most one at a time. It returns
	// [ErrNoRoom] when what is announced has no room.
	Begin(ctx context.Context, s Start) (Draft, error)
	// Release gives the right to write back.
	Release() error
}

// Start says how a generation begins.
type Start struct {
	Fresh  bool   // with nothing in it, otherwise with all that the live one holds, notes included
	Origin Origin // where what is put in comes from
	Bytes  int64  // size of the inputs that are going to be read, 0 where unknown
}

// A Draft is a generation that is being written. Nobody reads it before the switch, and
// until then a kill or Abandon leaves everything as it was. But for Prepare it is not safe
// for concurrent use. It returns [ErrNoRoom] when there is no more room.
type Draft interface {
	// Prepare does the part of Put that needs no order. It is safe for concurrent use.
	Prepare(d *Document) Prepared
	// Put puts an article in and returns its number, which is higher than any before. No
	// other article of the draft may have the same id.
	Put(ctx context.Context, p Prepared) (number int, err error)
	// Delete takes out an article that the live generation holds.
	Delete(ctx context.Context, number int) error
	// Has reports whether an article with this id is in.
	Has(ctx context.Context, id string) (bool, error)
	// PutNote remembers a note in the place of the one with the same topic and key.
	PutNote(ctx context.Context, topic, key string, note []byte) error
	// DeleteNote forgets a note, if there is one.
	DeleteNote(ctx context.Context, topic, key string) error
	// DeleteNotes forgets all notes under a topic.
	DeleteNotes(ctx context.Context, topic string) error
	// Totals counts what is in.
	Totals() Totals
	// Finish completes the generation, so that a crash loses nothing of it.
	Finish(ctx context.Context) error
	// Switch makes a finished generation the newest, in one step, and returns its version.
	Switch(ctx context.Context) (version int, err error)
	// Abandon gives up a generation that was not switched to, finished or not.
	Abandon() error
}

// Prepared is a document on its way into the draft that prepared it, in a form of the
// engine's own.
type Prepared any
