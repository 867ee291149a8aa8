package meaning

import (
	"context"
	"errors"
	"fmt"

	"verbatim/index/engine"
)

// An Encoder turns texts into vectors of length 1.
type Encoder interface {
	Identity() [16]byte
	Dimension() int
	Encode(ctx context.Context, texts []string) ([][]float32, error)
}

// Encoding says what an encoder makes.
func Encoding(e Encoder) engine.Encoding {
	return engine.Encoding{Identity: e.Identity(), Dimension: e.Dimension()}
}

// Options says how vectors are filled in.
type Options struct {
	// Knows reports whether the encoder knows the language of a BCP 47 tag; passages in
	// others get no vector.
	Knows func(language string) bool
	// Batch is how many passages are encoded together at most, 16 where it is 0. What is
	// encoded when the context ends is lost.
	Batch int
	// Wait is called before each batch, and filling goes on when it returns; nil for
	// never waiting. Its error ends the filling.
	Wait func(ctx context.Context) error
	// Progress is called after each batch with how many passages have a vector and how
	// many are to have one; nil for none.
	Progress func(done, total int)
}

// Fill gives the passages of the newest generation that lack vectors theirs, and begins
// again when a newer one is switched to meanwhile. It returns [engine.ErrFilling] where
// somebody else is at it.
func Fill(ctx context.Context, store engine.Store, e Encoder, o Options) error {
	if o.Batch == 0 {
		o.Batch = 16
	}
	for {
		err := fill(ctx, store, e, &o)
		if !errors.Is(err, engine.ErrReplaced) {
			return err
		}
	}
}

// fill fills one generation.
func fill(ctx context.Context, store engine.Store, e Encoder, o *Options) error {
	wanted := func(a *engine.Article) bool { return o.Knows(a.Language) }
	filler, err := store.Fill(ctx, Encoding(e), wanted)
	if err != nil {
		return err
	}
	more := true
	for more && err == nil {
		more, err = batch(ctx, filler, e, o)
	}
	return errors.Join(err, filler.Release())
}

// batch fills some passages, and reports whether there may be more.
func batch(ctx context.Context, filler engine.Filler, e Encoder, o *Options) (more bool, err error) {
	if o.Wait != nil {
		if err := o.Wait(ctx); err != nil {
			return false, err
		}
	}
	blanks, err := filler.Next(ctx, o.Batch)
	if err != nil || len(blanks) == 0 {
		return false, err
	}
	texts := make([]string, len(blanks))
	for i, b := range blanks {
		texts[i] = b.Text
	}
	vectors, err := e.Encode(ctx, texts)
	if err != nil {
		return false, fmt.Errorf("encode passages: %w", err)
	}
	if err := filler.Add(ctx, blanks, vectors); err != nil {
		return false, err
	}
	if o.Progress != nil {
		o.Progress(filler.Counts())
	}
	return true, nil
}
