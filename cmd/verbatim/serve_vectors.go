package main

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"time"

	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/meaning"
	"verbatim/index/reader"
)

const (
	// fillBatch passages are encoded together beside the bot: some tenths of a second of
	// one core, for which a question that comes then has one core less.
	fillBatch = 4
	// lookEvery is how often serve looks whether there is a new index.
	lookEvery = 2 * time.Second
	// fillAgain is how long serve waits where vectors could not be made, or somebody else
	// makes them.
	fillAgain = time.Minute
)

// fillServing makes the vectors that passages lack beside the bot, of one generation after the
// other, and lets questions be asked by meaning. It returns a function that ends this and
// waits for the end.
func fillServing(ctx context.Context, c config, o serveOptions, l *library, log *slog.Logger) (stop func(), err error) {
	if o.reading.none || !c.wantsVectors() {
		return func() {}, nil
	}
	model, err := reader.Load()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		encoder, err := model.Encoder() // some hundredths of a second, in which the bot connects
		if err == nil {
			err = l.understand(encoder)
		}
		if err != nil {
			log.Error("questions are not asked by meaning", "error", err)
			return
		}
		debug.FreeOSMemory() // loading leaves some tens of megabytes, and the bot stays for long
		keepFilled(ctx, c, l, encoder.WithCores(1), log)
	}()
	return func() { cancel(); <-done }, nil
}

// keepFilled fills every generation once it answers, until ctx ends.
func keepFilled(ctx context.Context, c config, l *library, e *reader.Encoder, log *slog.Logger) {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	filled := 0 // the newest generation that is
	var failed time.Time
	for {
		if version := l.engine.Version(); version != filled && time.Since(failed) >= fillAgain {
			err := fillBeside(ctx, c, l, e, log)
			switch {
			case ctx.Err() != nil:
				return
			case errors.Is(err, engine.ErrFilling):
				failed = time.Now()
			case err != nil:
				failed = time.Now()
				log.Warn("vectors of meaning are not made now", "error", err)
			default:
				filled = version
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// fillBeside makes the vectors that are missing while nobody asks. Of many processes on one index most find all made.
func fillBeside(ctx context.Context, c config, l *library, e *reader.Encoder, log *slog.Logger) error {
	if v, err := l.covered(ctx, e, false); err != nil || v.have >= v.want {
		return err
	}
	began, first, last := time.Now(), -1, 0
	how := meaning.Options{
		Knows: index.ReaderKnows, Batch: fillBatch, Wait: l.engine.Idle,
		Progress: func(done, total int) {
			if first < 0 {
				first = done
				log.Info("making vectors of meaning", "passages", total-done, "of", total)
			}
			last = done
		},
	}
	err := c.withStore(log, func(store engine.Store) error { return meaning.Fill(ctx, store, e, how) })
	if err == nil && first >= 0 {
		log.Info("all passages have vectors of meaning", "passages", last, "took", time.Since(began))
	}
	return err
}
