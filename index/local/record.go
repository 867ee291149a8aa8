package local

import (
	"encoding/binary"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/record"
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
		return location{}, engine.ErrDamaged
	}
	b := []byte(id)
	return location{
		file:   binary.BigEndian.Uint16(b),
		offset: binary.BigEndian.Uint64(b) & (1<<48 - 1),
		length: binary.BigEndian.Uint32(b[8:]),
	}, nil
}

// decodePassage reads the record of a passage.
func decodePassage(b []byte) (engine.Passage, error) {
	d := record.Decoder{Buf: b}
	p := d.Passage()
	return p, d.Err
}

// A place says where the parts of an article stand that the catalogue does not hold. Written
// out it is the Place of an [engine.Article].
type place struct {
	text location
	body location // blocks, and the locations of the passages
}

func (p place) String() string { return p.text.id() + p.body.id() }

func placeOf(a *engine.Article) (p place, err error) {
	if len(a.Place) != 2*locationSize {
		return p, engine.ErrDamaged
	}
	if p.text, err = locationOf(a.Place[:locationSize]); err != nil {
		return p, err
	}
	p.body, err = locationOf(a.Place[locationSize:])
	return p, err
}

// encodeArticle writes what the catalogue keeps under an article's number.
func encodeArticle(a *engine.Article) []byte {
	var e record.Encoder
	for _, s := range []string{a.ID, a.Title, a.Source, a.Language} {
		e.String(s)
	}
	e.Time(a.Published)
	e.Buf = append(e.Buf, a.Hash[:]...)
	e.Buf = append(e.Buf, a.Place...)
	for _, n := range []int{a.Bytes, a.Passages, a.Sentences, a.TextTerms, a.AllTerms} {
		e.Int(n)
	}
	e.Time(a.Revised)
	return e.Buf
}

func decodeArticle(number int, b []byte) (*engine.Article, error) {
	d := record.Decoder{Buf: b}
	a := &engine.Article{Number: number, ID: d.String(), Title: d.String(), Source: d.String(), Language: d.String()}
	a.Published = d.Time()
	copy(a.Hash[:], d.Bytes(len(a.Hash)))
	a.Place = string(d.Bytes(2 * locationSize))
	for _, n := range []*int{&a.Bytes, &a.Passages, &a.Sentences, &a.TextTerms, &a.AllTerms} {
		*n = d.Int()
	}
	if !d.Done() {
		a.Revised = d.Time()
	}
	return a, d.Err
}

// encodeBody appends the blocks of an article and where its passages are stored.
func encodeBody(e *record.Encoder, blocks []corpus.Block, passages []location) {
	e.Blocks(blocks)
	e.Int(len(passages))
	for _, l := range passages {
		e.Buf = append(e.Buf, l.id()...)
	}
}

func decodeLocation(d *record.Decoder) location {
	l, err := locationOf(string(d.Bytes(locationSize)))
	if err != nil {
		d.Fail()
	}
	return l
}

func decodeBody(b []byte) ([]corpus.Block, []location, error) {
	d := record.Decoder{Buf: b}
	blocks := d.Blocks()
	passages := make([]location, d.Count(locationSize))
	for i := range passages {
		passages[i] = decodeLocation(&d)
	}
	return blocks, passages, d.Err
}
