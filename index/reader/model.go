package reader

import "context"

// A Window is some consecutive sentences of one article.
type Window struct {
	Title     string   // the article's title with the nearest headings, "" when unknown
	Sentences []string // in the article's order
}

// A Reading is what the reader says of one window.
type Reading struct {
	Sentences []SentenceReading // one for each sentence of the window
	Tokens    int               // tokens read, for cost accounting
	Glanced   bool              // only the first layers read it: logits are rough and there are no spans
}

// A SentenceReading is what the reader says of one sentence.
type SentenceReading struct {
	Logit     float32 // above 0: rather this sentence than none of them
	SpanStart int     // byte offset in the sentence, on a rune boundary
	SpanEnd   int     // exclusive; SpanStart == SpanEnd when there is no span
	SpanLogit float32 // start logit + end logit of the span
}

// Model is the reader with its weights. It is safe for concurrent use.
type Model struct {
	network
	sentence head // over the marker's hidden state and the sentence's mean
	early    head // the same after the first layers
	start    head // over a token's hidden state
	end      head

	encoder func() (*Encoder, error) // loads it once
}

// head is a linear map to one number.
type head struct {
	weights []float32
	bias    float32
}

// WithCores returns a model that shares the weights and reads with at most n
// goroutines at a time per call of Read; n below 1 means GOMAXPROCS at the time of
// the call, which is also the default.
func (m *Model) WithCores(n int) *Model {
	other := *m
	other.cores = n
	return &other
}

// Tokens returns the number of tokens of a text, at most the number of its bytes.
// The 192 tokens of a window are those of question and title as far as they are
// read, one for each sentence besides its own, and four: [CLS], [SEP] twice, and the
// colon after a title.
func (m *Model) Tokens(text string) int {
	s := m.scratch()
	defer m.scratches.Put(s)
	return len(s.tokenizer.tokenize(text))
}

// Read reads the question against each window, to the end those that are chosen among
// the about 2,000 tokens that are read at once. It returns ctx.Err() when the context
// ends first.
//
// Of a question the first 48 tokens are read, of a title 40, of a window 192 in
// all. A sentence beyond that has the logit -1e4 and no span.
func (m *Model) Read(ctx context.Context, question string, windows []Window, choice Choice) ([]Reading, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s := m.scratch()
	defer m.scratches.Put(s)
	s.setQuestion(&m.config, question)
	readings := newReadings(windows)
	for next := 0; next < len(windows); {
		first := next
		s.clear()
		for next < len(windows) && (next == first || s.rows()+m.config.MaxTokens <= maxRows) {
			s.add(&m.config, windows[next])
			next++
		}
		if err := m.readAll(ctx, s, choice, readings[first:next]); err != nil {
			return nil, err
		}
	}
	return readings, nil
}

// newReadings returns empty readings of the windows.
func newReadings(windows []Window) []Reading {
	total := 0
	for _, w := range windows {
		total += len(w.Sentences)
	}
	all, readings := make([]SentenceReading, total), make([]Reading, len(windows))
	for i, w := range windows {
		n := len(w.Sentences)
		readings[i].Sentences, all = all[:n:n], all[n:]
	}
	return readings
}
