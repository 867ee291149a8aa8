// Package reader reads a question against sentences and says which of them
// answers it, and where in the sentence the answer stands.
//
// A window is some consecutive sentences of one article with its title; the reader
// sees them together, so that "he" and "these" have their context. It is a small
// transformer encoder (twelve layers, 384 wide) run in pure Go. Input of one window:
//
//	[CLS] question [SEP] title : [unused0] sentence 1 [unused0] sentence 2 … [SEP]
//
// with token types 0 up to and including the first [SEP], 1 after it. Each
// sentence gets one logit from the hidden state at its marker ([unused0]) and the
// mean of the hidden states of its tokens, marker included; 0 is the logit of
// "none of these". Each token gets a start and an end logit; a sentence's
// span is the best start and end inside it.
//
// The nouns of the code: a token is a word piece with the bytes it stands for; a row
// is a token's place among all tokens read at once, windows one after the other
// without padding; a linear map is a matrix with its bias, packed in panels; a tile
// is the block of a product that a kernel computes in registers; a kernel is the
// arithmetic of one kind of processor, in assembly for AVX-512, AVX2 and arm64, in
// plain Go for all others. Products and sums are float32, except that processors
// with AVX2 or AVX-512 VNNI multiply the linear maps in whole numbers of 14 bits
// (whole.go), which moves logits by some thousandths. On disk the word embeddings,
// which stay so in memory, have 4 bits a value and the layers' matrices 5 or 6.
//
// Beside the reader there is an encoder (meaning.go): the same kind of network with the
// same words, which turns a text into a vector of its meaning. It reads
//
//	[CLS] text [SEP]
//
// or, of a question, [CLS] instruction question [SEP], and the vector is the direction of
// the hidden state at [CLS]. It finds the passages; the reader reads them.
//
// The package is a leaf: it imports nothing of this module.
package reader
