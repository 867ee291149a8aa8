package reader

// attend computes one head of attention in one window: softmax(Q·Kᵀ)·V. The scale
// is in Q already.
func (m *Model) attend(s *scratch, w *workspace, window span, head int) {
	k, n, width := &m.kernel, m.config.Hidden, m.config.headWidth()
	count, stride := window.end-window.start, 3*n
	queries := s.projected[window.start*stride+head*width:]
	keys, values := queries[n:], queries[2*n:]
	scores := roundUp(count, laneWidth)

	packKeys(k, w.keys, keys, stride, count, width)
	for col := 0; col < count; col += k.cols {
		for r := 0; r < count; r += k.rows {
			k.tile(w.scores[r*scores+col:], scores, queries[r*stride:], stride, w.keys[col*width:], k.cols, width, w.zeros)
		}
	}
	for r := range count {
		k.softmax(w.scores[r*scores:(r+1)*scores], count)
	}
	for col := 0; col < width; col += k.cols {
		out := s.attended[window.start*n+head*width+col:]
		m.weigh(w, out, values[col:], scores, count)
	}
}

// packKeys turns the keys of a head into panels, as linear has them: the keys are
// the outputs. Keys that fill up the last panel are zero.
func packKeys(k *kernel, panels, keys []float32, stride, count, width int) {
	for col := 0; col < count; col += k.cols {
		panel := panels[col*width : (col+k.cols)*width]
		if col+k.cols > count {
			clear(panel)
		}
		for j := range min(k.cols, count-col) {
			at := j
			for _, v := range keys[(col+j)*stride : (col+j)*stride+width] {
				panel[at] = v
				at += k.cols
			}
		}
	}
}

// weigh computes one tile's width of scores × values. The last tile of a window
// goes through a buffer: its rows too many belong to the next window.
func (m *Model) weigh(w *workspace, out, values []float32, scores, count int) {
	k, n := &m.kernel, m.config.Hidden
	for r := 0; r < count; r += k.rows {
		if r+k.rows <= count {
			k.tile(out[r*n:], n, w.scores[r*scores:], scores, values, 3*n, count, w.zeros)
			continue
		}
		k.tile(w.partial, k.cols, w.scores[r*scores:], scores, values, 3*n, count, w.zeros)
		for i := range count - r {
			copy(out[(r+i)*n:(r+i)*n+k.cols], w.partial[i*k.cols:])
		}
	}
}
