package reader

import "context"

// A Window is some consecutive sentences of one article.
type Window struct {
	Title     string   // the article's title and heading, "" when unknown
	Sentences []string // in the article's order
}

// A Reading is what the reader says of one window.
type Reading struct {
	Sentences []SentenceReading // one for each sentence of the window
	Tokens    int               // tokens read, for cost accounting
}

// A SentenceReading is what the reader says of one sentence.
type SentenceReading struct {
	Logit     float32 // above 0: rather this sentence than none of them
	SpanStart int     // byte offset in the sentence, on a rune boundary
	SpanEnd   int     // exclusive; SpanStart == SpanEnd when there is no span
	SpanLogit float32 // start logit + end logit of the span
}

// Model is the reader with its weights. It is safe for concurrent use.
type Model struct{}

// Load returns the model with the embedded weights.
func Load() (*Model, error) { return &Model{}, nil }

// Read reads the question against each window. It returns ctx.Err() when the
// context ends first.
func (m *Model) Read(ctx context.Context, question string, windows []Window) ([]Reading, error) {
	return nil, ctx.Err()
}
