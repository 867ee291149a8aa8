package index

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"verbatim/corpus"
	"verbatim/index/reader"
)

// Options says how an index is opened.
type Options struct {
	// Reader reads the candidates; nil leaves the order to lexical ranking.
	Reader *reader.Model
	// Budget is the number of word pieces after which the reader reads nothing more for
	// a question; fewer are faster and less often right. 0 means 1,600.
	Budget int
	// Logger gets what happens between questions, such as a switch of generation;
	// nil discards it.
	Logger *slog.Logger
}

// An Index answers questions from the newest generation of a data directory.
// It is safe for concurrent use.
type Index struct {
	dir     string
	options Options
	mutex   sync.RWMutex
	live    *generation // nil after Close
	stop    context.CancelFunc
	stopped chan struct{}
}

// followEvery is how often the pointer to the newest generation is looked at. Reading
// a file of a few bytes works on every file system, network drives included.
const followEvery = 500 * time.Millisecond

// Open opens the newest generation below dir for reading and follows the switch to
// newer ones. It returns [ErrNoIndex] when there is none yet and [ErrFormat] when
// another version of this program wrote it.
func Open(dir string, o Options) (*Index, error) {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	g, err := openNewest(dir)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	x := &Index{dir: dir, options: o, live: g, stop: stop, stopped: make(chan struct{})}
	go x.follow(ctx)
	return x, nil
}

// openNewest opens the generation that the pointer names. A reindex may switch and
// remove the old one while it is being opened: then the new one is tried.
func openNewest(dir string) (*generation, error) {
	for {
		number, err := current(dir)
		if err != nil {
			return nil, err
		}
		g, err := openGeneration(dir, number)
		if err == nil {
			return g, nil
		}
		if now, again := current(dir); again != nil || now == number {
			return nil, err
		}
	}
}

// follow switches to newer generations until ctx ends.
func (x *Index) follow(ctx context.Context) {
	defer close(x.stopped)
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	var failed string
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := x.refresh(); err != nil && err.Error() != failed {
			failed = err.Error() // once, not twice a second
			x.options.Logger.Error("cannot switch to the new index, the old one goes on answering", "error", err)
		}
	}
}

// refresh switches to the newest generation if that is not the live one.
func (x *Index) refresh() error {
	number, err := current(x.dir)
	if err != nil || number == x.Generation() {
		return err
	}
	g, err := openNewest(x.dir)
	if err != nil {
		return err
	}
	x.mutex.Lock()
	old := x.live
	if old == nil { // closed meanwhile
		x.mutex.Unlock()
		return g.release()
	}
	x.live = g
	x.mutex.Unlock()
	x.options.Logger.Info("switched to a new index", "generation", g.number, "articles", g.meta.Totals.Articles)
	return old.release()
}

// hold returns the live generation, kept open until it is released.
func (x *Index) hold() (*generation, error) {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	if x.live == nil || !x.live.hold() {
		return nil, ErrClosed
	}
	return x.live, nil
}

// Close ends the following and closes the generation when its last query has ended.
func (x *Index) Close() error {
	x.stop()
	<-x.stopped
	x.mutex.Lock()
	g := x.live
	x.live = nil
	x.mutex.Unlock()
	if g == nil {
		return nil
	}
	return g.release()
}

// Generation returns the number of the generation that answers now, 0 when closed.
func (x *Index) Generation() int {
	x.mutex.RLock()
	defer x.mutex.RUnlock()
	if x.live == nil {
		return 0
	}
	return x.live.number
}

// Sources returns the indexed articles, in the order of their ids.
func (x *Index) Sources() ([]Source, error) {
	g, err := x.hold()
	if err != nil {
		return nil, err
	}
	defer g.release()
	list := make([]Source, 0, g.meta.Totals.Articles)
	err = g.catalogue.eachArticle(func(_ int, a articleRecord) error {
		list = append(list, a.describe())
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list sources: %w", err)
	}
	return list, nil
}

// Article returns the article with this id, and false when there is none.
func (x *Index) Article(id string) (corpus.Article, bool, error) {
	g, err := x.hold()
	if err != nil {
		return corpus.Article{}, false, err
	}
	defer g.release()
	rec, ok, err := g.lookup(id)
	if err != nil || !ok {
		return corpus.Article{}, false, err
	}
	a, err := g.article(&rec)
	return a, err == nil, err
}

// lookup returns the record of the article with this id.
func (g *generation) lookup(id string) (articleRecord, bool, error) {
	number, ok, err := g.catalogue.number(id)
	if err != nil || !ok {
		return articleRecord{}, false, err
	}
	rec, err := g.catalogue.article(number)
	return rec, err == nil, err
}

// Context returns the text of the passage a quote stands in, and where in the
// article's text it starts. After a reindex the article may have changed: then the
// error says so.
func (x *Index) Context(q Quote) (text string, start int, err error) {
	g, err := x.hold()
	if err != nil {
		return "", 0, err
	}
	defer g.release()
	rec, ok, err := g.lookup(q.Article.ID)
	if err != nil {
		return "", 0, err
	}
	if !ok {
		return "", 0, errMoved
	}
	if err := g.verify(&rec, q); err != nil {
		return "", 0, errMoved
	}
	_, places, err := g.body(&rec)
	if err != nil {
		return "", 0, err
	}
	for _, l := range places {
		p, err := g.passage(l)
		if err != nil {
			return "", 0, err
		}
		if p.start <= q.Start && q.End <= p.end {
			text, err := g.text(&rec, p.start, p.end)
			return text, p.start, err
		}
	}
	return "", 0, errMoved
}

var errMoved = errors.New("the quoted article has changed or left the corpus since")
