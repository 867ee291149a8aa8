package reader

// attend computes one head of attention in one window: softmax(Q·Kᵀ)·V. The scale
// is in Q already.
func (m *network) attend(s *scratch, w *workspace, window span, head int) {
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
		j := 0
		for ; j+4 <= min(k.cols, count-col); j += 4 {
			packFour(panel[j:], k.cols, keys[(col+j)*stride:], stride, width)
		}
		for ; j < min(k.cols, count-col); j++ {
			for d, v := range keys[(col+j)*stride:][:width] {
				panel[d*k.cols+j] = v
			}
		}
	}
}

// packFour stores four keys side by side: a line of the cache is written once for
// all of them.
func packFour(panel []float32, cols int, keys []float32, stride, width int) {
	a, b := keys[:width], keys[stride:][:width]
	c, d := keys[2*stride:][:width], keys[3*stride:][:width]
	at := 0
	for i, v := range a {
		to := panel[at : at+4 : at+4]
		to[0], to[1], to[2], to[3] = v, b[i], c[i], d[i]
		at += cols
	}
}

// weigh computes one tile's width of scores × values. The last tile of a window
// goes through a buffer: its rows too many belong to the next window.
func (m *network) weigh(w *workspace, out, values []float32, scores, count int) {
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
