package library

import (
	"context"

	"verbatim/index"
)

// Library is what the bot needs of the index. It must be safe for concurrent use;
// [*index.Index] is.
type Library interface {
	Answer(ctx context.Context, q index.Query) (index.Answer, error)
	// Edition tells apart the states of the library in which a query has different answers.
	Edition(ctx context.Context) (index.Edition, error)
	Search(ctx context.Context, words string, n int, f index.Filter) ([]index.PassageHit, error)
	Sources() ([]index.Source, error)
	Context(q index.Quote) (text string, start int, err error)
}
