package library

import (
	"context"

	"verbatim/index"
	"verbatim/index/overlay"
)

// Library is what the bot needs of the index. It must be safe for concurrent use;
// what [Of] returns is.
type Library interface {
	Answer(ctx context.Context, q index.Query) (index.Answer, error)
	// Edition tells apart the states of the library in which a query has different answers.
	Edition(ctx context.Context) (index.Edition, error)
	Search(ctx context.Context, words string, n int, f index.Filter) ([]index.PassageHit, error)
	Sources() ([]index.Source, error)
	Context(q index.Quote) (text string, start int, err error)
	// Beside returns a library that has a server's own articles, too; this one goes on without.
	Beside(own *overlay.Shelf) Library
	// Encode gives such articles the vectors of their meaning, if there is anything to make
	// them with; those of texts that like has are taken from there. like may be nil.
	Encode(ctx context.Context, own, like *overlay.Shelf) error
}

// Of returns an index as a library.
func Of(x *index.Index) Library { return indexed{x} }

type indexed struct{ *index.Index }

func (l indexed) Beside(own *overlay.Shelf) Library { return indexed{l.Index.Beside(own)} }
