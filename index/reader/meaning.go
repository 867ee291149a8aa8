package reader

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
)

// Encoder turns a text into a vector of its meaning: the texts that answer a question
// have vectors near to the question's. It is safe for concurrent use.
//
// It is a network beside the reader's, with weights of its own for all but the words:
// bge-small-en-v1.5 (BAAI) as it is published, rounded to few bits. It knows English.
type Encoder struct {
	network
	identity [16]byte
}

// ErrNoEncoder says that the program was built with an empty file of the encoder.
var ErrNoEncoder = errors.New("reader: this build has no encoder (index/reader/encoder.bin is empty)")

// Encoder returns the encoder that shares the model's words. It is loaded by the first
// call, which takes about 80 ms of one core, shared by all, and 45 MB; all copies of
// the model share it. Whoever never calls it pays nothing. It works on as many cores
// as there are, whatever the model's number is.
func (m *Model) Encoder() (*Encoder, error) { return m.encoder() }

// loadEncoder reads the file of an encoder and packs it for the model's kernel.
func (m *Model) loadEncoder(raw []byte) (*Encoder, error) {
	if len(raw) == 0 {
		return nil, ErrNoEncoder
	}
	f, err := parseFile(raw)
	if err == nil && (f.config.VocabSize != m.config.VocabSize || f.config.Hidden != m.config.Hidden) {
		err = fmt.Errorf("%d words of width %d, the reader has %d of %d", f.config.VocabSize, f.config.Hidden, m.config.VocabSize, m.config.Hidden)
	}
	if err != nil {
		return nil, fmt.Errorf("reader: encoder: %w", err)
	}
	e := &Encoder{network: network{config: f.config, kernel: m.kernel, vocabulary: m.vocabulary, words: m.words}}
	e.marker = make([]float32, e.config.Hidden) // it has none
	l := loader{file: f, kernel: &e.kernel}
	if l.network(&e.network); l.err != nil {
		return nil, fmt.Errorf("reader: encoder: %w", l.err)
	}
	e.identify(raw)
	return e, nil
}

// identify hashes all that vectors depend on.
func (e *Encoder) identify(raw []byte) {
	h := sha256.New()
	for _, part := range [][]byte{raw, e.words.values, e.words.scales} {
		h.Write(part)
	}
	copy(e.identity[:], h.Sum(nil))
}

// Identity returns a hash of the weights: vectors of one text by two encoders are to be
// compared only where it is the same. The processor's kernels differ by some
// ten-thousandths of a vector's length, which the identity does not tell apart.
func (e *Encoder) Identity() [16]byte { return e.identity }

// Dimension returns the length of a vector.
func (e *Encoder) Dimension() int { return e.config.Hidden }

// WithCores returns an encoder that shares the weights and works with at most n
// goroutines at a time per call; n below 1 means GOMAXPROCS at the time of the call,
// which is also the default.
func (e *Encoder) WithCores(n int) *Encoder {
	other := *e
	other.cores = n
	return &other
}

// Encode returns a vector of length 1 for each text of a corpus, of which the first 190
// tokens are read: about 140 words. It returns ctx.Err() when the context ends first,
// which it looks at in every layer of every thousand tokens.
func (e *Encoder) Encode(ctx context.Context, texts []string) ([][]float32, error) {
	return e.encodeAll(ctx, "", texts)
}

// EncodeQuestion returns the vector of length 1 of a question, to be compared with those of
// texts. It differs from the vector of the same text: the encoder is told that it is a
// question.
func (e *Encoder) EncodeQuestion(ctx context.Context, question string) ([]float32, error) {
	vectors, err := e.encodeAll(ctx, e.config.Instruction, []string{question})
	if err != nil {
		return nil, err
	}
	return vectors[0], nil
}

// encodeAll encodes texts, the same instruction before each.
func (e *Encoder) encodeAll(ctx context.Context, instruction string, texts []string) ([][]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s := e.scratch()
	defer e.scratches.Put(s)
	vectors := newVectors(len(texts), e.config.Hidden)
	for next := 0; next < len(texts); {
		first := next
		s.clear()
		for next < len(texts) && (next == first || s.rows()+e.config.MaxTokens <= maxRows) {
			s.addText(&e.config, instruction, texts[next])
			next++
		}
		if err := e.encode(ctx, s); err != nil {
			return nil, err
		}
		for i, w := range s.windows {
			unit(vectors[first+i], s.hidden[w.start*e.config.Hidden:])
		}
	}
	return vectors, nil
}

// newVectors returns n vectors in one piece of memory.
func newVectors(n, dimension int) [][]float32 {
	all, vectors := make([]float32, n*dimension), make([][]float32, n)
	for i := range vectors {
		vectors[i] = all[i*dimension : (i+1)*dimension : (i+1)*dimension]
	}
	return vectors
}

// addText places the tokens of a text:
//
//	[CLS] instruction text [SEP]
func (s *scratch) addText(c *config, instruction, text string) {
	first := s.rows()
	s.place(c.Cls, 0)
	for _, part := range []string{instruction, text} {
		room := c.MaxTokens - (s.rows() - first) - 1
		tokens := s.tokenizer.tokenize(part)
		for _, t := range tokens[:min(len(tokens), room)] {
			s.tokens = append(s.tokens, placed{t, 0})
		}
	}
	s.place(c.Sep, 0)
	s.windows = append(s.windows, span{first, s.rows()})
}

// unit sets v to the direction of the hidden state x.
func unit(v, x []float32) {
	x = x[:len(v)]
	inverse := 1 / float32(math.Sqrt(float64(max(dot(x, x), 1e-24))))
	for i, value := range x {
		v[i] = value * inverse
	}
}
