package intake

import (
	"context"
	"errors"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/sandbox"
)

// Read opens one file and streams its articles to yield, in their order; a URL is for the
// package web. It is parsed by a child of the sandbox whose turn is given, and in this
// process where that is nil: for tests, and for files that this program has written. An article
// that is all its file holds, and names no date, gets that of the file's last change. What
// cannot be read becomes a Skip and the rest goes on; the error is ctx.Err(), what yield
// returned, unchanged, or says why no child can be started or no file opened. Several inputs may
// be read at the same time.
func Read(ctx context.Context, turn *sandbox.Turn, in corpus.Input, yield func(corpus.Article) error) ([]corpus.Skip, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	switch {
	case in.Root == corpus.Shipped:
		return readShipped(ctx, in, yield)
	case in.IsURL():
		return []corpus.Skip{{Input: in.Key, Reason: corpus.ReasonUnsupported, Err: errors.New("a URL, not a file")}}, nil
	}
	return readFile(ctx, turn, in, func(a corpus.Article) error {
		if a.Published.IsZero() && a.ID == in.ID {
			a.Published = in.Changed
		}
		return yield(a)
	})
}

func readFile(ctx context.Context, turn *sandbox.Turn, in corpus.Input, yield func(corpus.Article) error) ([]corpus.Skip, error) {
	f, err := Open(in)
	if exhausted(err) {
		return nil, exhaustedError(err)
	}
	if err != nil {
		return []corpus.Skip{{Input: sourceOf(in), Reason: document.ReasonOf(err), Err: err}}, nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return []corpus.Skip{{Input: sourceOf(in), Reason: corpus.ReasonUnreadable, Err: openError(err)}}, nil
	}
	var skips []corpus.Skip
	err = parse(ctx, turn, &document.Document{
		Name: in.Path, ID: in.ID, Source: sourceOf(in),
		ModTime: info.ModTime(), Size: info.Size(), Large: in.Large,
		Reader: f, At: f, Skips: &skips, Page: in.Page,
	}, yield)
	return skips, err
}
