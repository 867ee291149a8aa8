package engine

import (
	"strings"

	"verbatim/corpus"
	"verbatim/index/term"
)

// A Document is an article ready to be put in: split into passages, with their terms.
type Document struct {
	Article   corpus.Article
	Hash      [16]byte     // of everything that the article's input gave
	Title     []*term.Term // of what the article is known by
	Passages  []Part
	Sentences int
	TextTerms int // in all sentences
	AllTerms  int // with title and headings, once for each passage
}

// A Part is a passage of a document with its terms.
type Part struct {
	corpus.Passage
	Above []*term.Term   // of the headings
	Terms [][]*term.Term // of each sentence
}

// NewDocument turns the passages of an article, as [corpus.Split] makes them, into terms.
func NewDocument(a corpus.Article, passages []corpus.Passage, hash [16]byte, an *term.Analyzer) *Document {
	d := &Document{Article: a, Hash: hash, Title: an.Terms(KnownBy(a.Title, a.Text))}
	d.Passages = make([]Part, len(passages))
	for i, p := range passages {
		d.Passages[i] = d.part(p, an)
	}
	return d
}

// part analyses a passage, and counts it.
func (d *Document) part(p corpus.Passage, an *term.Analyzer) Part {
	part := Part{Passage: p, Terms: make([][]*term.Term, len(p.Sentences))}
	for i, s := range p.Sentences {
		part.Terms[i] = an.Terms(d.Article.Text[s.Start:s.End])
		d.TextTerms += len(part.Terms[i])
		d.AllTerms += len(part.Terms[i])
	}
	for _, h := range p.Headings {
		part.Above = append(part.Above, an.Terms(h)...)
	}
	d.AllTerms += len(part.Above) + len(d.Title)
	d.Sentences += len(p.Sentences)
	return part
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
