package intake

import (
	"context"
	"errors"
	"os"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/sandbox"
)

// Read opens one file and streams its articles to yield, in their order; a URL is for the
// package web. It is parsed by a child of the sandbox whose turn is given, and in this
// process where that is nil: for tests, and for files that this program has written. What
// cannot be read becomes a Skip and the rest goes on; the error is ctx.Err(), what yield
// returned, unchanged, or says why no child can be started. Several inputs may be read at the
// same time.
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
	return readFile(ctx, turn, in, yield)
}

func readFile(ctx context.Context, turn *sandbox.Turn, in corpus.Input, yield func(corpus.Article) error) ([]corpus.Skip, error) {
	f, err := os.Open(in.Path)
	if err != nil {
		return []corpus.Skip{{Input: sourceOf(in), Reason: corpus.ReasonUnreadable, Err: openError(err)}}, nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return []corpus.Skip{{Input: sourceOf(in), Reason: corpus.ReasonUnreadable, Err: openError(err)}}, nil
	}
	if !info.Mode().IsRegular() {
		return []corpus.Skip{{Input: sourceOf(in), Reason: corpus.ReasonUnsupported, Err: errors.New("not a regular file")}}, nil
	}
	var skips []corpus.Skip
	err = parse(ctx, turn, &document.Document{
		Name: in.Path, ID: in.ID, Source: sourceOf(in),
		ModTime: info.ModTime(), Size: info.Size(), Large: in.Large,
		Reader: f, At: f, Skips: &skips,
	}, yield)
	return skips, err
}
