package reader

// maxRows is about the number of tokens that go through the encoder at once: enough
// to keep all cores at work, few enough to bound the memory (7 kB a row).
const maxRows = 2048

// scratch is the memory of one pass: the tokens of some windows, one after the
// other without padding, and the hidden states of all of them. It is used again
// for the next pass.
type scratch struct {
	tokenizer tokenizer
	question  []int32

	tokens    []placed
	windows   []span     // rows of each window
	sentences []sentence // of all windows, in order

	hidden    []float32 // rows × hidden
	projected []float32 // rows × 3·hidden: queries, keys, values
	attended  []float32 // rows × hidden
	workers   []workspace
}

// placed is a token in its place: its row is its index in scratch.tokens.
type placed struct {
	token
	segment uint8 // token type: 0 for the question, 1 for the window
}

// span is a range of rows or bytes, end exclusive.
type span struct{ start, end int }

// sentence is where a sentence stands in the rows. The marker is the row before
// tokens.start.
type sentence struct {
	window int
	number int  // in its window
	cut    bool // no room for its marker and one token
	tokens span
}

// workspace is what one worker needs besides.
type workspace struct {
	wide    []float32 // chunk × intermediate
	narrow  []float32 // chunk × hidden
	rounded wholeRows // what goes into a product of whole numbers
	scores  []float32 // of attention: queries × keys of one head of one window
	keys    []float32 // of one head of one window, packed as tiles want them
	partial []float32 // one tile
	zeros   []float32 // the bias of a tile that has none
}

func newScratch(v *vocabulary) *scratch {
	return &scratch{tokenizer: tokenizer{vocabulary: v}}
}

// scratch returns a scratch from the pool.
func (m *network) scratch() *scratch { return m.scratches.Get().(*scratch) }

// rows returns the number of tokens placed.
func (s *scratch) rows() int { return len(s.tokens) }

// clear forgets the windows, not the question.
func (s *scratch) clear() {
	s.tokens, s.windows, s.sentences = s.tokens[:0], s.windows[:0], s.sentences[:0]
}

// grow returns a slice of n floats in the memory of old where it is large enough.
// What it holds is any finite numbers.
func grow(old []float32, n int) []float32 {
	if cap(old) < n {
		return make([]float32, n+n/8)[:n]
	}
	return old[:n]
}
