package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"verbatim/index"
)

// openIndex opens the index of c's data folder. When there is none and no corpus is
// configured, it builds the one of the shipped article first.
func (a *app) openIndex(ctx context.Context, c config, o index.Options) (*index.Index, error) {
	x, err := index.Open(c.Data, o)
	if !errors.Is(err, index.ErrNoIndex) {
		return x, err
	}
	if len(c.Corpus) > 0 {
		return nil, fmt.Errorf("%w (it reads %s, as VERBATIM_CORPUS says)", err, strings.Join(c.Corpus, ", "))
	}
	if err := a.buildShipped(ctx, c); err != nil {
		return nil, fmt.Errorf("index the shipped article: %w", err)
	}
	return index.Open(c.Data, o)
}

// buildShipped indexes the shipped article, or waits for the process that does.
func (a *app) buildShipped(ctx context.Context, c config) error {
	a.notef("No corpus yet: answering from the article that verbatim ships with. Give it yours with: verbatim reindex PATH")
	for wait := 50 * time.Millisecond; ; wait *= 2 {
		_, err := index.Update(ctx, c.Data, index.UpdateOptions{})
		var locked *index.LockedError
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
