package reader

// maxSpan is the greatest number of tokens in a span.
const maxSpan = 30

// decide turns the hidden states into readings of the windows of s.
func (m *Model) decide(s *scratch, readings []Reading) {
	parallel(len(s.workers), len(s.sentences), func(worker, task int) {
		at := &s.sentences[task]
		readings[at.window].Sentences[at.number] = m.readSentence(s, &s.workers[worker], at)
	})
}

// readSentence returns what the heads say of a sentence.
func (m *Model) readSentence(s *scratch, w *workspace, at *sentence) SentenceReading {
	if at.cut {
		return SentenceReading{Logit: noRoomLogit}
	}
	n, count := m.config.Hidden, at.tokens.end-at.tokens.start
	starts, ends := w.wide[:count], w.wide[count:2*count]
	for i := range count {
		x := s.hidden[(at.tokens.start+i)*n:][:n]
		starts[i], ends[i] = m.start.bias+dot(m.start.weights, x), m.end.bias+dot(m.end.weights, x)
	}
	out := SentenceReading{Logit: m.sentence.of(s, w, n, at.tokens)}
	if count > 0 {
		best, logit := bestSpan(starts, ends)
		tokens := s.tokens[at.tokens.start:at.tokens.end]
		out.SpanStart, out.SpanEnd = int(tokens[best.start].start), int(tokens[best.end-1].end)
		out.SpanLogit = logit
	}
	return out
}

// of returns what a head over sentences says of one, from the hidden states of n numbers
// as they are.
func (h *head) of(s *scratch, w *workspace, n int, tokens span) float32 {
	rows := s.hidden[(tokens.start-1)*n : tokens.end*n]
	marker, mean := rows[:n], w.narrow[:n]
	copy(mean, marker)
	for at := n; at < len(rows); at += n {
		add(mean, rows[at:at+n])
	}
	return h.bias + dot(h.weights[:n], marker) + dot(h.weights[n:], mean)/float32(len(rows)/n)
}

// bestSpan returns the span of at most maxSpan tokens with the greatest sum of start
// and end logit; of equal ones the one that starts, then ends, first.
func bestSpan(starts, ends []float32) (span, float32) {
	best, logit := span{0, 1}, starts[0]+ends[0]
	for i, start := range starts {
		for j, end := range ends[i:min(i+maxSpan, len(ends))] {
			if start+end > logit {
				best, logit = span{i, i + j + 1}, start+end
			}
		}
	}
	return best, logit
}

// dot returns the scalar product of two vectors of the same length, a multiple of
// laneWidth, in four sums that do not wait for each other.
func dot(x, y []float32) float32 {
	var a, b, c, d float32
	y = y[:len(x)]
	for ; len(x) >= 4; x, y = x[4:], y[4:] {
		a += x[0] * y[0]
		b += x[1] * y[1]
		c += x[2] * y[2]
		d += x[3] * y[3]
	}
	return (a + b) + (c + d)
}
