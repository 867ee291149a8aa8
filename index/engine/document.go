package engine

import (
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/index/term"
)

// A Document is an article ready to be put in: split into passages, with their terms. The terms
// take some forty times the memory of the text, so that a large one keeps those of its first
// passages only. It is not safe for concurrent use.
type Document struct {
	Article   corpus.Article
	Hash      [16]byte     // of everything that the article's input gave
	Title     []*term.Term // of what the article is known by
	Passages  []corpus.Passage
	Sentences int
	TextTerms int // in all sentences
	AllTerms  int // with title and headings, once for each passage

	kept  []Part         // the first passages with their terms
	later *term.Analyzer // for the others, nil where there are none
	last  Part           // the one analysed last
}

const (
	// KeptBytes is the most bytes of text whose terms a document keeps, and keptPassages the
	// most passages.
	KeptBytes    = 256 << 10
	keptPassages = 2048
	// maxName is the most bytes of a title, and maxAbove of the headings above a passage, that
	// count as words of each passage: what is longer is a text.
	maxName  = 400
	maxAbove = 1000
)

// A Part is a passage of a document with its terms.
type Part struct {
	corpus.Passage
	Above []*term.Term   // of the headings
	Terms [][]*term.Term // of each sentence
}

// NewDocument turns the passages of an article, as [corpus.Split] makes them, into terms.
func NewDocument(a corpus.Article, passages []corpus.Passage, hash [16]byte, an *term.Analyzer) *Document {
	d := &Document{Article: a, Passages: passages, Hash: hash, Title: an.Terms(term.Clip(KnownBy(a.Title, a.Text), maxName))}
	d.kept = make([]Part, 0, min(len(passages), keptPassages))
	for i, p := range passages {
		part := d.analyse(p, an)
		d.count(part)
		switch {
		case d.later != nil:
		case i < keptPassages && p.End-passages[0].Start <= KeptBytes:
			d.kept = append(d.kept, part)
		default:
			d.later = term.NewAnalyzer(a.Language)
		}
	}
	return d
}

// Part returns a passage with its terms.
func (d *Document) Part(i int) Part {
	if i < len(d.kept) {
		return d.kept[i]
	}
	return d.analyse(d.Passages[i], d.later)
}

// Kept is how many of the first passages have their terms already.
func (d *Document) Kept() int { return len(d.kept) }

// analyse turns a passage into terms. Passages that follow each other share those of their
// headings.
func (d *Document) analyse(p corpus.Passage, an *term.Analyzer) Part {
	part := Part{Passage: p, Terms: make([][]*term.Term, len(p.Sentences))}
	for i, s := range p.Sentences {
		part.Terms[i] = an.Terms(d.Article.Text[s.Start:s.End])
	}
	if part.Above = d.last.Above; !slices.Equal(p.Headings, d.last.Headings) {
		part.Above = an.Terms(term.Clip(strings.Join(p.Headings, "\n"), maxAbove))
	}
	d.last = part
	return part
}

// count counts the terms of a passage.
func (d *Document) count(p Part) {
	d.AllTerms += len(p.Above) + len(d.Title)
	d.Sentences += len(p.Sentences)
	for _, terms := range p.Terms {
		d.TextTerms += len(terms)
		d.AllTerms += len(terms)
	}
}

// Describe returns what is to be known of the article once it has a number and a place.
func (d *Document) Describe(number int, place string) *Article {
	a := &d.Article
	return &Article{
		Number: number, ID: a.ID, Title: a.Title, Source: a.Source, Language: a.Language, Published: a.Published, Revised: a.Revised,
		Hash: d.Hash, Bytes: len(a.Text), Passages: len(d.Passages), Sentences: d.Sentences,
		TextTerms: d.TextTerms, AllTerms: d.AllTerms, Place: place,
	}
}

const (
	leadBytes = 80 // of the text that stand for a missing title, cut at a word
	// NeedsName is the length in bytes from which a text without a title is known by its
	// beginning; a shorter one is its own name.
	NeedsName = 320
)

// KnownBy is what an article is known by: its title, or else how its text begins, which
// names the subject that later sentences only call "it". A text of a sentence or two
// needs no name.
func KnownBy(title, text string) string {
	if title != "" || len(text) < NeedsName {
		return title
	}
	lead := text[:min(len(text), leadBytes)]
	return lead[:strings.LastIndexByte(lead, ' ')+1]
}
