package main

import (
	"context"
	"errors"
	"time"

	"github.com/schollz/progressbar/v3"

	"verbatim/index"
	"verbatim/index/engine"
	"verbatim/index/meaning"
	"verbatim/index/reader"
)

// wantsVectors reports whether passages get vectors, and questions are asked by meaning.
func (c *config) wantsVectors() bool {
	return c.Vectors == "on" || c.Vectors == "auto" && reader.Fast()
}

// encoder returns the encoder beside a reader, nil where no vectors are wanted.
func (c *config) encoder(m *reader.Model) (*reader.Encoder, error) {
	if m == nil || !c.wantsVectors() {
		return nil, nil
	}
	return m.Encoder()
}

// shippedEncoder returns the encoder beside the embedded reader, nil where no vectors are
// wanted.
func (c *config) shippedEncoder() (*reader.Encoder, error) {
	if !c.wantsVectors() {
		return nil, nil
	}
	m, err := reader.Load()
	if err != nil {
		return nil, err
	}
	return c.encoder(m)
}

// fillVectors gives the passages of the index their vectors, on all cores, and shows how far that is. A
// nil encoder does nothing.
func (a *app) fillVectors(ctx context.Context, c config, e *reader.Encoder) error {
	if e == nil {
		return nil
	}
	m := a.vectorMeter()
	defer m.end()
	err := c.withStore(nil, func(store engine.Store) error {
		return meaning.Fill(ctx, store, e, meaning.Options{Knows: index.ReaderKnows, Progress: m.update})
	})
	if errors.Is(err, engine.ErrFilling) {
		a.notef("Another process is making the vectors of meaning.")
		return nil
	}
	return err
}

// A vectorMeter shows how many passages have vectors: a bar on a terminal, a line now and
// then elsewhere.
type vectorMeter struct {
	app  *app
	bar  *progressbar.ProgressBar
	last time.Time
}

func (a *app) vectorMeter() *vectorMeter { return &vectorMeter{app: a, last: time.Now()} }

func (m *vectorMeter) update(done, total int) {
	switch {
	case m.app.quiet:
	case isTerminal(m.app.stderr):
		if m.bar == nil {
			m.bar = newBar(m.app.stderr, "vectors", total)
		}
		_ = m.bar.Set(done) // drawing is no reason to fail
	case time.Since(m.last) >= lineEvery:
		m.last = time.Now()
		m.app.notef("vectors: %d of %d passages", done, total)
	}
}

func (m *vectorMeter) end() {
	if m.bar != nil {
		_ = m.bar.Finish() // clears the line
	}
}
