package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"verbatim/bot/store"
	"verbatim/cluster"
	"verbatim/index"
	"verbatim/index/engine"
)

// openServing opens the index. A cluster that does not answer is waited for, and so is another process that builds
// the index: machines that start together get to work in any order.
func openServing(ctx context.Context, c config, o serveOptions, log *slog.Logger) (*library, error) {
	const shortest, longest = time.Second, 15 * time.Second
	for wait := shortest; ; wait = min(2*wait, longest) {
		x, err := openOrBuild(ctx, c, o, log)
		if !passes(err) {
			return x, err
		}
		log.Warn("the index cannot be opened yet, and is tried again", "wait", wait, "error", err)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// passes reports whether an index, or records, that could not be opened may be there in a while, with nobody doing anything.
func passes(err error) bool {
	if _, locked := errors.AsType[*engine.LockedError](err); locked {
		return true
	}
	_, wrong := errors.AsType[*cluster.SetupError](err)
	return (errors.Is(err, index.ErrAway) || errors.Is(err, store.ErrAway)) && !wrong
}

// openOrBuild opens the index, building it first when there is none, or only one that is damaged
// or that another version of the program wrote.
func openOrBuild(ctx context.Context, c config, o serveOptions, log *slog.Logger) (*library, error) {
	options, err := o.reading.options()
	if err != nil {
		return nil, err
	}
	options.Meaning, options.Observe = c.wantsVectors(), o.monitor.Stage
	x, err := c.openLibrary(options, log)
	if err == nil || !canBuild(c, err) {
		return x, err
	}
	if err := buildServing(ctx, c, o, err, log); err != nil {
		return nil, err
	}
	return c.openLibrary(options, log)
}

// canBuild reports whether an index that could not be opened can be built: it is known of what.
func canBuild(c config, err error) bool {
	for _, of := range []error{index.ErrNoIndex, index.ErrFormat, index.ErrDamaged} {
		if errors.Is(err, of) && !errors.Is(err, engine.ErrLost) {
			return true
		}
	}
	return errors.Is(err, engine.ErrLost) && len(c.Corpus) > 0
}

// buildServing builds the index, and tells why.
func buildServing(ctx context.Context, c config, o serveOptions, because error, log *slog.Logger) error {
	log.Info("building the index", "because", because)
	r, err := countedUpdate(ctx, o.monitor, c, c.updating(), log)
	logSkips(log, r)
	if err == nil {
		log.Info("index built", "articles", r.Added, "sentences", r.Sentences, "skipped", len(r.Skipped), "took", r.Took)
	}
	return err
}
