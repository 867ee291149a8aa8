package index

import (
	"context"
	"fmt"
	"math"
	"slices"

	"verbatim/index/reader"
)

// reading holds the parameters of the stage in which the reader reads.
type reading struct {
	candidates int     // best sentences whose windows are read at most
	tokens     int     // after so many tokens nothing more is read
	batch      int     // tokens read at once
	meaning    float64 // what a distance of 1 takes off the promise of words, before reading
	lexical    float64 // what the best score by words adds to the reader's logit
	distance   float64 // what a distance of 1 takes off it
	span       float64 // share of the span's logit that is added
	floor      float64 // logits far below this all mean "no": words decide between them
	sure       float64 // logit from which reading may stop early
	near       float64 // a window whose promise is this far behind the best is not read then
}

// readerReading was chosen by reader/train/fit.py on questions that nothing was trained on:
// documentation of projects kept out of training, NQ, TyDi QA and SQuAD.
var readerReading = reading{candidates: 40, tokens: 1600, batch: 240, meaning: 5, lexical: 3, distance: 20, span: 0.1, floor: -2, sure: 3, near: 0.4}

// reading returns the parameters with the budget that the options set.
func (o Options) reading() reading {
	r := readerReading
	if o.Budget > 0 {
		r.tokens = o.Budget
	}
	return r
}

// read lets the reader read the most promising windows and puts the sentences into
// their final order: those read by the reader's logit with what words and meaning say
// added, then the others by their promise. Without a model, or where the best sentence is in a
// language that the reader does not know, the order by words stays.
func (s *session) read(ctx context.Context, all []*candidate) error {
	if s.model == nil {
		return nil
	}
	if err := s.knowAll(ctx, all[:1]); err != nil || !s.readable(all[0]) {
		return err
	}
	windows, err := s.windows(ctx, all, s.reading.candidates)
	if err != nil {
		return err
	}
	if err := s.readWindows(ctx, windows, all[0].promise-s.reading.near); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	for _, c := range all {
		if c.read {
			c.score = softFloor(c.logit, s.reading.floor) +
				s.reading.span*c.spanLogit + s.reading.lexical*c.words - s.reading.distance*c.distance
		}
	}
	slices.SortStableFunc(all, compareRead)
	return nil
}

// softFloor is x where x is well above the floor, and flattens out just above it.
func softFloor(x, floor float64) float64 { return math.Log(math.Exp(x) + math.Exp(floor)) }

// readWindows reads until the tokens are used up, or until a sentence is so good that
// only windows which are near the best by words can still win.
func (s *session) readWindows(ctx context.Context, windows []*window, least float64) error {
	spent, best := 0, float64(cutOff)
	for len(windows) > 0 && spent < s.reading.tokens {
		batch := takeBatch(&windows, min(s.reading.batch, s.reading.tokens-spent))
		if err := s.readBatch(ctx, batch); err != nil {
			return err
		}
		for _, w := range batch {
			spent += w.tokens
			best = max(best, w.bestLogit())
		}
		if best >= s.reading.sure {
			windows = slices.DeleteFunc(windows, func(w *window) bool { return w.promise < least })
		}
	}
	return nil
}

func (w *window) bestLogit() float64 {
	best := float64(cutOff)
	for _, m := range w.members {
		if m.read {
			best = max(best, m.logit)
		}
	}
	return best
}

// compareRead orders candidates that were read before the others.
func compareRead(a, b *candidate) int {
	switch {
	case a.read != b.read && a.read, a.read == b.read && a.score > b.score:
		return -1
	case a.read != b.read, a.score < b.score:
		return 1
	}
	return 0
}

// takeBatch takes windows off the front of a list, at least one, up to some tokens.
func takeBatch(list *[]*window, tokens int) []*window {
	n, sum := 0, 0
	for _, w := range *list {
		if n > 0 && sum+w.tokens > tokens {
			break
		}
		sum += w.tokens
		n++
	}
	batch := (*list)[:n]
	*list = (*list)[n:]
	return batch
}

// readBatch reads some windows and notes what the reader said of their sentences.
func (s *session) readBatch(ctx context.Context, batch []*window) error {
	in := make([]reader.Window, len(batch))
	for i, w := range batch {
		in[i] = w.Window
	}
	out, err := s.model.Read(ctx, s.question.text, in)
	if err != nil {
		return err
	}
	if len(out) != len(batch) {
		return fmt.Errorf("%d readings of %d windows", len(out), len(batch))
	}
	for i, w := range batch {
		if len(out[i].Sentences) != len(w.members) {
			return fmt.Errorf("%d readings of %d sentences", len(out[i].Sentences), len(w.members))
		}
		if out[i].Tokens > 0 {
			w.tokens = out[i].Tokens
		}
		for j, m := range w.members {
			m.note(out[i].Sentences[j], len(w.Sentences[j]))
		}
	}
	return nil
}

// cutOff is the logit, far below all others, of a sentence that did not fit its window.
const cutOff = -9000

// note keeps what the reader said of a sentence of some bytes. Windows of one passage
// can overlap: then the better reading counts.
func (c *candidate) note(r reader.SentenceReading, bytes int) {
	if r.Logit < cutOff || c.read && c.logit >= float64(r.Logit) {
		return
	}
	c.read, c.logit, c.spanLogit = true, float64(r.Logit), float64(r.SpanLogit)
	c.spanStart, c.spanEnd = 0, 0
	if 0 <= r.SpanStart && r.SpanStart < r.SpanEnd && r.SpanEnd <= bytes {
		c.spanStart, c.spanEnd = r.SpanStart, r.SpanEnd
	}
}
