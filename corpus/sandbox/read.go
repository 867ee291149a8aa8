package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Read has a document read by a child, which makes of it what the kind says, and yields its
// articles in their order. ask tells the child more about it, nil for nothing. What goes wrong with the document becomes a Skip of it. The note is
// the child's, JSON that nobody has checked, nil for none. The error is ctx.Err(), what yield
// returned, or says why no child could be started. d.At must be set.
func (t *Turn) Read(ctx context.Context, kind Kind, ask any, d *document.Document, yield func(corpus.Article) error) (json.RawMessage, error) {
	r := reading{turn: t, kind: kind, d: d, yield: yield, allowed: allowanceOf(d.Name, d.Size), engine: t.box.engine.reads(d.Name)}
	r.again = !r.engine && t.box.engine != nil
	if ask != nil {
		var err error
		if r.ask, err = json.Marshal(ask); err != nil {
			return nil, err
		}
	}
	for try := 1; ; try++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		died, err := r.once(ctx)
		switch {
		case err != nil:
			return nil, err
		case died == nil && r.lacking:
			r.engine, r.again = true, false
		case died == nil:
			return r.note, nil
		case !died.passing || try == maxTries:
			d.Skip("", died.reason, died.why)
			return nil, nil
		}
	}
}

// maxTries is how many children are given a document, where they are ended by somebody else.
const maxTries = 3

// A reading is one document on its way through one child, or several.
type reading struct {
	turn    *Turn
	kind    Kind
	ask     json.RawMessage
	d       *document.Document
	yield   func(corpus.Article) error
	allowed allowance
	engine  bool // a child with the box's engine is needed
	again   bool // it is given to one, if it turns out that it is

	articles int // that were passed on, by any child
	seen     int // by this one
	read     int64
	output   int64
	blocks   int64
	skips    []corpus.Skip
	lacking  bool // it would need the engine
	note     json.RawMessage
}

// errYield marks what the caller returned.
type errYield struct{ err error }

func (e errYield) Error() string { return e.err.Error() }

// once gives the document to a child. It returns how that died, nil when it did not.
func (r *reading) once(ctx context.Context) (*death, error) {
	k, err := r.turn.box.take(ctx, r.engine)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, k.kill)
	defer stop()
	r.seen, r.read, r.output, r.blocks, r.skips, r.lacking, r.note = 0, 0, 0, 0, nil, false, nil
	k.watch.begin(r.allowed.with(k))
	err = r.converse(k)
	k.watch.still()
	if err == nil {
		r.turn.box.put(k)
		if !r.lacking {
			*r.d.Skips = append(*r.d.Skips, r.skips...)
		}
		return nil, nil
	}
	died := k.deathOf(err)
	var failed errYield
	switch {
	case errors.As(err, &failed):
		return nil, failed.err
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	if refused, ok := errors.AsType[*document.Refused](err); ok {
		died = death{reason: refused.Reason, why: refused.Err}
	}
	return &died, nil
}

// converse sends the job and answers the child until it says that this is the end.
func (r *reading) converse(k *child) error {
	j := job{r.kind, r.ask, r.d.Name, r.d.ID, r.d.Source, r.d.ModTime, r.d.Size, r.d.Large, r.d.Page, softLimit(r.allowed.memory), r.again}
	k.watch.run()
	if err := writeJSON(k.in, frameJob, j); err != nil {
		return err
	}
	if err := r.content(k, want{0, readAhead}); err != nil {
		return err
	}
	for {
		t, payload, err := readFrame(k.out)
		if err != nil {
			return err
		}
		if t == frameEnd {
			return r.end(payload)
		}
		if err := r.answer(k, t, payload); err != nil {
			return err
		}
	}
}

// softLimit is the memory that a child's garbage collector tries to stay within: what is
// watched is more, the program itself among it.
func softLimit(memory int64) int64 { return memory * 3 / 4 }

// answer does what one frame asks for.
func (r *reading) answer(k *child, t frameType, payload []byte) error {
	switch t {
	case frameWant:
		w, err := parseWant(payload)
		if err != nil {
			return err
		}
		return r.content(k, w)
	case frameArticle:
		text, err := readText(k.out)
		if err != nil {
			return err
		}
		return r.article(k, payload, text)
	case frameSkip:
		s, err := parseSkip(payload, r.d.Source)
		if err == nil && len(r.skips) >= maxSkips {
			err = fmt.Errorf("%w: too many skips", errFrame)
		}
		r.skips = append(r.skips, s)
		return err
	}
	return fmt.Errorf("%w: %q", errFrame, t)
}

// content sends a part of the document.
func (r *reading) content(k *child, w want) error {
	k.watch.still()
	size := int64(w.size)
	if r.d.Size >= 0 {
		size = min(size, max(r.d.Size-w.offset, 0))
	}
	b := make([]byte, size)
	n, err := r.d.At.ReadAt(b, w.offset)
	if err != nil && !errors.Is(err, io.EOF) {
		return document.Refuse(corpus.ReasonUnreadable, fmt.Errorf("read: %w", err))
	}
	if r.read += int64(n); r.read <= r.d.Size { // what is read again is worth nothing
		k.watch.more(n)
	}
	k.watch.run()
	if err := writeFrame(k.in, frameContent, string(b[:n])); err != nil {
		return err
	}
	return k.in.Flush()
}

// article checks an article and passes it on, unless an earlier child has sent it.
func (r *reading) article(k *child, rest []byte, text string) error {
	if r.output += int64(len(text)); r.output > r.allowed.output {
		return document.TooLarge(r.allowed.output)
	}
	r.seen++
	if r.seen <= r.articles {
		return nil
	}
	a, err := parseArticle(rest, text)
	if err != nil {
		return err
	}
	if r.blocks += int64(len(a.Blocks)); r.blocks > r.allowed.blocks {
		return document.Refuse(corpus.ReasonTooLarge, fmt.Errorf("more than %d paragraphs, lines and rows for its size", r.allowed.blocks))
	}
	k.watch.still()
	defer k.watch.run()
	r.articles++
	if err := r.yield(a); err != nil {
		return errYield{err}
	}
	return nil
}

// end takes what the child says last.
func (r *reading) end(payload []byte) error {
	var e ending
	if err := json.Unmarshal(payload, &e); err != nil {
		return fmt.Errorf("%w: end: %w", errFrame, err)
	}
	r.note = e.Note
	r.lacking = e.Lacking && r.again
	if e.Error == nil {
		return nil
	}
	b, err := json.Marshal(e.Error)
	if err != nil {
		return err
	}
	s, err := parseSkip(b, r.d.Source)
	r.skips = append(r.skips, s)
	return err
}
