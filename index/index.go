package index

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/overlay"
	"verbatim/index/reader"
)

var (
	// ErrNoIndex means that there is no finished index yet.
	ErrNoIndex = engine.ErrNoIndex
	// ErrFormat means that another version of this program wrote the index.
	ErrFormat = engine.ErrFormat
	// ErrDamaged means that the index is not what was written.
	ErrDamaged = engine.ErrDamaged
	// ErrAway means that the index cannot be reached for now.
	ErrAway = engine.ErrAway
)

// Options says how an index answers.
type Options struct {
	// Reader reads the candidates; nil leaves the order to lexical ranking.
	Reader *reader.Model
	// Budget is the number of word pieces after which the reader reads nothing more for
	// a question; fewer are faster and less often right. 0 means 1,600.
	Budget int
	// Meaning has passages found by the vectors of their meaning too, with the encoder
	// that the reader brings along; without a reader nothing comes of it.
	Meaning bool
	// Observe is told of each stage of a question when it has ended, and of the whole; nil for
	// nobody. ctx is that of the question. It is called from many goroutines.
	Observe func(ctx context.Context, stage string, began time.Time)
}

// An Index answers questions from the newest generation that an engine holds.
// It is safe for concurrent use.
type Index struct {
	engine  engine.Engine
	options Options
}

// New returns an index that answers from an engine, which is its own from then on.
func New(e engine.Engine, o Options) *Index { return &Index{engine: e, options: o} }

// Beside returns an index that answers from the same engine with a shelf of somebody's own articles
// over it, in the same way. x goes on without them. Of the two only x is to be closed.
func (x *Index) Beside(own *overlay.Shelf) *Index {
	return &Index{engine: overlay.New(x.engine, own), options: x.options}
}

// Encode gives the passages of a shelf vectors by the encoder that questions are encoded with, if there
// is one, on one core; those of texts that like has are taken from there. See [overlay.Shelf.Encode].
func (x *Index) Encode(ctx context.Context, own, like *overlay.Shelf) error {
	if x.options.Reader == nil || !x.options.Meaning {
		return nil
	}
	e, err := x.options.Reader.Encoder()
	if err == nil {
		err = own.Encode(ctx, e.WithCores(1).Encode, ReaderKnows, like)
	}
	if err != nil {
		return fmt.Errorf("encode own articles: %w", err)
	}
	return nil
}

// Describe returns the articles of a shelf, in the order of their ids.
func Describe(own *overlay.Shelf) []Source {
	var list []Source
	for _, a := range own.Articles() {
		list = append(list, describe(a))
	}
	return list
}

// Close closes the engine. Questions that are being answered still get their answer.
func (x *Index) Close() error { return x.engine.Close() }

// Generation returns the version of the generation that answers now, 0 when closed.
func (x *Index) Generation() int { return x.engine.Version() }

// An Edition is what answers depend on besides their questions: the same question has the same
// answer as long as it is the same.
type Edition struct {
	Generation int // its version
	Vectors    int // passages that have a vector of their meaning
}

// Edition returns the edition that answers now, or the error that every question has.
func (x *Index) Edition(ctx context.Context) (Edition, error) {
	s, err := x.engine.Hold(ctx)
	if err != nil {
		return Edition{}, err
	}
	defer s.Release()
	n, err := s.Vectors(ctx)
	return Edition{Generation: s.Generation().Version, Vectors: n}, err
}

// A State is what the generation that answers now is.
type State struct {
	Generation int       // its version
	Created    time.Time // the zero time when unknown
	Articles   int
	Passages   int
	Vectors    int      // passages that have a vector of their meaning
	Roots      []string // files, folders and URLs that it was made of
}

// State returns the state of the index, or the error that every question has.
func (x *Index) State(ctx context.Context) (State, error) {
	s, err := x.engine.Hold(ctx)
	if err != nil {
		return State{}, err
	}
	defer s.Release()
	g := s.Generation()
	n, err := s.Vectors(ctx)
	return State{g.Version, g.Created, g.Totals.Articles, g.Totals.Passages, n, g.Origin.Roots}, err
}

// Bases returns the addresses at which roots are published, by root, as far as the user told
// them.
func (x *Index) Bases() (map[string]string, error) {
	s, err := x.engine.Hold(context.Background())
	if err != nil {
		return nil, err
	}
	defer s.Release()
	return maps.Clone(s.Generation().Origin.Bases), nil
}

// Sources returns the indexed articles, in the order of their ids.
func (x *Index) Sources() ([]Source, error) {
	ctx := context.Background()
	s, err := x.engine.Hold(ctx)
	if err != nil {
		return nil, err
	}
	defer s.Release()
	list := make([]Source, 0, s.Generation().Totals.Articles)
	err = s.Each(ctx, func(a *engine.Article) error {
		list = append(list, describe(a))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list sources: %w", err)
	}
	return list, nil
}

// Article returns the article with this id, and false when there is none.
func (x *Index) Article(id string) (corpus.Article, bool, error) {
	ctx := context.Background()
	s, err := x.engine.Hold(ctx)
	if err != nil {
		return corpus.Article{}, false, err
	}
	defer s.Release()
	found, err := s.Find(ctx, id)
	if err != nil || found == nil {
		return corpus.Article{}, false, err
	}
	a, err := s.Whole(ctx, found)
	return a, err == nil, err
}

// Context returns the text of the passages a quote stands in, and where in the
// article's text it starts. After a reindex the article may have changed: then the
// error says so.
func (x *Index) Context(q Quote) (text string, start int, err error) {
	ctx := context.Background()
	s, err := x.engine.Hold(ctx)
	if err != nil {
		return "", 0, err
	}
	defer s.Release()
	a, err := s.Find(ctx, q.Article.ID)
	if err != nil {
		return "", 0, err
	}
	if a == nil {
		return "", 0, errMoved
	}
	if err := verify(ctx, s, []*engine.Article{a}, []Quote{q}); err != nil {
		return "", 0, errMoved
	}
	from, to, err := around(ctx, s, a, q)
	if err != nil {
		return "", 0, err
	}
	texts, err := s.Texts(ctx, []engine.Range{{Article: a, Start: from, End: to}})
	if err != nil {
		return "", 0, err
	}
	return texts[0], from, nil
}

var errMoved = errors.New("the quoted article has changed or left the corpus since")

// around returns where the passages begin and end that a quote stands in.
func around(ctx context.Context, s engine.Snapshot, a *engine.Article, q Quote) (from, to int, err error) {
	const atOnce = 100
	from, to = q.Start, 0
	for at := 0; at < a.Passages && to < q.End; at += atOnce {
		passages, err := s.Passages(ctx, a, at, min(at+atOnce, a.Passages))
		if err != nil {
			return 0, 0, err
		}
		for _, p := range passages {
			if p.Start < q.End && q.Start < p.End {
				from, to = min(from, p.Start), max(to, p.End)
			}
		}
	}
	if to < q.End {
		return 0, 0, errMoved
	}
	return from, to, nil
}
