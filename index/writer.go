package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bindex "github.com/blevesearch/bleve_index_api"
	bolt "go.etcd.io/bbolt"
)

// A generationWriter writes a generation that nobody reads yet: a new one from
// nothing, or one that starts from the files of another.
type generationWriter struct {
	dir       string
	meta      meta
	catalogue *catalogue
	tx        *bolt.Tx
	puts      int // since the transaction began
	text      *textWriter
	bleve     passageWriter
	buf       encoder
}

// A passageWriter is the way into bleve: its offline builder for a new index, a
// writing index for changes.
type passageWriter interface {
	add(*passageDocument) error
	remove(id string) error
	close() error
	abandon()
}

// newWriter begins a generation from nothing.
func newWriter(dir string, roots []string, web Web) (*generationWriter, error) {
	w := &generationWriter{dir: dir, meta: meta{Format: format, Roots: roots, Web: web, Texts: 1, Next: 1}}
	if err := os.MkdirAll(filepath.Join(dir, textFolder), 0o700); err != nil {
		return nil, fmt.Errorf("create generation: %w", err)
	}
	w.bleve = &bleveBuilder{dir: dir}
	return w, w.begin()
}

// begin opens what both kinds of generation write to.
func (w *generationWriter) begin() (err error) {
	if w.catalogue, err = createCatalogue(filepath.Join(w.dir, catalogFile)); err != nil {
		return err
	}
	w.text, err = createText(filepath.Join(w.dir, textFolder), uint16(w.meta.Texts))
	return err
}

// add writes an article and returns its number.
func (w *generationWriter) add(a *analysed) (int, error) {
	number := w.meta.Next
	w.meta.Next++
	r := articleRecord{
		id: a.article.ID, title: a.article.Title, source: a.article.Source,
		language: a.article.Language, published: a.article.Published, hash: a.hash,
		textLen: len(a.article.Text), passages: len(a.passages), sentences: a.sentence,
		textTerms: a.textTerms, allTerms: a.allTerms,
	}
	var err error
	if r.text, err = w.text.append([]byte(a.article.Text)); err != nil {
		return 0, fmt.Errorf("write text: %w", err)
	}
	places := make([]location, len(a.passages))
	for i, p := range a.passages {
		w.buf.buf = w.buf.buf[:0]
		encodePassage(&w.buf, number, i, p, a.terms[i])
		if places[i], err = w.text.append(w.buf.buf); err != nil {
			return 0, fmt.Errorf("write passage: %w", err)
		}
		doc := a.docs[i]
		doc.id = places[i].id()
		doc.fields = append(doc.fields, articleField(number))
		if err := w.bleve.add(doc); err != nil {
			return 0, fmt.Errorf("index passage: %w", err)
		}
	}
	w.buf.buf = w.buf.buf[:0]
	encodeBody(&w.buf, a.article.Blocks, places)
	if r.body, err = w.text.append(w.buf.buf); err != nil {
		return 0, fmt.Errorf("write article: %w", err)
	}
	w.meta.count(&r, 1)
	return number, w.put(func(tx *bolt.Tx) error { return putArticle(tx, number, &r) })
}

// remove takes an article out. Its bytes stay in the text files until the next
// generation from nothing.
func (w *generationWriter) remove(number int, a *articleRecord, passages []location) error {
	for _, l := range passages {
		if err := w.bleve.remove(l.id()); err != nil {
			return fmt.Errorf("remove passage: %w", err)
		}
	}
	w.meta.count(a, -1)
	return w.put(func(tx *bolt.Tx) error { return deleteArticle(tx, number, a.id) })
}

// has reports whether an article with this id was written.
func (w *generationWriter) has(id string) (found bool, err error) {
	if w.tx == nil {
		_, found, err = w.catalogue.number(id)
		return found, err
	}
	return w.tx.Bucket(bucketIDs).Get(idKey(id)) != nil, nil
}

// put changes the catalogue. Transactions are of bounded size, and none has to be
// durable by itself: the generation counts only when all of it is on the disk.
func (w *generationWriter) put(change func(*bolt.Tx) error) (err error) {
	const perTransaction = 4096
	if w.tx == nil {
		if w.tx, err = w.catalogue.db.Begin(true); err != nil {
			return fmt.Errorf("write catalogue: %w", err)
		}
	}
	if err := change(w.tx); err != nil {
		return fmt.Errorf("write catalogue: %w", err)
	}
	if w.puts++; w.puts%perTransaction == 0 {
		return w.commit()
	}
	return nil
}

func (w *generationWriter) commit() error {
	if w.tx == nil {
		return nil
	}
	tx := w.tx
	w.tx = nil
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write catalogue: %w", err)
	}
	return nil
}

// finish completes the generation and forces it to the disk.
func (w *generationWriter) finish() error {
	if err := errors.Join(w.commit(), w.text.close(), w.catalogue.close(), w.bleve.close()); err != nil {
		return err
	}
	if err := w.meta.write(w.dir); err != nil {
		return fmt.Errorf("write index description: %w", err)
	}
	if err := syncTree(w.dir); err != nil {
		return fmt.Errorf("write index to disk: %w", err)
	}
	return nil
}

// abandon gives up a generation that will not be finished.
func (w *generationWriter) abandon() {
	if w.tx != nil {
		_ = w.tx.Rollback()
	}
	if w.text != nil {
		_ = w.text.file.Close()
	}
	if w.catalogue != nil {
		_ = w.catalogue.close()
	}
	w.bleve.abandon()
}

// A bleveBuilder writes a bleve index from nothing through scorch's offline builder,
// which ends in one segment: the fastest to search.
type bleveBuilder struct {
	dir     string
	builder *scorch.Builder
}

func (b *bleveBuilder) add(doc *passageDocument) (err error) {
	if b.builder == nil {
		b.builder, err = scorch.NewBuilder(map[string]any{
			"path":            filepath.Join(b.dir, bleveFolder),
			"buildPathPrefix": b.dir, // beside the result, so that nothing is left elsewhere
			"batchSize":       2000,
		})
		if err != nil {
			return err
		}
	}
	return b.builder.Index(doc)
}

func (b *bleveBuilder) remove(string) error {
	return errors.New("nothing to remove in a new index")
}

// close merges the segments. Without a single passage there is no bleve index.
func (b *bleveBuilder) close() error {
	if b.builder == nil {
		return nil
	}
	builder := b.builder
	b.builder = nil
	return builder.Close()
}

// abandon leaves the segments to whoever removes the folder.
func (b *bleveBuilder) abandon() { b.builder = nil }

var _ bindex.Document = (*passageDocument)(nil)
