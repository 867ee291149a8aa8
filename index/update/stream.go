package update

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"verbatim/corpus"
	"verbatim/corpus/intake"
	"verbatim/corpus/sandbox"
	"verbatim/corpus/web"
	"verbatim/index/engine"
	"verbatim/index/term"
)

// A stream reads and analyses the articles of many inputs at the same time and hands
// them over in order, holding no more than a few at once, and no more than a [budget] has room
// for.
type stream struct {
	old       engine.Snapshot // where unchanged articles come from, nil when there is none
	out       output          // that articles are prepared for
	all       bool            // unchanged articles are wanted too
	force     bool            // pages are asked for whether or not they changed
	box       *sandbox.Box
	fetcher   web.Fetcher
	analyzers sync.Pool // of map[string]*analyzer
	room      *budget   // for articles
	fetched   *budget   // for pages that wait to become articles
	slots     chan struct{}
	work      sync.WaitGroup
}

// A parcel is one article on its way to the writer.
type parcel struct {
	id        string
	bytes     int
	cost      int64           // of the budget, until it is entered
	number    int             // of the article in the last run, 0 when it had none
	unchanged bool            // the last run had the same article
	prepared  engine.Prepared // nil when unchanged and not wanted
	sentences int             // of what is prepared
	page      *pageRecord     // instead of an article: the end of a page of the web
	err       error
	ready     chan struct{}
}

// A feed is one input that is being read. Its last two fields are complete when
// parcels is closed.
type feed struct {
	task    task
	turn    *sandbox.Turn // to have a file parsed
	crawl   *crawl        // that fetches its pages, nil for none
	ahead   share         // that its articles have of the budget
	parcels chan *parcel
	skips   []corpus.Skip
	err     error
}

const (
	inputsAhead   = 8  // inputs that are read before their turn
	articlesAhead = 16 // articles of one input that wait for the writer
)

func newStream(old engine.Snapshot, from engine.Origin, o Options, out output) *stream {
	s := &stream{old: old, out: out, all: out.wantsAll(), force: o.Force, box: o.Box, room: newBudget(maxAhead), fetched: newBudget(maxFetched), slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
	s.fetcher.Depth, s.fetcher.Depths, s.fetcher.AllowPrivate, s.fetcher.Box = from.Web.Depth, from.Depths, from.Web.AllowPrivate, o.Box
	s.analyzers.New = func() any { return map[string]*term.Analyzer{} }
	return s
}

// run reads the tasks and enters every article, the end of every page and that of every
// task into the ledger, in the order of the tasks, from this goroutine.
func (s *stream) run(ctx context.Context, tasks []task, l *ledger) error {
	ctx, cancel := context.WithCancel(ctx)
	defer s.work.Wait()
	defer cancel()
	feeds, crawls := make(chan *feed, inputsAhead), crawlsOf(tasks)
	s.work.Go(func() { s.crawl(ctx, crawls) })
	s.work.Go(func() { s.start(ctx, tasks, crawls, feeds) })
	for f := range feeds {
		s.turn(f)
		for p := range f.parcels {
			if err := p.enter(ctx, f.task, l); err != nil {
				return err
			}
			s.room.give(&f.ahead, p.cost)
		}
		if f.err != nil {
			return f.err
		}
		if err := l.input(ctx, f.task, f.skips); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// turn makes a feed the one that is written.
func (s *stream) turn(f *feed) {
	s.room.turn(&f.ahead)
	if f.crawl != nil {
		s.fetched.turn(&f.crawl.size)
	}
}

// enter enters the parcel into the ledger once it is ready.
func (p *parcel) enter(ctx context.Context, t task, l *ledger) error {
	<-p.ready
	switch {
	case p.err != nil:
		return p.err
	case p.page != nil:
		return l.page(ctx, t, p.page)
	}
	return l.article(ctx, t, p)
}

// start begins to read the tasks, as far ahead as feeds has room, and gives each its crawl. Files
// are given their turns in the order of the tasks: one that waits for those before it to be written
// then never has what these need.
func (s *stream) start(ctx context.Context, tasks []task, crawls []*crawl, feeds chan<- *feed) {
	defer close(feeds)
	for _, t := range tasks {
		f := &feed{task: t, parcels: make(chan *parcel, articlesAhead)}
		switch {
		case t.crawled():
			f.crawl, crawls = crawls[0], crawls[1:]
		case f.parsed():
			var err error
			if f.turn, err = s.box.Turn(ctx, t.input.Path, t.input.Size); err != nil {
				return // ctx.Err(), which run returns
			}
		}
		select {
		case feeds <- f:
			s.work.Go(func() { s.read(ctx, f) })
		case <-ctx.Done():
			f.turn.Done()
			return
		}
	}
}

// parsed reports whether the bytes of a file are going to be parsed.
func (f *feed) parsed() bool {
	return !f.task.keep && !f.task.input.IsURL() && f.task.input.Root != corpus.Shipped
}

// read sends the articles of one input.
func (s *stream) read(ctx context.Context, f *feed) {
	defer close(f.parcels)
	defer f.turn.Done()
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
	f.skips, f.err = intake.Read(ctx, f.turn, f.task.input, func(a corpus.Article) error {
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
	const atOnce = 100
	for part := range slices.Chunk(numbers, atOnce) {
		articles, err := s.old.Articles(ctx, part)
		if err != nil {
			return err
		}
		for _, stored := range articles {
			a, err := s.old.Whole(ctx, stored)
			if err != nil {
				return fmt.Errorf("read stored article %s: %w", stored.ID, err)
			}
			if err := s.send(ctx, f, a); err != nil {
				return err
			}
		}
	}
	return nil
}

// send puts an article in line, when there is room for it, and has it analysed meanwhile.
func (s *stream) send(ctx context.Context, f *feed, a corpus.Article) error {
	p := &parcel{id: a.ID, bytes: len(a.Text), cost: costOf(&a), ready: make(chan struct{})}
	if err := s.room.take(ctx, &f.ahead, p.cost); err != nil {
		return err
	}
	select {
	case f.parcels <- p:
	case <-ctx.Done():
		return ctx.Err()
	}
	s.slots <- struct{}{}
	s.work.Go(func() {
		defer func() { <-s.slots; close(p.ready) }()
		p.err = s.fill(ctx, p, a)
	})
	return nil
}

// fill compares an article with the last run's and analyses it where that is wanted.
func (s *stream) fill(ctx context.Context, p *parcel, a corpus.Article) error {
	hash := articleHash(&a)
	if err := s.compare(ctx, p, a.ID, hash); err != nil {
		return err
	}
	if p.unchanged && !s.all {
		return nil
	}
	set := s.analyzers.Get().(map[string]*term.Analyzer)
	defer s.analyzers.Put(set)
	an := set[a.Language]
	if an == nil {
		an = term.NewAnalyzer(a.Language)
		set[a.Language] = an
	}
	p.prepared, p.sentences = s.out.prepare(a, hash, an)
	return nil
}

// compare finds the article of the last run with the same id. Where everything is read
// again a damaged record is as good as none.
func (s *stream) compare(ctx context.Context, p *parcel, id string, hash [16]byte) error {
	if s.old == nil {
		return nil
	}
	last, err := s.old.Find(ctx, id)
	if err != nil && s.all {
		return nil
	}
	if err != nil || last == nil {
		return err
	}
	p.number, p.unchanged = last.Number, last.Hash == hash
	return nil
}
