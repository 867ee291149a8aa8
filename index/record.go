package index

import (
	"encoding/binary"
	"time"

	"verbatim/corpus"
	"verbatim/index/term"
)

// A location names a byte range of a text file of a generation. Written out it is the
// id of a passage in the bleve index, so that a hit leads straight to its record.
type location struct {
	file   uint16
	offset uint64 // less than 1 << 48
	length uint32
}

const locationSize = 2 + 6 + 4

// id returns the location as a document id: big endian, so that ids sort in the order
// of the file.
func (l location) id() string {
	var b [locationSize + 2]byte
	binary.BigEndian.PutUint64(b[2:], l.offset)
	binary.BigEndian.PutUint16(b[2:], l.file)
	binary.BigEndian.PutUint32(b[10:], l.length)
	return string(b[2:])
}

func locationOf(id string) (location, error) {
	if len(id) != locationSize {
		return location{}, errCorrupt
	}
	b := []byte(id)
	return location{
		file:   binary.BigEndian.Uint16(b),
		offset: binary.BigEndian.Uint64(b) & (1<<48 - 1),
		length: binary.BigEndian.Uint32(b[8:]),
	}, nil
}

// A passageRecord is a passage as it is stored: its place, its sentences and the
// hashes of their terms, so that ranking analyses nothing again.
type passageRecord struct {
	article    int // number of the article in this data directory
	ordinal    int // of the passage in its article
	start, end int // byte offsets in the article's text
	kind       corpus.BlockKind
	anchor     string
	headings   []string
	title      term.Hashes // terms of the article's title
	above      term.Hashes // terms of the headings
	sentences  []sentenceRecord
}

// A sentenceRecord is a sentence with the hashes of its terms in their order.
type sentenceRecord struct {
	start, end int // byte offsets in the article's text
	terms      term.Hashes
}

func decodePassage(b []byte) (passageRecord, error) {
	d := decoder{buf: b}
	p := passageRecord{article: d.int(), ordinal: d.int(), start: d.int()}
	p.end = p.start + d.int()
	p.kind = corpus.BlockKind(d.int())
	p.anchor = d.string()
	p.headings = d.strings()
	p.title = d.hashes()
	p.above = d.hashes()
	at := p.start
	p.sentences = make([]sentenceRecord, d.count(3))
	for i := range p.sentences {
		s := &p.sentences[i]
		s.start = at + d.int()
		s.end = s.start + d.int()
		s.terms = d.hashes()
		at = s.end
	}
	return p, d.err
}

// encodePassage appends the record of a passage of the article with this number.
func encodePassage(e *encoder, article, ordinal int, p corpus.Passage, t passageTerms) {
	e.int(article)
	e.int(ordinal)
	e.int(p.Start)
	e.int(p.End - p.Start)
	e.int(int(p.Kind))
	e.string(p.Anchor)
	e.strings(p.Headings)
	e.hashes(t.title)
	e.hashes(t.above)
	e.int(len(p.Sentences))
	at := p.Start
	for i, s := range p.Sentences {
		e.int(s.Start - at)
		e.int(s.End - s.Start)
		e.hashes(t.sentences[i])
		at = s.End
	}
}

// passageTerms holds the hashes that go into a passage's record.
type passageTerms struct {
	title, above []uint32
	sentences    [][]uint32
}

// An articleRecord is what the catalogue knows of an article. The text and the
// passages stand in a text file.
type articleRecord struct {
	id, title, source, language string
	published                   time.Time
	hash                        [16]byte // of everything that the article's input gave
	text                        location
	body                        location // blocks, and the locations of the passages
	textLen                     int
	passages, sentences         int
	textTerms, allTerms         int // see totals
}

func (a *articleRecord) encode() []byte {
	var e encoder
	e.string(a.id)
	e.string(a.title)
	e.string(a.source)
	e.string(a.language)
	e.time(a.published)
	e.buf = append(e.buf, a.hash[:]...)
	e.buf = append(e.buf, a.text.id()...)
	e.buf = append(e.buf, a.body.id()...)
	for _, n := range []int{a.textLen, a.passages, a.sentences, a.textTerms, a.allTerms} {
		e.int(n)
	}
	return e.buf
}

func decodeArticle(b []byte) (articleRecord, error) {
	d := decoder{buf: b}
	a := articleRecord{id: d.string(), title: d.string(), source: d.string(), language: d.string()}
	a.published = d.time()
	copy(a.hash[:], d.bytes(len(a.hash)))
	a.text = d.location()
	a.body = d.location()
	for _, n := range []*int{&a.textLen, &a.passages, &a.sentences, &a.textTerms, &a.allTerms} {
		*n = d.int()
	}
	return a, d.err
}

func (d *decoder) location() location {
	l, err := locationOf(string(d.bytes(locationSize)))
	if err != nil {
		d.fail()
	}
	return l
}

func (a *articleRecord) describe() Source {
	return Source{
		ID: a.id, Title: a.title, Source: a.source, Published: a.published,
		Language: a.language, Passages: a.passages, Bytes: a.textLen,
	}
}

// encodeBody appends the blocks of an article and where its passages are stored.
func encodeBody(e *encoder, blocks []corpus.Block, passages []location) {
	e.int(len(blocks))
	at := 0
	for _, b := range blocks {
		e.int(b.Start - at)
		e.int(b.End - b.Start)
		e.int(int(b.Kind))
		e.int(b.Level)
		e.string(b.Anchor)
		at = b.End
	}
	e.int(len(passages))
	for _, l := range passages {
		e.buf = append(e.buf, l.id()...)
	}
}

func decodeBody(b []byte) ([]corpus.Block, []location, error) {
	d := decoder{buf: b}
	var blocks []corpus.Block
	at := 0
	for range d.count(5) {
		start := at + d.int()
		b := corpus.Block{Start: start, End: start + d.int()}
		b.Kind, b.Level, b.Anchor = corpus.BlockKind(d.int()), d.int(), d.string()
		blocks = append(blocks, b)
		at = b.End
	}
	passages := make([]location, d.count(locationSize))
	for i := range passages {
		passages[i] = d.location()
	}
	return blocks, passages, d.err
}
