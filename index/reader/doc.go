// Package reader reads a question against sentences and says which of them
// answers it, and where in the sentence the answer stands.
//
// A window is some consecutive sentences of one article with its title; the reader
// sees them together, so that "he" and "these" have their context. It is a small
// transformer encoder (six layers, 384 wide) run in pure Go. Input of one window:
//
//	[CLS] question [SEP] title : [unused0] sentence 1 [unused0] sentence 2 … [SEP]
//
// with token types 0 up to and including the first [SEP], 1 after it. Each
// sentence gets one logit from the hidden state at its marker ([unused0]) and the
// mean of the hidden states of its tokens, marker included; 0 is the logit of
// "none of these". Each token gets a start and an end logit; a sentence's
// span is the best start and end inside it.
//
// The package is a leaf: it imports nothing of this module.
package reader
