package reader

import "context"

// chunkRows is about the number of rows that one task takes through the linear maps
// of a layer: few enough that their hidden states stay in the second-level cache,
// many enough that the weights read for them pay.
const chunkRows = 96

// leastRows is the number of rows below which one more worker costs more than it
// saves.
const leastRows = 32

// encode computes the hidden states of all tokens placed.
func (m *network) encode(ctx context.Context, s *scratch) error {
	return m.through(ctx, s, 0, len(m.layers))
}

// through takes the rows through the layers from one up to another; those from the
// first on begin with the embeddings. Linear maps go over chunks of rows whatever window
// they belong to, attention over the heads of each window.
func (m *network) through(ctx context.Context, s *scratch, from, to int) error {
	workers := min(m.workers(), 1+s.rows()/leastRows)
	s.reserve(m, workers, from > 0)
	chunk := chunkSize(s.rows(), workers, m.kernel.rows)
	chunks := (s.rows() + chunk - 1) / chunk
	rowsOf := func(task int) span { return span{task * chunk, min((task+1)*chunk, s.rows())} }

	parallel(workers, chunks, func(worker, task int) {
		if from == 0 {
			m.embed(s, rowsOf(task))
		}
		m.project(s, &s.workers[worker], from, rowsOf(task))
	})
	for i := from; i < to; i++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		parallel(workers, len(s.windows)*m.config.Heads, func(worker, task int) {
			m.attend(s, &s.workers[worker], s.windows[task/m.config.Heads], task%m.config.Heads)
		})
		parallel(workers, chunks, func(worker, task int) {
			m.feedForward(s, &s.workers[worker], &m.layers[i], rowsOf(task))
			if i+1 < to {
				m.project(s, &s.workers[worker], i+1, rowsOf(task))
			}
		})
	}
	return nil
}

// chunkSize returns the rows of a task such that every worker gets as many tasks.
func chunkSize(rows, workers, tile int) int {
	tasks := workers * ((rows + workers*chunkRows - 1) / (workers * chunkRows))
	return roundUp((rows+tasks-1)/tasks, tile)
}

// reserve makes the memory ready for the rows placed; begun: their hidden states are
// there and stay. Tiles write whole tiles, so each part ends with room for one.
func (s *scratch) reserve(m *network, workers int, begun bool) {
	hidden, rows := m.config.Hidden, roundUp(s.rows(), m.kernel.rows)+m.kernel.rows
	if !begun {
		s.hidden = grow(s.hidden, rows*hidden)
	}
	s.projected = grow(s.projected, rows*3*hidden)
	s.attended = grow(s.attended, rows*hidden)
	for len(s.workers) < workers {
		s.workers = append(s.workers, newWorkspace(m))
	}
}

func newWorkspace(m *network) workspace {
	c, k := &m.config, &m.kernel
	chunk := chunkRows + k.rows
	window := roundUp(c.MaxTokens, laneWidth) + laneWidth
	return workspace{
		wide:    make([]float32, chunk*wideStride(c)),
		narrow:  make([]float32, chunk*c.Hidden),
		rounded: newWholeRows(k, max(c.Hidden, c.Intermediate)),
		scores:  make([]float32, (c.MaxTokens+k.rows)*window),
		keys:    make([]float32, window*c.headWidth()),
		partial: make([]float32, k.rows*k.cols),
		zeros:   make([]float32, k.cols),
	}
}

// wideStride is the distance of rows inside the feed-forward part, not a multiple
// of a large power of two, so that the rows of a tile do not share cache sets.
func wideStride(c *config) int { return c.Intermediate + 16 }

// embed sets the hidden states of rows to their tokens' embeddings.
func (m *network) embed(s *scratch, rows span) {
	n, window := m.config.Hidden, 0
	for r := rows.start; r < rows.end; r++ {
		for r >= s.windows[window].end {
			window++
		}
		t, x := s.tokens[r], s.hidden[r*n:(r+1)*n]
		position := r - s.windows[window].start
		m.words.row(x, int(t.id))
		if int(t.id) == m.config.Marker {
			add(x, m.marker)
		}
		add(x, m.types[int(t.segment)*n:])
		m.kernel.addNorm(x, m.positions[position*n:(position+1)*n], m.embedNorm.scale, m.embedNorm.shift, m.epsilon())
	}
}

// epsilon returns what is added to the variance in layer normalisation.
func (m *network) epsilon() float32 { return float32(m.config.Epsilon) }

// add adds y to x.
func add(x, y []float32) {
	y = y[:len(x)]
	for i := range x {
		x[i] += y[i]
	}
}

// project computes queries, keys and values of a layer.
func (m *network) project(s *scratch, w *workspace, layer int, rows span) {
	n := m.config.Hidden
	m.layers[layer].projection.apply(&m.kernel, w, s.projected[rows.start*3*n:], 3*n, s.hidden[rows.start*n:], n, rows.end-rows.start)
}

// feedForward takes what attention found for the rows through the rest of a layer.
func (m *network) feedForward(s *scratch, w *workspace, l *layer, rows span) {
	n, wide, count := m.config.Hidden, wideStride(&m.config), rows.end-rows.start
	hidden := s.hidden[rows.start*n:]
	l.output.apply(&m.kernel, w, w.narrow, n, s.attended[rows.start*n:], n, count)
	m.addNormRows(hidden, w.narrow, &l.outputNorm, count)

	l.wide.apply(&m.kernel, w, w.wide, wide, hidden, n, count)
	for r := range count {
		m.kernel.gelu(w.wide[r*wide : r*wide+m.config.Intermediate])
	}
	l.narrow.apply(&m.kernel, w, w.narrow, n, w.wide, wide, count)
	m.addNormRows(hidden, w.narrow, &l.narrowNorm, count)
}

// addNormRows normalises the sums of the first rows of x and y.
func (m *network) addNormRows(x, y []float32, by *layerNorm, rows int) {
	n := m.config.Hidden
	for r := range rows {
		m.kernel.addNorm(x[r*n:(r+1)*n], y[r*n:(r+1)*n], by.scale, by.shift, m.epsilon())
	}
}
