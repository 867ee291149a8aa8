package postings

import (
	"encoding/binary"
	"slices"

	bindex "github.com/blevesearch/bleve_index_api"

	"verbatim/index/engine"
	"verbatim/index/term"
)

// The fields of a passage in the bleve index. Nothing is stored in bleve but the id,
// which is the passage's location in the text files. Title, headings and text share
// one field: finding candidates gains nothing from telling them apart, and ranking
// has them apart in the passage's record.
const (
	fieldTerms   = "terms"
	fieldArticle = "article" // number of the article, to filter by
)

// A Document is a passage with its terms counted. This program's analyzer is the only one, so
// that index, store and questions agree.
type Document struct{ terms *termField }

// A document is a passage as bleve takes it.
type document struct {
	id     string
	fields []bindex.Field
}

// as gives a document the id and the article that bleve finds it by.
func (d *Document) as(id string, article int) *document {
	return &document{id: id, fields: []bindex.Field{d.terms, articleField(article)}}
}

func (d *document) ID() string                                    { return d.id }
func (d *document) Size() int                                     { return 64 + len(d.fields)*64 }
func (d *document) VisitComposite(_ bindex.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                            { return false }
func (d *document) NumPlainTextBytes() uint64                     { return 0 }
func (d *document) StoredFieldsBytes() uint64                     { return 0 }
func (d *document) Indexed() bool                                 { return true }

func (d *document) VisitFields(visit bindex.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// AddIDField adds the field by which bleve finds and replaces documents.
func (d *document) AddIDField() {
	for _, f := range d.fields {
		if f.Name() == "_id" {
			return
		}
	}
	id := newField("_id", bindex.IndexField|bindex.StoreField|bindex.SkipFreqNorm)
	id.value = []byte(d.id)
	id.add(&term.Term{Text: d.id, Bytes: id.value})
	d.fields = append(d.fields, id)
}

// A termField is a field with its terms counted.
type termField struct {
	name    string
	value   []byte
	options bindex.FieldIndexingOptions
	length  int
	terms   bindex.TokenFrequencies
}

func newField(name string, options bindex.FieldIndexingOptions) *termField {
	return &termField{name: name, options: options, terms: bindex.TokenFrequencies{}}
}

func (f *termField) add(t *term.Term) {
	f.length++
	tf, ok := f.terms[t.Text]
	if !ok {
		tf = &bindex.TokenFreq{Term: t.Bytes}
		f.terms[t.Text] = tf
	}
	tf.SetFrequency(tf.Frequency() + 1)
}

func (f *termField) Name() string                                      { return f.name }
func (f *termField) Value() []byte                                     { return f.value }
func (f *termField) ArrayPositions() []uint64                          { return nil }
func (f *termField) EncodedFieldType() byte                            { return 't' }
func (f *termField) Analyze()                                          {}
func (f *termField) Options() bindex.FieldIndexingOptions              { return f.options }
func (f *termField) AnalyzedLength() int                               { return f.length }
func (f *termField) AnalyzedTokenFrequencies() bindex.TokenFrequencies { return f.terms }
func (f *termField) NumPlainTextBytes() uint64                         { return uint64(len(f.value)) }

// NewDocument counts the terms of a passage: of its sentences, its headings and
// its article's title.
func NewDocument(title []*term.Term, p *engine.Part) *Document {
	field := newField(fieldTerms, bindex.IndexField)
	for _, terms := range append(slices.Clip(p.Terms), p.Above, title) {
		for _, t := range terms {
			field.add(t)
		}
	}
	return &Document{terms: field}
}

// articleField lets a question be limited to one article.
func articleField(number int) bindex.Field {
	f := newField(fieldArticle, bindex.IndexField|bindex.SkipFreqNorm)
	name := articleTerm(number)
	f.add(&term.Term{Text: name, Bytes: []byte(name)})
	return f
}

func articleTerm(number int) string {
	return string(binary.BigEndian.AppendUint64(nil, uint64(number)))
}
