package reader

import (
	"fmt"
	"os"
	"sync"
)

// LoadFile returns a model with the weights of a file. The file is read whole and
// stays in memory.
func LoadFile(path string) (*Model, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	m, err := load(raw, bestKernel())
	if err != nil {
		return nil, fmt.Errorf("reader: %s: %w", path, err)
	}
	return m, nil
}

// LoadFrom returns a model with the weights of a file that has been read. The model
// keeps raw, which must not change any more.
func LoadFrom(raw []byte) (*Model, error) {
	m, err := load(raw, bestKernel())
	if err != nil {
		return nil, fmt.Errorf("reader: weights: %w", err)
	}
	return m, nil
}

// load reads a weights file and packs it for a kernel.
func load(raw []byte, k kernel) (*Model, error) {
	f, err := parseFile(raw)
	if err != nil {
		return nil, err
	}
	if err := f.config.validateReader(); err != nil {
		return nil, err
	}
	m := &Model{network: network{config: f.config, kernel: k}}
	l := loader{file: f, kernel: &m.kernel}
	m.vocabulary = l.vocabulary()
	l.words(&m.network)
	l.network(&m.network)
	l.heads(m)
	if l.err != nil {
		return nil, l.err
	}
	m.encoder = sync.OnceValues(func() (*Encoder, error) { return m.loadEncoder(embeddedEncoder) })
	return m, nil
}

// loader reads the parts of a model and keeps the first error.
type loader struct {
	file   *weightsFile
	kernel *kernel
	err    error
}

func (l *loader) fail(err error) {
	if l.err == nil {
		l.err = err
	}
}

func (l *loader) floats(name string, shape ...int) []float32 {
	out, err := l.file.floats(name, shape...)
	l.fail(err)
	return out
}

func (l *loader) matrix(name string, rows, cols int) intMatrix {
	out, err := l.file.matrix(name, rows, cols)
	l.fail(err)
	return out
}

// dense returns all values of a matrix.
func (l *loader) dense(name string, rows, cols int) []float32 {
	m := l.matrix(name, rows, cols)
	if l.err != nil {
		return nil
	}
	out := make([]float32, rows*cols)
	for r := range rows {
		m.row(out[r*cols:], r)
	}
	return out
}

func (l *loader) norm(name string) layerNorm {
	n := l.file.config.Hidden
	return layerNorm{l.floats(name+".weight", n), l.floats(name+".bias", n)}
}

func (l *loader) vocabulary() *vocabulary {
	text, err := l.file.text("vocab")
	if err != nil {
		l.fail(err)
		return nil
	}
	v, err := newVocabulary(string(text), l.file.config.VocabSize, int32(l.file.config.Unknown))
	l.fail(err)
	return v
}

func (l *loader) words(m *network) {
	c := &m.config
	m.words = l.matrix("embeddings.word_embeddings.weight", c.VocabSize, c.Hidden)
	m.marker = l.floats("embeddings.marker", c.Hidden)
}

// network reads what the reader's and the encoder's files both have. The words are
// there already.
func (l *loader) network(m *network) {
	c := &m.config
	m.positions = l.dense("embeddings.position_embeddings.weight", c.MaxPosition, c.Hidden)
	m.types = l.dense("embeddings.token_type_embeddings.weight", 2, c.Hidden)
	m.embedNorm = l.norm("embeddings.LayerNorm")
	l.layers(m)
	m.scratches = &sync.Pool{New: func() any { return newScratch(m.vocabulary) }}
}

func (l *loader) heads(m *Model) {
	n := m.config.Hidden
	m.sentence = l.head("sentence", 2*n)
	if m.config.Early > 0 {
		m.early = l.head("early", 2*n)
	}
	span, biases := l.floats("span.weight", 2, n), l.floats("span.bias", 2)
	if l.err != nil {
		return
	}
	m.start, m.end = head{span[:n], biases[0]}, head{span[n:], biases[1]}
}

// head reads a linear map of n numbers to one.
func (l *loader) head(name string, n int) head {
	weights, bias := l.floats(name+".weight", 1, n), l.floats(name+".bias", 1)
	if l.err != nil {
		return head{}
	}
	return head{weights, bias[0]}
}
