package main

import (
	"context"
	"fmt"
	"log/slog"

	"verbatim/index/update"
)

// watchServing reindexes beside the bot when the corpus changes. It returns a function
// that ends this and waits for the end.
func watchServing(ctx context.Context, c config, o serveOptions, log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	w := watcher{every: o.every, note: func(format string, args ...any) { log.Warn(fmt.Sprintf(format, args...)) }}
	w.reindex = func(ctx context.Context, keepWeb bool) ([]string, error) {
		o := c.updating()
		o.KeepWeb = keepWeb
		r, err := c.updateLibrary(ctx, o, log)
		if r.Switched {
			log.Info("reindexed", "added", r.Added, "changed", r.Changed, "removed", r.Removed,
				"skipped", len(r.Skipped), "took", r.Took)
			logSkips(log, r)
		}
		return r.Roots, err
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := w.run(ctx, nil); err != nil {
			log.Error("the corpus is not watched", "error", err)
		}
	}()
	return func() { cancel(); <-done }
}

// logSkips tells what a reindex passed over, and why.
func logSkips(log *slog.Logger, r update.Report) {
	for _, n := range r.Notes {
		log.Info(n)
	}
	for _, s := range r.Skipped {
		log.Warn("skipped", "input", s.Input, "place", s.Place, "reason", s.Reason, "error", s.Err)
	}
}
