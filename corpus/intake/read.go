package intake

import (
	"context"
	"errors"
	"os"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/format"
)

// Read opens one file and streams its articles to yield, in their order; a URL is for the
// package web. What cannot be read becomes a Skip and the rest goes on; the error is
// ctx.Err() or what yield returned, unchanged. Several inputs may be read at the same time.
func Read(ctx context.Context, in corpus.Input, yield func(corpus.Article) error) ([]corpus.Skip, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	switch {
	case in.Root == corpus.Shipped:
		return readShipped(ctx, in, yield)
	case in.IsURL():
		return []corpus.Skip{{Input: in.Key, Reason: corpus.ReasonUnsupported, Err: errors.New("a URL, not a file")}}, nil
	}
	return readFile(ctx, in, yield)
}

func readFile(ctx context.Context, in corpus.Input, yield func(corpus.Article) error) ([]corpus.Skip, error) {
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
	err = format.Read(ctx, &document.Document{
		Name: in.Path, ID: in.ID, Source: sourceOf(in),
		ModTime: info.ModTime(), Size: info.Size(),
		Reader: f, At: f, Skips: &skips, Page: in.Page,
	}, yield)
	return skips, err
}
