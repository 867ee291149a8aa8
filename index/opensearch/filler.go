package opensearch

import (
	"context"
	"errors"
	"fmt"

	"verbatim/cluster"
	"verbatim/index/engine"
	"verbatim/index/vector"
)

// fillingName is the lock of the one who gives passages their vectors.
const fillingName = "filling"

// A filler gives the passages of one generation their vectors. It implements [engine.Filler].
type filler struct {
	store    *Store
	encoding engine.Encoding
	live     *generation
	lock     *cluster.Lock
	header   vector.Header
	next     int            // number of the next pack
	articles []passagesOf   // those that are wanted and not yet gone through, in the order of their ids
	at       int            // the passage of the first of them that comes next
	waiting  []engine.Blank // passages that Next returns next
	known    map[vector.ID]bool
	have     int
	want     int
}

// passagesOf is an article as far as a filler needs it.
type passagesOf struct{ number, passages int }

// Fill makes the caller the one who gives the newest generation its vectors.
func (s *Store) Fill(ctx context.Context, e engine.Encoding, wanted func(*engine.Article) bool) (engine.Filler, error) {
	g, err := openNewest(ctx, s.c, s.o.Name)
	if err != nil {
		return nil, err
	}
	f := &filler{store: s, encoding: e, live: g, known: map[vector.ID]bool{}}
	if err := f.open(ctx, wanted); err != nil {
		return nil, errors.Join(fmt.Errorf("fill in vectors: %w", noRoom(told(err))), f.Release())
	}
	return f, nil
}

// open takes the lock, and looks up what there is and what is wanted.
func (f *filler) open(ctx context.Context, wanted func(*engine.Article) bool) (err error) {
	f.lock, err = f.store.lock(ctx, fillingName)
	if _, held := errors.AsType[*engine.LockedError](err); held {
		return engine.ErrFilling
	}
	if err != nil {
		return err
	}
	if err := f.read(ctx); err != nil {
		return err
	}
	return f.live.Each(ctx, func(a *engine.Article) error {
		if wanted(a) {
			f.articles = append(f.articles, passagesOf{a.Number, a.Passages})
			f.count(a)
		}
		return nil
	})
}

// read looks up which passages have a vector. Vectors of another encoding are thrown away.
func (f *filler) read(ctx context.Context) error {
	r := readPacks(f.store.c, f.live.base)
	err := r.each(ctx, func(h vector.Header, e vector.Entry) bool {
		f.header = h
		if f.fits(h) {
			f.known[e.ID] = true
		}
		return f.fits(h)
	})
	if err != nil {
		return err
	}
	if f.next = r.next; f.fits(f.header) {
		return nil
	}
	f.next = 1
	if err := f.store.c.DeleteIndices(ctx, f.live.base.vectors()); err != nil {
		return err
	}
	f.header, err = createVectors(ctx, f.store.c, f.store.o, f.live.base, f.encoding)
	return err
}

func (f *filler) fits(h vector.Header) bool { return fits(h, f.encoding) }

// fits reports whether vectors are of an encoding.
func fits(h vector.Header, e engine.Encoding) bool {
	return h.Identity == e.Identity && h.Dimension == e.Dimension
}

// count counts the passages of an article.
func (f *filler) count(a *engine.Article) {
	f.want += a.Passages
	for i := 0; i < a.Passages && len(f.known) > 0; i++ {
		if f.known[idOf(a.Number, i)] {
			f.have++
		}
	}
}

// Next returns passages without a vector.
func (f *filler) Next(ctx context.Context, most int) ([]engine.Blank, error) {
	b, err := newest(ctx, f.store.c, f.store.o.Name)
	if err == nil && b != f.live.base {
		err = engine.ErrReplaced
	}
	for err == nil && len(f.waiting) < most && len(f.articles) > 0 {
		err = f.advance(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("fill in vectors: %w", err)
	}
	n := min(most, len(f.waiting))
	blanks := f.waiting[:n:n]
	f.waiting = f.waiting[n:]
	return blanks, nil
}

// advance looks up some more passages that lack a vector.
func (f *filler) advance(ctx context.Context) error {
	const atOnce = 256
	var ids []string
	for len(ids) < atOnce && len(f.articles) > 0 {
		a := f.articles[0]
		if f.at == a.passages {
			f.articles, f.at = f.articles[1:], 0
			continue
		}
		if !f.known[idOf(a.number, f.at)] {
			ids = append(ids, passageID(a.number, f.at))
		}
		f.at++
	}
	passages, err := f.live.fetch(ctx, ids)
	if err != nil {
		return err
	}
	blanks, err := f.texts(ctx, passages)
	f.waiting = append(f.waiting, blanks...)
	return err
}

// texts reads what is encoded of passages.
func (f *filler) texts(ctx context.Context, passages []*engine.Passage) ([]engine.Blank, error) {
	numbers := make([]int, len(passages))
	for i, p := range passages {
		numbers[i] = p.Article
	}
	articles, err := f.live.Articles(ctx, numbers)
	if err != nil {
		return nil, err
	}
	ranges := make([]engine.Range, len(passages))
	for i, p := range passages {
		ranges[i] = engine.Range{Article: articles[i], Start: p.Start, End: p.End}
	}
	texts, err := f.live.Texts(ctx, ranges)
	if err != nil {
		return nil, err
	}
	blanks := make([]engine.Blank, len(passages))
	for i, p := range passages {
		blanks[i] = engine.Blank{Place: p.Place, Text: engine.Encoded(articles[i].Title, p.Headings, texts[i])}
	}
	return blanks, nil
}

// Add gives passages their vectors: one pack, which is on the cluster's disks when it returns. Where a pack with its number is
// there already somebody else has taken the lock over.
func (f *filler) Add(ctx context.Context, passages []engine.Blank, vectors [][]float32) error {
	if len(vectors) != len(passages) {
		return fmt.Errorf("%d vectors for %d passages", len(vectors), len(passages))
	}
	entries := make([]vector.Entry, len(passages))
	for i, p := range passages {
		var article, ordinal int
		if _, err := fmt.Sscanf(p.Place, passagePlace, &article, &ordinal); err != nil {
			return fmt.Errorf("passage %q: %w", p.Place, err)
		}
		entries[i] = vector.Entry{Key: vector.KeyOf(p.Text), ID: idOf(article, ordinal), Vector: vector.Round(vectors[i])}
	}
	pack, err := f.header.Pack(entries)
	if err != nil {
		return err
	}
	id := packID(f.next)
	_, err = f.store.c.Create(ctx, f.live.base.vectors(), id, kept{Record: sealed(id, pack)})
	if errors.Is(err, cluster.ErrConflict) {
		err = engine.ErrFilling
	}
	if err != nil {
		return fmt.Errorf("fill in vectors: %w", noRoom(told(err)))
	}
	f.next++
	f.have += len(passages)
	return nil
}

// Counts returns how many of the wanted passages have a vector, and how many there are.
func (f *filler) Counts() (have, want int) { return f.have, f.want }

// Release remembers that all vectors are made, where they are, and gives the lock back.
func (f *filler) Release() error {
	if f.lock == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), releaseLimit)
	defer cancel()
	var err error
	if f.have == f.want && f.have > 0 {
		err = remember(ctx, f.store.c, f.store.o.Name, f.live.base, completion{f.have, f.encoding.Identity})
	}
	return errors.Join(err, f.lock.Unlock(ctx))
}
