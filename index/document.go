package index

import (
	"encoding/binary"
	"strings"

	bindex "github.com/blevesearch/bleve_index_api"

	"verbatim/corpus"
)

// The fields of a passage in the bleve index. Nothing is stored in bleve but the id,
// which is the passage's location in the text files. Title, headings and text share
// one field: finding candidates gains nothing from telling them apart, and ranking
// has them apart in the passage's record.
const (
	fieldTerms   = "terms"
	fieldArticle = "article" // number of the article, to filter by
)

// A passageDocument is a passage on its way into bleve, already analysed: this
// program's analyzer is the only one, so that index, store and questions agree.
type passageDocument struct {
	id     string
	fields []bindex.Field
}

func (d *passageDocument) ID() string                                    { return d.id }
func (d *passageDocument) Size() int                                     { return 64 + len(d.fields)*64 }
func (d *passageDocument) VisitComposite(_ bindex.CompositeFieldVisitor) {}
func (d *passageDocument) HasComposite() bool                            { return false }
func (d *passageDocument) NumPlainTextBytes() uint64                     { return 0 }
func (d *passageDocument) StoredFieldsBytes() uint64                     { return 0 }
func (d *passageDocument) Indexed() bool                                 { return true }

func (d *passageDocument) VisitFields(visit bindex.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// AddIDField adds the field by which bleve finds and replaces documents.
func (d *passageDocument) AddIDField() {
	for _, f := range d.fields {
		if f.Name() == "_id" {
			return
		}
	}
	id := newField("_id", bindex.IndexField|bindex.StoreField|bindex.SkipFreqNorm)
	id.value = []byte(d.id)
	id.add(&term{text: d.id, bytes: id.value})
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

func (f *termField) add(t *term) {
	f.length++
	tf, ok := f.terms[t.text]
	if !ok {
		tf = &bindex.TokenFreq{Term: t.bytes}
		f.terms[t.text] = tf
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

// An analysed article is ready to be written: its passages with their documents.
type analysed struct {
	article   corpus.Article
	hash      [16]byte
	passages  []corpus.Passage
	docs      []*passageDocument // one for each passage, without an id yet
	terms     []passageTerms
	textTerms int // in the sentences
	allTerms  int // with title and headings, once for each passage
	sentence  int // number of sentences
}

// analyseArticle turns the passages of an article into terms.
func analyseArticle(a corpus.Article, hash [16]byte, passages []corpus.Passage, an *analyzer) *analysed {
	out := &analysed{article: a, hash: hash, passages: passages}
	title := an.terms(knownBy(a.Title, a.Text))
	for _, p := range out.passages {
		out.add(p, title, an)
	}
	return out
}

// knownBy is what an article is known by: its title, or else how its text begins, which
// names the subject that later sentences only call "it". A text of a sentence or two
// needs no name.
func knownBy(title, text string) string {
	if title != "" || len(text) < needsName {
		return title
	}
	lead := text[:min(len(text), leadBytes)]
	return lead[:strings.LastIndexByte(lead, ' ')+1]
}

const (
	leadBytes = 80  // of the text that stand for a missing title, cut at a word
	needsName = 320 // a shorter text is its own name
)

func (out *analysed) add(p corpus.Passage, title []*term, an *analyzer) {
	field := newField(fieldTerms, bindex.IndexField)
	t := passageTerms{title: hashAll(title), sentences: make([][]uint32, len(p.Sentences))}
	for i, s := range p.Sentences {
		an.each(out.article.Text[s.Start:s.End], func(x *term, _ word) {
			field.add(x)
			t.sentences[i] = append(t.sentences[i], x.hash)
		})
	}
	out.textTerms += field.length
	for _, h := range p.Headings {
		an.each(h, func(x *term, _ word) {
			field.add(x)
			t.above = append(t.above, x.hash)
		})
	}
	for _, x := range title {
		field.add(x)
	}
	out.allTerms += field.length
	out.sentence += len(p.Sentences)
	out.docs = append(out.docs, &passageDocument{fields: []bindex.Field{field}})
	out.terms = append(out.terms, t)
}

// articleField lets a question be limited to one article.
func articleField(number int) bindex.Field {
	f := newField(fieldArticle, bindex.IndexField|bindex.SkipFreqNorm)
	name := articleTerm(number)
	f.add(&term{text: name, bytes: []byte(name)})
	return f
}

func articleTerm(number int) string {
	return string(binary.BigEndian.AppendUint64(nil, uint64(number)))
}

func hashAll(terms []*term) []uint32 {
	out := make([]uint32, len(terms))
	for i, t := range terms {
		out[i] = t.hash
	}
	return out
}
