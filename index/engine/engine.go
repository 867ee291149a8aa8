package engine

import (
	"context"

	"verbatim/corpus"
)

// An Engine gives out the newest generation of a corpus, and follows the switch to newer
// ones by itself. It is safe for concurrent use.
type Engine interface {
	// Hold returns the newest generation, which its caller has to release. It returns
	// [ErrClosed] after Close, and [ErrDamaged] where the generation turned out to be that.
	Hold(ctx context.Context) (Snapshot, error)
	// Version returns the version of the newest generation, 0 after Close. It asks
	// nobody, and so never waits.
	Version() int
	// Understand tells what questions are encoded with; until then, and where passages
	// have vectors of another encoding, nothing is found by meaning.
	Understand(e Encoding) error
	// Close gives the engine up. What is held stays readable until it is released.
	Close() error
}

// A Snapshot is a generation that is held. It is safe for concurrent use until it is
// released. What it returns is shared and not to be changed.
type Snapshot interface {
	Searcher
	Meaning
	Library
	Notes
	// Generation describes what is held.
	Generation() *Generation
	// Release ends the holding; nothing else may be called after it.
	Release() error
}

// A Searcher finds passages by the terms they hold, in their text, their headings and
// their article's title.
type Searcher interface {
	// Counts returns how many passages hold each of the terms.
	Counts(ctx context.Context, terms []string) ([]int, error)
	// Similar returns other terms that passages hold, share the first letter with term
	// and are reached from it by edits (letters put in, taken out or replaced): those
	// reached by the fewest, at least one and at most that many; the ones that most
	// passages hold first, most of them in number.
	Similar(ctx context.Context, term string, edits, most int) ([]string, error)
	// Search returns the passages that match the query best, best first.
	Search(ctx context.Context, q Query) ([]Hit, error)
}

// A Library gives back what articles hold. What is not all there, or does not follow its
// format, is an [ErrDamaged].
type Library interface {
	// Articles returns the articles with these numbers, in their order. A number that
	// no article has is an [ErrDamaged].
	Articles(ctx context.Context, numbers []int) ([]*Article, error)
	// Find returns the article with this id, and nil when there is none.
	Find(ctx context.Context, id string) (*Article, error)
	// Each calls yield for all articles in the order of their ids, and returns its first error.
	Each(ctx context.Context, yield func(*Article) error) error
	// Whole returns an article as it was put in.
	Whole(ctx context.Context, a *Article) (corpus.Article, error)
	// Passages returns the passages of an article from one ordinal up to, and without, another.
	Passages(ctx context.Context, a *Article, from, to int) ([]*Passage, error)
	// Texts returns ranges of articles' texts, byte for byte. One that does not lie in
	// the text is an [ErrDamaged].
	Texts(ctx context.Context, ranges []Range) ([]string, error)
}

// Notes gives back what the writer of the generation wanted to remember. A note has a
// key of any length, and stands under a topic; "" is a topic, too.
type Notes interface {
	// Note returns a note, nil when there is none.
	Note(ctx context.Context, topic, key string) ([]byte, error)
	// EachNote calls yield for all notes under a topic, in an order that stays the same, and
	// returns its first error. The note is yield's until it returns.
	EachNote(ctx context.Context, topic string, yield func(note []byte) error) error
}
