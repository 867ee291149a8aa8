package opensearch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"

	"verbatim/cluster"
	"verbatim/index/engine"
)

// A generation is one finished state of the corpus in the cluster. It implements [engine.Snapshot].
type generation struct {
	c         *cluster.Client
	corpus    string
	base      base
	meta      meta
	described engine.Generation
	termed    int // passages that hold any term
	counts    counts

	loader   loader
	loaded   atomic.Bool              // all vectors that there were, once
	meanings atomic.Pointer[meanings] // nil while there are none
	lost     atomic.Int64             // vectors that are damaged or missing, though all were made
}

// openNewest opens the generation that the alias of a corpus stands for.
func openNewest(ctx context.Context, c *cluster.Client, corpus string) (*generation, error) {
	b, err := newest(ctx, c, corpus)
	if err != nil {
		return nil, err
	}
	if b == "" {
		return nil, absent(ctx, c, corpus)
	}
	return openGeneration(ctx, c, corpus, b)
}

// newest returns the generation that the alias stands for, "" for none.
func newest(ctx context.Context, c *cluster.Client, corpus string) (base, error) {
	indices, err := c.Alias(ctx, corpus)
	if err != nil || len(indices) == 0 {
		return "", told(err)
	}
	b := baseOf(indices[0])
	if len(indices) != 2 || b == "" || baseOf(indices[1]) != b {
		return "", fmt.Errorf("%s stands for %s: %w", corpus, strings.Join(indices, ", "), engine.ErrDamaged)
	}
	return b, nil
}

func openGeneration(ctx context.Context, c *cluster.Client, corpus string, b base) (*generation, error) {
	number, err := b.number(corpus)
	if err != nil {
		return nil, err
	}
	g := &generation{c: c, corpus: corpus, base: b}
	if g.meta, err = readMeta(ctx, c, b); err != nil {
		return nil, fmt.Errorf("open index %s: %w", b, err)
	}
	if g.meta.Format != format {
		return nil, fmt.Errorf("index %s has format %d, this program reads %d: %w", b, g.meta.Format, format, engine.ErrFormat)
	}
	g.described = g.meta.describe(number)
	if err := g.complete(ctx); err != nil {
		return nil, fmt.Errorf("open index %s: %w", b, err)
	}
	return g, nil
}

// complete compares the numbers of documents with what they should be.
func (g *generation) complete(ctx context.Context) error {
	count := object{"size": 0, "track_total_hits": true}
	found, err := g.c.MSearch(ctx, []cluster.Search{
		{Indices: []string{g.base.library()}, Body: count},
		{Indices: []string{g.base.passages()}, Body: count},
		{Indices: []string{g.base.passages()}, Body: object{"size": 0, "track_total_hits": true, "query": object{"exists": object{"field": fieldTerms}}}},
	})
	if err != nil {
		return told(err)
	}
	g.termed = found[2].Total
	if found[0].Total != g.meta.Library+1 || found[1].Total != g.meta.Totals.Passages {
		return fmt.Errorf("it holds %d and %d documents, and not %d and %d: %w",
			found[0].Total, found[1].Total, g.meta.Library+1, g.meta.Totals.Passages, engine.ErrDamaged)
	}
	return nil
}

// told makes of what a cluster says what an engine says: an index that is not there is damage, and what may
// pass is an [engine.ErrAway], as is what somebody has to set right: whoever asks is told the same.
func told(err error) error {
	_, away := errors.AsType[*cluster.AwayError](err)
	_, partial := errors.AsType[*cluster.PartialError](err)
	_, setup := errors.AsType[*cluster.SetupError](err)
	fault, _ := errors.AsType[*cluster.Fault](err)
	switch {
	case errors.Is(err, engine.ErrAway), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, cluster.ErrNotFound):
		return fmt.Errorf("%w: %w", engine.ErrDamaged, err)
	case away, partial, setup, fault != nil && fault.Status == http.StatusTooManyRequests:
		return fmt.Errorf("%w: %w", engine.ErrAway, err)
	}
	return err
}

// Generation describes what is held.
func (g *generation) Generation() *engine.Generation { return &g.described }

// Release does nothing more: the generation stays in the cluster for longer than it is asked.
func (g *generation) Release() error { return nil }
