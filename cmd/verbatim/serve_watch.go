package main

import (
	"context"
	"fmt"
	"log/slog"

	"verbatim/index/update"
)

// watchServing reindexes beside the bot when that is asked for and, where serve is to watch, when the
// corpus changes. It returns a function that ends this and waits for the end.
func watchServing(ctx context.Context, r *running, o serveOptions, log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if !o.watch {
			r.looks(ctx, log)
			return
		}
		w := watcher{every: o.every, look: r.look, note: func(format string, args ...any) { log.Warn(fmt.Sprintf(format, args...)) }}
		w.reindex = func(ctx context.Context, keepWeb bool) ([]string, error) { return r.reindex(ctx, keepWeb, log) }
		if err := w.run(ctx, nil); err != nil {
			log.Error("the corpus is not watched", "error", err)
		}
	}()
	return func() { cancel(); <-done }
}

// logSkips tells what a reindex passed over, and why; of many of a kind the first alone, unless
// the log tells everything.
func logSkips(log *slog.Logger, r update.Report) {
	for _, n := range r.Notes {
		log.Info(n)
	}
	for _, kind := range skipKinds(r.Skipped) {
		level := slog.LevelWarn
		if first := kind[0]; len(kind) > fewOf(kind) {
			log.Warn("skipped several", "count", len(kind), "reason", first.Reason, "first", skipPlace(first), "error", first.Err)
			level = slog.LevelDebug
		}
		for _, s := range kind {
			log.Log(context.Background(), level, "skipped", "input", s.Input, "place", s.Place, "reason", s.Reason, "error", s.Err)
		}
	}
}
