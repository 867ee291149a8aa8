package corpus

import (
	"context"
	"errors"
	"os"
)

// Read opens one file and streams its articles to yield, in their order; a URL is for the
// package web. What cannot be read becomes a Skip and the rest goes on; the error is ctx.Err() or what yield
// returned, unchanged. Several inputs may be read at the same time.
func Read(ctx context.Context, in Input, yield func(Article) error) ([]Skip, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	switch {
	case in.Root == Shipped:
		return readShipped(ctx, in, yield)
	case in.IsURL():
		return []Skip{{Input: in.Key, Reason: ReasonUnsupported, Err: errors.New("a URL, not a file")}}, nil
	}
	return readFile(ctx, in, yield)
}

func readFile(ctx context.Context, in Input, yield func(Article) error) ([]Skip, error) {
	f, err := os.Open(in.Path)
	if err != nil {
		return []Skip{{Input: sourceOf(in), Reason: ReasonUnreadable, Err: openError(err)}}, nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return []Skip{{Input: sourceOf(in), Reason: ReasonUnreadable, Err: openError(err)}}, nil
	}
	if !info.Mode().IsRegular() {
		return []Skip{{Input: sourceOf(in), Reason: ReasonUnsupported, Err: errors.New("not a regular file")}}, nil
	}
	var skips []Skip
	err = ReadDocument(ctx, &Document{
		Name: in.Path, ID: in.ID, Source: sourceOf(in),
		modTime: info.ModTime(), Size: info.Size(),
		Reader: f, At: f, Skips: &skips,
	}, yield)
	return skips, err
}
