package index

import (
	"context"
	"log/slog"

	"verbatim/corpus"
	"verbatim/index/reader"
)

// Options says how an index is opened.
type Options struct {
	// Reader reads the candidates; nil leaves the order to lexical ranking.
	Reader *reader.Model
	// Logger gets what happens between questions, such as a switch of generation;
	// nil discards it.
	Logger *slog.Logger
}

// An Index answers questions from the newest generation of a data directory.
// It is safe for concurrent use.
type Index struct {
	options Options
}

// Open opens the newest generation below dir for reading and follows the switch to
// newer ones. It returns [ErrNoIndex] when there is none yet and [ErrFormat] when
// another version of this program wrote it.
func Open(dir string, o Options) (*Index, error) { return nil, ErrNoIndex }

// Close ends the following and closes the generation when its last query has ended.
func (x *Index) Close() error { return nil }

// Answer answers one question. Abstaining is a result, not an error.
func (x *Index) Answer(ctx context.Context, q Query) (Answer, error) {
	return Answer{Question: q.Text, Abstained: true, Reason: NothingNear}, ctx.Err()
}

// Search returns the n passages that match the words best, best first.
func (x *Index) Search(ctx context.Context, words string, n int, f Filter) ([]PassageHit, error) {
	return nil, ctx.Err()
}

// Sources returns the indexed articles, in the order of their ids.
func (x *Index) Sources() ([]Source, error) { return nil, nil }

// Article returns the article with this id, and false when there is none.
func (x *Index) Article(id string) (corpus.Article, bool, error) {
	return corpus.Article{}, false, nil
}

// Context returns the text of the passage a quote stands in, and where in the
// article's text it starts.
func (x *Index) Context(q Quote) (text string, start int, err error) { return "", 0, nil }

// Generation returns the number of the generation that answers now.
func (x *Index) Generation() int { return 0 }
