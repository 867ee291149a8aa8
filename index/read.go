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
	tokens     int     // the reader's first layers read so many tokens
	whole      int     // all its layers read so many of them
	behind     float64 // … in windows whose rough logit is not so far behind the best
	meaning    float64 // what a distance of 1 takes off the promise of words, before reading
	lexical    float64 // what the best score by words adds to the reader's logit
	distance   float64 // what a distance of 1 takes off it
	span       float64 // share of the span's logit that is added
	floor      float64 // logits far below this all mean "no": words decide between them
}

// readerReading was chosen by reader/train/fit.py on questions that nothing was trained on:
// documentation of projects kept out of training, NQ and SQuAD.
var readerReading = reading{candidates: 40, tokens: 1600, whole: 480, behind: 6, meaning: 5, lexical: 3, distance: 10, span: 0.1, floor: -4}

// reading returns the parameters with the budget that the options set.
func (o Options) reading() reading {
	r := readerReading
	if o.Budget > 0 {
		r.tokens = o.Budget
		r.whole = min(r.whole, o.Budget)
	}
	return r
}

// inHaste returns the parameters with a share of the reading left out: 1 leaves no token.
func (r reading) inHaste(haste float64) reading {
	share := 1 - min(max(haste, 0), 1)
	r.tokens = int(math.Ceil(share * float64(r.tokens)))
	r.whole = int(math.Ceil(share * float64(r.whole)))
	return r
}

// reads reports whether the reader is to read anything for the question.
func (s *session) reads() bool { return s.model != nil && s.reading.tokens > 0 }

// read lets the reader read the most promising windows, all with its first layers and the
// best of them to the end, and puts the sentences into their final order: those read by
// the reader's logit with what words and meaning say added, then the others by their
// promise. One that was only glanced at comes behind the best that was read to the end.
// Without a model, or where the best sentence is in a language that the reader does not know,
// the order by words stays.
func (s *session) read(ctx context.Context, all []*candidate) error {
	if s.model == nil {
		return nil
	}
	if err := s.knowAll(ctx, all[:1]); err != nil || !s.readable(all[0]) {
		return err
	}
	if !s.reads() {
		s.hurried = 1
		return nil
	}
	windows, err := s.windows(ctx, all, s.reading.candidates)
	if err != nil {
		return err
	}
	if tokensOf(windows) > s.reading.whole {
		s.hurried = max(s.query.Haste, 0)
	}
	choice := reader.Choice{Tokens: s.reading.whole, Behind: float32(s.reading.behind)}
	if err := s.readWindows(ctx, atMost(windows, s.reading.tokens), choice); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	s.score(all)
	slices.SortStableFunc(all, compareRead)
	return nil
}

// score gives the candidates that were read what the final order goes by.
func (s *session) score(all []*candidate) {
	best := math.Inf(-1)
	for _, c := range all {
		if c.read {
			c.score = softFloor(c.logit, s.reading.floor) +
				s.reading.span*c.spanLogit + s.reading.lexical*c.words - s.reading.distance*c.distance
		}
		if c.read && !c.glanced {
			best = max(best, c.score)
		}
	}
	for _, c := range all {
		if c.glanced {
			c.score = min(c.score, math.Nextafter(best, math.Inf(-1)))
		}
	}
}

// softFloor is x where x is well above the floor, and flattens out just above it.
func softFloor(x, floor float64) float64 { return math.Log(math.Exp(x) + math.Exp(floor)) }

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

// tokensOf returns how many tokens some windows have.
func tokensOf(windows []*window) (n int) {
	for _, w := range windows {
		n += w.tokens
	}
	return n
}

// atMost returns the first of some windows, at least one, up to some tokens.
func atMost(windows []*window, tokens int) []*window {
	for i, w := range windows {
		if tokens -= w.tokens; tokens < 0 && i > 0 {
			return windows[:i]
		}
	}
	return windows
}

// readWindows reads some windows and notes what the reader said of their sentences.
func (s *session) readWindows(ctx context.Context, windows []*window, choice reader.Choice) error {
	in := make([]reader.Window, len(windows))
	for i, w := range windows {
		in[i] = w.Window
	}
	out, err := s.model.Read(ctx, s.question.text, in, choice)
	if err != nil {
		return err
	}
	if len(out) != len(windows) {
		return fmt.Errorf("%d readings of %d windows", len(out), len(windows))
	}
	for i, w := range windows {
		if len(out[i].Sentences) != len(w.members) {
			return fmt.Errorf("%d readings of %d sentences", len(out[i].Sentences), len(w.members))
		}
		for j, m := range w.members {
			m.note(out[i].Sentences[j], out[i].Glanced, len(w.Sentences[j]))
		}
	}
	return nil
}

// cutOff is the logit, far below all others, of a sentence that did not fit its window.
const cutOff = -9000

// note keeps what the reader said of a sentence of some bytes. Windows of one passage
// can overlap: then a reading to the end counts before a glance, and the better one.
func (c *candidate) note(r reader.SentenceReading, glanced bool, bytes int) {
	switch known := c.read && (glanced || !c.glanced); {
	case r.Logit < cutOff, known && (glanced && !c.glanced || c.logit >= float64(r.Logit)):
		return
	}
	c.read, c.glanced, c.logit, c.spanLogit = true, glanced, float64(r.Logit), float64(r.SpanLogit)
	c.spanStart, c.spanEnd = 0, 0
	if 0 <= r.SpanStart && r.SpanStart < r.SpanEnd && r.SpanEnd <= bytes {
		c.spanStart, c.spanEnd = r.SpanStart, r.SpanEnd
	}
}
