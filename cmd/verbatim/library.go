package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/local"
	"verbatim/index/update"
)

// openLibrary opens the index below dir: the engine in the process and what answers from it.
// The logger gets what happens between questions; nil discards it.
func openLibrary(dir string, o index.Options, log *slog.Logger) (*index.Index, error) {
	e, err := local.Open(dir, log)
	if err != nil {
		return nil, err
	}
	return index.New(e, o), nil
}

// updateLibrary brings the index below dir up to date.
func updateLibrary(ctx context.Context, dir string, o update.Options, log *slog.Logger) (update.Report, error) {
	return update.Run(ctx, local.NewStore(dir, log), o)
}

// openIndex opens the index of c's data folder. When there is none and no corpus is
// configured, it builds the one of the shipped article first.
func (a *app) openIndex(ctx context.Context, c config, o index.Options) (*index.Index, error) {
	x, err := openLibrary(c.Data, o, nil)
	if !errors.Is(err, index.ErrNoIndex) {
		return x, err
	}
	if len(c.Corpus) > 0 {
		return nil, fmt.Errorf("%w (it reads %s, as VERBATIM_CORPUS says)", err, strings.Join(c.Corpus, ", "))
	}
	if err := a.buildShipped(ctx, c); err != nil {
		return nil, fmt.Errorf("index the shipped article: %w", err)
	}
	return openLibrary(c.Data, o, nil)
}

// buildShipped indexes the shipped article, or waits for the process that does.
func (a *app) buildShipped(ctx context.Context, c config) error {
	a.notef("No corpus yet: answering from the article that verbatim ships with. Give it yours with: verbatim reindex PATH")
	for wait := 50 * time.Millisecond; ; wait *= 2 {
		_, err := updateLibrary(ctx, c.Data, update.Options{}, nil)
		var locked *engine.LockedError
		if !errors.As(err, &locked) || wait > 5*time.Second {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}
