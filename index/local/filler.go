package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"verbatim/index/engine"
	"verbatim/index/local/disk"
	"verbatim/index/vector"
)

// A filler gives the passages of one generation their vectors. It implements
// [engine.Filler].
type filler struct {
	data     string // the data directory
	encoding engine.Encoding
	live     *generation
	lock     *os.File
	appender *vector.Appender
	articles []int // those that are wanted and not yet gone through, in the order of their ids
	waiting  []blank
	known    map[vector.ID]bool
	have     int
	want     int
}

// A blank is a passage without a vector.
type blank struct {
	article *engine.Article
	at      location
}

// Fill makes the caller the one who gives the newest generation its vectors.
func (s *Store) Fill(ctx context.Context, e engine.Encoding, wanted func(*engine.Article) bool) (engine.Filler, error) {
	g, err := openNewest(ctx, s.dir, verifiedAtOpen)
	if err != nil {
		return nil, err
	}
	f := &filler{data: s.dir, encoding: e, live: g, known: map[vector.ID]bool{}}
	if err := f.open(ctx, e, wanted); err != nil {
		return nil, errors.Join(fmt.Errorf("fill in vectors: %w", err), f.Release())
	}
	return f, nil
}

// open takes the lock, and looks up what there is and what is wanted.
func (f *filler) open(ctx context.Context, e engine.Encoding, wanted func(*engine.Article) bool) (err error) {
	f.lock, err = disk.LockFile(filepath.Join(f.live.dir, fillingFile))
	if errors.Is(err, disk.ErrHeld) {
		return engine.ErrFilling
	}
	if err != nil {
		return err
	}
	path := filepath.Join(f.live.dir, vectorsFile)
	header := f.live.header(e)
	f.appender, err = vector.OpenAppender(path, header)
	if errors.Is(err, vector.ErrOther) {
		if err = os.Remove(path); err == nil {
			f.appender, err = vector.OpenAppender(path, header)
		}
	}
	if err != nil {
		return disk.NoRoom(err)
	}
	if err := disk.OwnerOf(f.data).Give(path, filepath.Join(f.live.dir, fillingFile)); err != nil {
		return err
	}
	if err := f.read(path, e); err != nil {
		return err
	}
	return f.live.Each(ctx, func(a *engine.Article) error {
		if !wanted(a) {
			return nil
		}
		f.articles = append(f.articles, a.Number)
		return f.count(a)
	})
}

// read looks up which passages have a vector.
func (f *filler) read(path string, e engine.Encoding) error {
	set, err := vector.Open(path, f.live.header(e))
	if err != nil {
		return err
	}
	for entry := range set.Snapshot().All() {
		f.known[entry.ID] = true
	}
	return set.Close()
}

// count counts the passages of an article.
func (f *filler) count(a *engine.Article) error {
	f.want += a.Passages
	if len(f.known) == 0 {
		return nil
	}
	_, places, err := f.live.body(a)
	for _, l := range places {
		if f.known[idOf(l.id())] {
			f.have++
		}
	}
	return err
}

// Next returns passages without a vector.
func (f *filler) Next(ctx context.Context, most int) ([]engine.Blank, error) {
	numbers, err := newest(f.data)
	if err == nil && !slices.Contains(numbers, f.live.number) {
		err = engine.ErrReplaced
	}
	if err != nil {
		return nil, fmt.Errorf("fill in vectors: %w", err)
	}
	for len(f.waiting) < most && len(f.articles) > 0 {
		if err := errors.Join(ctx.Err(), f.advance()); err != nil {
			return nil, fmt.Errorf("fill in vectors: %w", err)
		}
	}
	n := min(most, len(f.waiting))
	blanks := make([]engine.Blank, n)
	for i := range blanks {
		if blanks[i], err = f.text(f.waiting[i]); err != nil {
			return nil, fmt.Errorf("fill in vectors: %w", err)
		}
	}
	f.waiting = f.waiting[n:]
	return blanks, nil
}

// advance goes on to the next article.
func (f *filler) advance() error {
	a, err := f.live.article(f.articles[0])
	if err != nil {
		return err
	}
	f.articles = f.articles[1:]
	_, places, err := f.live.body(a)
	for _, l := range places {
		if !f.known[idOf(l.id())] {
			f.waiting = append(f.waiting, blank{a, l})
		}
	}
	return err
}

// text reads what is encoded of a passage.
func (f *filler) text(b blank) (engine.Blank, error) {
	p, err := f.live.passage(b.at)
	if err != nil {
		return engine.Blank{}, err
	}
	text, err := f.live.text(b.article, p.Start, p.End)
	return engine.Blank{Place: p.Place, Text: engine.Encoded(b.article.Title, p.Headings, text)}, err
}

// Add gives passages their vectors.
func (f *filler) Add(_ context.Context, passages []engine.Blank, vectors [][]float32) error {
	if len(vectors) != len(passages) {
		return fmt.Errorf("%d vectors for %d passages", len(vectors), len(passages))
	}
	entries := make([]vector.Entry, len(passages))
	for i, p := range passages {
		entries[i] = vector.Entry{Key: vector.KeyOf(p.Text), ID: idOf(p.Place), Vector: vector.Round(vectors[i])}
	}
	if err := f.appender.Append(entries...); err != nil {
		return disk.NoRoom(err)
	}
	f.have += len(passages)
	return nil
}

// Counts returns how many of the wanted passages have a vector, and how many there are.
func (f *filler) Counts() (have, want int) { return f.have, f.want }

// Release closes what is open and gives the lock back.
func (f *filler) Release() error {
	var errs []error
	if f.appender != nil {
		errs = append(errs, f.appender.Close(), f.remember())
	}
	if f.lock != nil {
		errs = append(errs, f.lock.Close())
	}
	return errors.Join(append(errs, f.live.Release())...)
}
