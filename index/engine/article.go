package engine

import (
	"time"

	"verbatim/corpus"
	"verbatim/index/term"
)

// An Article is what is known of an article without reading its text.
type Article struct {
	Number    int // never given to another article
	ID        string
	Title     string
	Source    string // URL or path
	Language  string
	Published time.Time
	Revised   time.Time
	Hash      [16]byte // of everything that the article's input gave
	Bytes     int      // of its text
	Passages  int
	Sentences int
	TextTerms int // in all its sentences
	AllTerms  int // with title and headings, once for each passage

	Place string // where its engine finds its text; means nothing to others
}

// A Passage is a passage as ranking needs it.
type Passage struct {
	Article   int // number of its article
	Ordinal   int // of the passage in its article, from 0
	Start     int // byte offset in the article's text
	End       int // byte offset, exclusive
	Kind      corpus.BlockKind
	Anchor    string      // fragment of the article's source that leads to it, "" when none
	Headings  []string    // above it, outermost first
	Title     term.Hashes // of what the article is known by
	Above     term.Hashes // of the headings
	Sentences []Sentence  // in their order

	Place string // where its engine finds it; means nothing to others
}

// A Sentence is a sentence of a passage with its terms, in their order.
type Sentence struct {
	Start, End int // byte offsets in the article's text, end exclusive
	Terms      term.Hashes
}

// A Range is a part of an article's text.
type Range struct {
	Article    *Article
	Start, End int // byte offsets, end exclusive
}
