package index

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"verbatim/corpus"
)

// A stream reads and analyses the articles of many inputs at the same time and hands
// them over in order, holding no more than a few at once.
type stream struct {
	old       *generation // where unchanged articles come from, nil when there is none
	fresh     bool        // unchanged articles are wanted too
	force     bool        // pages are asked for whether or not they changed
	split     func(*corpus.Article) []corpus.Passage
	fetcher   corpus.Fetcher
	analyzers sync.Pool // of map[string]*analyzer
	slots     chan struct{}
	work      sync.WaitGroup
}

// A parcel is one article on its way to the writer.
type parcel struct {
	id        string
	bytes     int
	number    int         // of the article in the last run, 0 when it had none
	unchanged bool        // the last run had the same article
	analysed  *analysed   // nil when unchanged and not wanted
	page      *pageRecord // instead of an article: the end of a page of the web
	err       error
	ready     chan struct{}
}

// A feed is one input that is being read. Its last two fields are complete when
// parcels is closed.
type feed struct {
	task    task
	parcels chan *parcel
	skips   []corpus.Skip
	err     error
}

const (
	inputsAhead   = 8  // inputs that are read before their turn
	articlesAhead = 16 // articles of one input that wait for the writer
)

func newStream(old *generation, fresh bool, o UpdateOptions, web Web) *stream {
	s := &stream{old: old, fresh: fresh, force: o.Force, split: o.Split, slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
	if s.split == nil {
		s.split = corpus.Split
	}
	s.fetcher.Depth, s.fetcher.AllowPrivate = web.Depth, web.AllowPrivate
	s.analyzers.New = func() any { return map[string]*analyzer{} }
	return s
}

// run reads the tasks and calls take for every article and done after the last of
// each task, in the order of the tasks, from this goroutine.
func (s *stream) run(ctx context.Context, tasks []task, take func(task, *parcel) error,
	done func(task, []corpus.Skip) error,
) error {
	ctx, cancel := context.WithCancel(ctx)
	defer s.work.Wait()
	defer cancel()
	feeds := make(chan *feed, inputsAhead)
	s.work.Go(func() { s.start(ctx, tasks, feeds) })
	for f := range feeds {
		for p := range f.parcels {
			<-p.ready
			if p.err != nil {
				return p.err
			}
			if err := take(f.task, p); err != nil {
				return err
			}
		}
		if f.err != nil {
			return f.err
		}
		if err := done(f.task, f.skips); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// start begins to read the tasks, as far ahead as feeds has room.
func (s *stream) start(ctx context.Context, tasks []task, feeds chan<- *feed) {
	defer close(feeds)
	for _, t := range tasks {
		f := &feed{task: t, parcels: make(chan *parcel, articlesAhead)}
		select {
		case feeds <- f:
			s.work.Go(func() { s.read(ctx, f) })
		case <-ctx.Done():
			return
		}
	}
}

// read sends the articles of one input.
func (s *stream) read(ctx context.Context, f *feed) {
	defer close(f.parcels)
	switch web := f.task.input.IsURL(); {
	case web && f.task.keep:
		f.skips = f.task.record.Skips
		f.err = s.keepWeb(ctx, f)
	case web:
		f.skips, f.err = s.readWeb(ctx, f)
	case f.task.keep:
		f.skips = f.task.record.Skips
		f.err = s.resend(ctx, f, f.task.record.Articles)
	default:
		s.readFile(ctx, f)
	}
}

// readFile sends the articles of a file.
func (s *stream) readFile(ctx context.Context, f *feed) {
	sent := 0
	f.skips, f.err = corpus.Read(ctx, f.task.input, func(a corpus.Article) error {
		sent++
		return s.send(ctx, f, a)
	})
	if f.err == nil && sent == 0 && s.old != nil && unreadable(f.skips) {
		f.err = s.resend(ctx, f, f.task.record.Articles)
	}
}

// unreadable reports whether an input could not be opened: it is still there, and what
// was read of it last stays until it can be read again or is gone.
func unreadable(skips []corpus.Skip) bool {
	for _, s := range skips {
		if s.Reason == corpus.ReasonUnreadable && s.Place == "" {
			return true
		}
	}
	return false
}

// resend sends articles of the last run from the store.
func (s *stream) resend(ctx context.Context, f *feed, numbers []int) error {
	for _, number := range numbers {
		rec, err := s.old.catalogue.article(number)
		if err != nil {
			return err
		}
		a, err := s.old.article(&rec)
		if err != nil {
			return fmt.Errorf("read stored article %s: %w", rec.id, err)
		}
		if err := s.send(ctx, f, a); err != nil {
			return err
		}
	}
	return nil
}

// send puts an article in line and has it analysed meanwhile.
func (s *stream) send(ctx context.Context, f *feed, a corpus.Article) error {
	p := &parcel{id: a.ID, bytes: len(a.Text), ready: make(chan struct{})}
	select {
	case f.parcels <- p:
	case <-ctx.Done():
		return ctx.Err()
	}
	s.slots <- struct{}{}
	s.work.Go(func() {
		defer func() { <-s.slots; close(p.ready) }()
		p.err = s.fill(p, a)
	})
	return nil
}

// fill compares an article with the last run's and analyses it where that is wanted.
func (s *stream) fill(p *parcel, a corpus.Article) error {
	hash := articleHash(&a)
	if err := s.compare(p, a.ID, hash); err != nil {
		return err
	}
	if p.unchanged && !s.fresh {
		return nil
	}
	set := s.analyzers.Get().(map[string]*analyzer)
	defer s.analyzers.Put(set)
	an := set[a.Language]
	if an == nil {
		an = newAnalyzer(a.Language)
		set[a.Language] = an
	}
	p.analysed = analyseArticle(a, hash, s.split(&a), an)
	return nil
}

// compare finds the article of the last run with the same id. Where everything is read
// again a damaged record is as good as none.
func (s *stream) compare(p *parcel, id string, hash [16]byte) error {
	if s.old == nil {
		return nil
	}
	number, ok, err := s.old.catalogue.number(id)
	if err != nil || !ok {
		return err
	}
	rec, err := s.old.catalogue.article(number)
	if err != nil && s.fresh {
		return nil
	}
	p.number, p.unchanged = number, rec.hash == hash
	return err
}
