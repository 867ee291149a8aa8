package update

import (
	"context"

	"verbatim/corpus"
	"verbatim/corpus/web"
)

// readWeb sends the articles of a URL and of what it leads to, and after those of each
// page what is to be remembered of it.
func (s *stream) readWeb(ctx context.Context, f *feed) ([]corpus.Skip, error) {
	for packed := f.crawl.next(); packed != nil; packed = f.crawl.next() {
		p, err := unpack(packed)
		if err != nil {
			return nil, err
		}
		s.fetched.give(&f.crawl.size, int64(len(packed)))
		if err := s.sendPage(ctx, f, p); err != nil {
			return nil, err
		}
	}
	return f.crawl.skips, f.crawl.err
}

// sendPage sends what a page holds.
func (s *stream) sendPage(ctx context.Context, f *feed, p web.Page) error {
	if p.Unchanged {
		return s.keepPage(ctx, f, p.URL, p.Visit)
	}
	for _, a := range p.Articles {
		if err := s.send(ctx, f, a); err != nil {
			return err
		}
	}
	return s.endPage(ctx, f, pageRecord{URL: p.URL, Visit: p.Visit})
}

// lastVisit returns what the last run stored of a page. Where everything is to be read
// again it is asked for as if nothing were known of its content.
func (s *stream) lastVisit(ctx context.Context, t task, url string) (pageRecord, bool, error) {
	if s.old == nil {
		return pageRecord{}, false, nil
	}
	r, ok, err := pageOf(ctx, s.old, t.input.Key, url)
	if s.force {
		r.Visit.Hash = ""
		err = nil // damaged, and wanted again anyway
	}
	return r, ok && r.URL == url, err
}

// keepPage passes on a page whose articles are those of the last run.
func (s *stream) keepPage(ctx context.Context, f *feed, url string, visit web.Visit) error {
	r, _, err := s.lastVisit(ctx, f.task, url)
	if err != nil {
		return err
	}
	r.Visit = visit
	if !s.all {
		return s.endPage(ctx, f, r)
	}
	if err := s.resend(ctx, f, r.Articles); err != nil {
		return err
	}
	return s.endPage(ctx, f, pageRecord{URL: url, Visit: visit})
}

// keepWeb passes on all pages of an input that is not to be asked for.
func (s *stream) keepWeb(ctx context.Context, f *feed) error {
	urls, err := pagesOf(ctx, s.old, f.task.input.Key)
	if err != nil {
		return err
	}
	for _, url := range urls {
		r, _, err := s.lastVisit(ctx, f.task, url)
		if err != nil {
			return err
		}
		if err := s.keepPage(ctx, f, url, r.Visit); err != nil {
			return err
		}
	}
	return nil
}

// endPage puts the end of a page in line, after its articles. Those that its record names
// already stay as they are.
func (s *stream) endPage(ctx context.Context, f *feed, r pageRecord) error {
	p := &parcel{page: &r, ready: make(chan struct{})}
	close(p.ready)
	select {
	case f.parcels <- p:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
