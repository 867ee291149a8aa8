package record

import (
	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/term"
)

// Passage appends a passage of the article with this number: its place, its sentences and the
// hashes of their terms, but not its text.
func (e *Encoder) Passage(article, ordinal int, title []*term.Term, p *engine.Part) {
	e.Int(article)
	e.Int(ordinal)
	e.Int(p.Start)
	e.Int(p.End - p.Start)
	e.Int(int(p.Kind))
	e.String(p.Anchor)
	e.Strings(p.Headings)
	e.Hashes(title)
	e.Hashes(p.Above)
	e.Int(len(p.Sentences))
	at := p.Start
	for i, s := range p.Sentences {
		e.Int(s.Start - at)
		e.Int(s.End - s.Start)
		e.Hashes(p.Terms[i])
		at = s.End
	}
}

// Passage reads a passage; the hashes of its terms stay in the bytes they were read in.
func (d *Decoder) Passage() engine.Passage {
	p := engine.Passage{Article: d.Int(), Ordinal: d.Int(), Start: d.Int()}
	p.End = p.Start + d.Int()
	p.Kind = corpus.BlockKind(d.Int())
	p.Anchor = d.String()
	p.Headings = d.Strings()
	p.Title = d.Hashes()
	p.Above = d.Hashes()
	at := p.Start
	p.Sentences = make([]engine.Sentence, d.Count(3))
	for i := range p.Sentences {
		s := &p.Sentences[i]
		s.Start = at + d.Int()
		s.End = s.Start + d.Int()
		s.Terms = d.Hashes()
		at = s.End
	}
	return p
}

// Blocks appends the blocks of an article.
func (e *Encoder) Blocks(blocks []corpus.Block) {
	e.Int(len(blocks))
	at := 0
	for _, b := range blocks {
		e.Int(b.Start - at)
		e.Int(b.End - b.Start)
		e.Int(int(b.Kind))
		e.Int(b.Level)
		e.String(b.Anchor)
		at = b.End
	}
}

// Blocks reads the blocks of an article.
func (d *Decoder) Blocks() []corpus.Block {
	var blocks []corpus.Block
	at := 0
	for range d.Count(5) {
		start := at + d.Int()
		b := corpus.Block{Start: start, End: start + d.Int()}
		b.Kind, b.Level, b.Anchor = corpus.BlockKind(d.Int()), d.Int(), d.String()
		blocks = append(blocks, b)
		at = b.End
	}
	return blocks
}
