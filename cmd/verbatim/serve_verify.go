package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"verbatim/index"
)

// verifyServing compares beside the bot what opening a large index left, and builds it anew where
// that shows damage: until then nothing is answered from it. It returns a function that ends this
// and waits for the end.
func verifyServing(ctx context.Context, c config, o serveOptions, l *library, log *slog.Logger) (stop func()) {
	left := l.engine.State().Unverified
	if left == 0 {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		began := time.Now()
		log.Info("comparing the index with its checksums", "bytes", left)
		err := l.engine.Verify(ctx)
		if errors.Is(err, index.ErrDamaged) {
			log.Error("the index is damaged, and answers nothing until it is built anew", "error", err)
			err = buildServing(ctx, c, o, err, log)
		}
		switch {
		case ctx.Err() != nil:
		case err != nil:
			log.Error("the index is not verified", "error", err)
		default:
			log.Info("the index is as it was written", "took", time.Since(began))
		}
	}()
	return func() { cancel(); <-done }
}
