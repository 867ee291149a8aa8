package reader

import (
	"fmt"
	"math"
)

// reference computes the hidden states of one window's tokens after some layers as the
// formulas of BERT have them, in float64 and without any of the package's arithmetic.
func (m *tinyModel) reference(tokens []placed, layers int) [][]float64 {
	c := m.config
	words, positions, types := m.dense("embeddings.word_embeddings.weight"), m.dense("embeddings.position_embeddings.weight"), m.dense("embeddings.token_type_embeddings.weight")
	marker := m.dense("embeddings.marker")
	x := make([][]float64, len(tokens))
	for i, t := range tokens {
		x[i] = make([]float64, c.Hidden)
		for d := range x[i] {
			x[i][d] = words[int(t.id)*c.Hidden+d] + positions[i*c.Hidden+d] + types[int(t.segment)*c.Hidden+d]
			if int(t.id) == c.Marker {
				x[i][d] += marker[d]
			}
		}
	}
	m.refNorm(x, "embeddings.LayerNorm")
	for l := range layers {
		x = m.refLayer(x, fmt.Sprintf("encoder.layer.%d.", l))
	}
	return x
}

func (m *tinyModel) refLayer(x [][]float64, prefix string) [][]float64 {
	y := m.refLinear(m.refAttention(x, prefix), prefix+"attention.output.dense")
	refAdd(y, x)
	m.refNorm(y, prefix+"attention.output.LayerNorm")
	h := m.refLinear(y, prefix+"intermediate.dense")
	for _, row := range h {
		for i, v := range row {
			row[i] = v / 2 * (1 + math.Erf(v/math.Sqrt2))
		}
	}
	z := m.refLinear(h, prefix+"output.dense")
	refAdd(z, y)
	m.refNorm(z, prefix+"output.LayerNorm")
	return z
}

func (m *tinyModel) refAttention(x [][]float64, prefix string) [][]float64 {
	q, k, v := m.refLinear(x, prefix+"attention.self.query"), m.refLinear(x, prefix+"attention.self.key"), m.refLinear(x, prefix+"attention.self.value")
	out, width := make([][]float64, len(x)), m.config.headWidth()
	for i := range x {
		out[i] = make([]float64, m.config.Hidden)
		for from := 0; from < m.config.Hidden; from += width {
			weights, sum := make([]float64, len(x)), 0.0
			for j := range x {
				for d := from; d < from+width; d++ {
					weights[j] += q[i][d] * k[j][d]
				}
				weights[j] = math.Exp(weights[j] / math.Sqrt(float64(width)))
				sum += weights[j]
			}
			for j := range x {
				for d := from; d < from+width; d++ {
					out[i][d] += weights[j] / sum * v[j][d]
				}
			}
		}
	}
	return out
}

func (m *tinyModel) refLinear(x [][]float64, name string) [][]float64 {
	weight, bias := m.dense(name+".weight"), m.dense(name+".bias")
	out := make([][]float64, len(x))
	for i, row := range x {
		for o, b := range bias {
			for d, v := range row {
				b += v * weight[o*len(row)+d]
			}
			out[i] = append(out[i], b)
		}
	}
	return out
}

func (m *tinyModel) refNorm(x [][]float64, name string) {
	scale, shift := m.dense(name+".weight"), m.dense(name+".bias")
	for _, row := range x {
		mean, variance, n := 0.0, 0.0, float64(len(row))
		for _, v := range row {
			mean += v / n
		}
		for _, v := range row {
			variance += (v - mean) * (v - mean) / n
		}
		for i, v := range row {
			row[i] = (v-mean)/math.Sqrt(variance+m.config.Epsilon)*scale[i] + shift[i]
		}
	}
}

func refAdd(x, y [][]float64) {
	for i := range x {
		for d := range x[i] {
			x[i][d] += y[i][d]
		}
	}
}

// refLogit computes what a head over sentences says of one.
func (m *tinyModel) refLogit(head string, x [][]float64, at sentence) float32 {
	n, weight := m.config.Hidden, m.dense(head+".weight")
	logit, count := m.dense(head + ".bias")[0], float64(at.tokens.end-at.tokens.start+1)
	for i := at.tokens.start - 1; i < at.tokens.end; i++ {
		for d, v := range x[i] {
			logit += v * weight[n+d] / count
			if i == at.tokens.start-1 {
				logit += v * weight[d]
			}
		}
	}
	return float32(logit)
}

// refReading computes what the heads say of a sentence; by trying all spans.
func (m *tinyModel) refReading(x [][]float64, tokens []placed, at sentence) SentenceReading {
	n := m.config.Hidden
	span, spanBias := m.dense("span.weight"), m.dense("span.bias")
	score := func(row, kind int) float64 {
		sum := spanBias[kind]
		for d, v := range x[row] {
			sum += v * span[kind*n+d]
		}
		return sum
	}
	out, best := SentenceReading{Logit: m.refLogit("sentence", x, at)}, math.Inf(-1)
	for i := at.tokens.start; i < at.tokens.end; i++ {
		for j := i; j < min(i+maxSpan, at.tokens.end); j++ {
			if sum := score(i, 0) + score(j, 1); sum > best {
				best = sum
				out.SpanStart, out.SpanEnd, out.SpanLogit = int(tokens[i].start), int(tokens[j].end), float32(sum)
			}
		}
	}
	return out
}
