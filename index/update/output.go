package update

import (
	"context"
	"fmt"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/term"
)

// An output does what the ledger says.
type output interface {
	// prepare readies an article for put, and counts its sentences. It is called from many
	// goroutines.
	prepare(a corpus.Article, hash [16]byte, an *term.Analyzer) (p engine.Prepared, sentences int)
	// wantsAll reports whether unchanged articles are to be put, too.
	wantsAll() bool
	// has reports whether an article with this id was put.
	has(ctx context.Context, id string) (bool, error)
	// put takes an article that is new, that changed, or that is wanted anyway, and returns its number.
	put(ctx context.Context, p *parcel) (number int, err error)
	// remove takes an article of the last run out.
	remove(ctx context.Context, number int) error
	// page remembers a page that an input led to.
	page(ctx context.Context, input string, r *pageRecord) error
	// input remembers an input, and forgets its pages of the last run but those in pages.
	input(ctx context.Context, r *inputRecord, pages map[string]bool) error
	// forget forgets an input of the last run and its pages.
	forget(ctx context.Context, key string) error
}

// A writer writes to the draft of a generation.
type writer struct {
	draft engine.Draft
	split func(*corpus.Article) []corpus.Passage
	old   engine.Snapshot
	fresh bool // the draft began with nothing in it: there is nothing to take out
}

func (w *writer) prepare(a corpus.Article, hash [16]byte, an *term.Analyzer) (engine.Prepared, int) {
	d := engine.NewDocument(a, w.split(&a), hash, an)
	return w.draft.Prepare(d), d.Sentences
}

func (w *writer) wantsAll() bool { return w.fresh }

func (w *writer) has(ctx context.Context, id string) (bool, error) { return w.draft.Has(ctx, id) }

func (w *writer) put(ctx context.Context, p *parcel) (int, error) {
	if p.number != 0 {
		if err := w.remove(ctx, p.number); err != nil {
			return 0, err
		}
	}
	return w.draft.Put(ctx, p.prepared)
}

func (w *writer) remove(ctx context.Context, number int) error {
	if w.fresh {
		return nil
	}
	return w.draft.Delete(ctx, number)
}

func (w *writer) page(ctx context.Context, input string, r *pageRecord) error {
	return w.draft.PutNote(ctx, input, r.URL, r.encode())
}

func (w *writer) input(ctx context.Context, r *inputRecord, pages map[string]bool) error {
	if pages != nil && !w.fresh {
		if err := w.prune(ctx, r.Key, pages); err != nil {
			return fmt.Errorf("forget pages of %s: %w", r.Key, err)
		}
	}
	return w.draft.PutNote(ctx, "", r.Key, r.encode())
}

// prune forgets the pages that an input does not lead to any more.
func (w *writer) prune(ctx context.Context, input string, keep map[string]bool) error {
	urls, err := pagesOf(ctx, w.old, input)
	if err != nil {
		return err
	}
	for _, url := range urls {
		if keep[url] {
			continue
		}
		if err := w.draft.DeleteNote(ctx, input, url); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) forget(ctx context.Context, key string) error {
	if w.fresh {
		return nil
	}
	if err := w.draft.DeleteNotes(ctx, key); err != nil {
		return err
	}
	return w.draft.DeleteNote(ctx, "", key)
}

// A listing is the output of a dry run: it writes nothing and notes in the report what
// would change.
type listing struct {
	old    engine.Snapshot
	report *Report
}

func (l *listing) prepare(corpus.Article, [16]byte, *term.Analyzer) (engine.Prepared, int) {
	return nil, 0
}

func (l *listing) wantsAll() bool { return false }

func (l *listing) has(context.Context, string) (bool, error) { return false, nil }

func (l *listing) put(_ context.Context, p *parcel) (int, error) {
	kind := "changed"
	if p.number == 0 {
		kind = "added"
	}
	l.list(kind, p.id)
	return 0, nil
}

func (l *listing) remove(ctx context.Context, number int) error {
	found, err := l.old.Articles(ctx, []int{number})
	if err != nil {
		return err
	}
	l.list("removed", found[0].ID)
	return nil
}

func (l *listing) list(kind, id string) {
	const most = 1000
	if len(l.report.Changes) < most {
		l.report.Changes = append(l.report.Changes, Change{kind, id})
	}
}

func (l *listing) page(context.Context, string, *pageRecord) error { return nil }

func (l *listing) input(context.Context, *inputRecord, map[string]bool) error { return nil }

func (l *listing) forget(context.Context, string) error { return nil }
