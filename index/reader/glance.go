package reader

import (
	"cmp"
	"context"
	"slices"
)

// A Choice says which windows are read to the end. After its first layers the reader
// has a rough logit of every sentence, and most windows can be left at that (Soldaini
// and Moschitti, The Cascade Transformer, ACL 2020). The zero Choice reads all of them to
// the end.
type Choice struct {
	Tokens int     // most tokens read to the end, the most promising windows first, at least one; 0: no limit
	Behind float32 // windows whose best rough logit is so far behind the best of all are left; 0: no limit
}

// all reports whether there is nothing to choose among the windows placed.
func (c Choice) all(rows int) bool { return (c.Tokens <= 0 || rows <= c.Tokens) && c.Behind <= 0 }

// readAll takes the windows placed through all layers, or through the first ones and then
// those that are chosen through the others, and notes what it found.
func (m *Model) readAll(ctx context.Context, s *scratch, choice Choice, readings []Reading) error {
	for i, w := range s.windows {
		readings[i].Tokens = w.end - w.start
	}
	if m.config.Early == 0 || choice.all(s.rows()) {
		if err := m.encode(ctx, s); err != nil {
			return err
		}
		m.decide(s, readings)
		return nil
	}
	if err := m.through(ctx, s, 0, m.config.Early); err != nil {
		return err
	}
	m.glance(s, readings)
	kept := choice.pick(readings)
	for i := range readings {
		readings[i].Glanced = !kept[i]
	}
	s.keep(kept, m.config.Hidden)
	if err := m.through(ctx, s, m.config.Early, len(m.layers)); err != nil {
		return err
	}
	m.decide(s, readings)
	return nil
}

// glance notes the rough logits of all sentences.
func (m *Model) glance(s *scratch, readings []Reading) {
	parallel(len(s.workers), len(s.sentences), func(worker, task int) {
		at := &s.sentences[task]
		rough := SentenceReading{Logit: noRoomLogit}
		if !at.cut {
			rough.Logit = m.early.of(s, &s.workers[worker], m.config.Hidden, at.tokens)
		}
		readings[at.window].Sentences[at.number] = rough
	})
}

// pick reports of each window whether it is read to the end: the best by rough logits,
// of equal ones the first, as far as the choice allows.
func (c Choice) pick(readings []Reading) []bool {
	order, best := make([]int, len(readings)), make([]float32, len(readings))
	for i, r := range readings {
		order[i], best[i] = i, noRoomLogit
		for _, rough := range r.Sentences {
			best[i] = max(best[i], rough.Logit)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(best[b], best[a]) })
	kept, spent := make([]bool, len(readings)), 0
	for n, i := range order {
		spent += readings[i].Tokens
		if n > 0 && (c.Tokens > 0 && spent > c.Tokens || c.Behind > 0 && best[i] < best[order[0]]-c.Behind) {
			break
		}
		kept[i] = true
	}
	return kept
}

// keep leaves the rows and sentences of some windows, moved together. A sentence goes on
// to name its window by the number that it had.
func (s *scratch) keep(kept []bool, hidden int) {
	moved, rows, windows := make([]int, len(s.windows)), 0, s.windows[:0]
	for i, w := range s.windows {
		if !kept[i] {
			continue
		}
		n := w.end - w.start
		moved[i] = w.start - rows
		copy(s.tokens[rows:], s.tokens[w.start:w.end])
		copy(s.hidden[rows*hidden:], s.hidden[w.start*hidden:w.end*hidden])
		windows = append(windows, span{rows, rows + n})
		rows += n
	}
	s.windows, s.tokens = windows, s.tokens[:rows]
	s.sentences = slices.DeleteFunc(s.sentences, func(at sentence) bool { return !kept[at.window] })
	for i := range s.sentences {
		at := &s.sentences[i]
		at.tokens.start, at.tokens.end = at.tokens.start-moved[at.window], at.tokens.end-moved[at.window]
	}
}
