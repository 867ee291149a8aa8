package local

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"

	"verbatim/index/engine"
	"verbatim/index/local/postings"
	"verbatim/index/record"
	"verbatim/index/vector"
)

// A draft writes a generation that nobody reads yet: a new one from nothing, or one that
// starts from the files of another. It implements [engine.Draft].
type draft struct {
	data      string // the data directory
	number    int
	dir       string      // of the generation
	old       *generation // the live one, nil when there is none
	log       *slog.Logger
	meta      meta
	catalogue *catalogue
	tx        *bolt.Tx
	puts      int // since the transaction began
	text      *textWriter
	postings  postings.Writer
	carried   *carrier // nil where the live generation has no vectors
	buf       record.Encoder
}

// startFresh begins the generation from nothing.
func (d *draft) startFresh(from engine.Origin) error {
	d.meta = meta{Format: format, Roots: from.Roots, Web: from.Web, Bases: from.Bases, Texts: 1, Next: 1}
	if err := os.MkdirAll(filepath.Join(d.dir, textFolder), 0o700); err != nil {
		return fmt.Errorf("create generation: %w", err)
	}
	d.postings = postings.NewBuilder(filepath.Join(d.dir, bleveFolder))
	return d.begin()
}

// startChange begins the generation from the files of the live one: texts and bleve
// segments are never written again once they are finished, so that the new generation
// has them under a second name, and only what changes costs time and room.
func (d *draft) startChange(from engine.Origin) error {
	old, oldDir := d.old, generationDir(d.data, d.old.number)
	d.meta = old.meta
	d.meta.Roots, d.meta.Web, d.meta.Bases = from.Roots, from.Web, from.Bases
	d.meta.Texts++
	d.meta.Languages = maps.Clone(old.meta.Languages)
	isText := func(name string) bool { return filepath.Ext(name) == ".dat" }
	isSegment := func(name string) bool { return filepath.Ext(name) == ".zap" }
	err := errors.Join(
		linkFolder(filepath.Join(oldDir, textFolder), filepath.Join(d.dir, textFolder), isText),
		copyFile(filepath.Join(oldDir, catalogFile), filepath.Join(d.dir, catalogFile)),
	)
	store := filepath.Join(d.dir, bleveFolder)
	if old.postings != nil {
		oldStore := filepath.Join(oldDir, bleveFolder)
		err = errors.Join(err, linkFolder(oldStore, store, isSegment),
			copyFile(filepath.Join(oldStore, postings.RootFile), filepath.Join(store, postings.RootFile)))
	}
	if err != nil {
		return fmt.Errorf("start from generation %d: %w", old.number, err)
	}
	changer, err := postings.NewChanger(store)
	if err != nil {
		return err
	}
	d.postings = changer
	return d.begin()
}

// begin opens what both kinds of generation write to.
func (d *draft) begin() (err error) {
	if d.catalogue, err = createCatalogue(filepath.Join(d.dir, catalogFile)); err != nil {
		return err
	}
	d.text, err = createText(filepath.Join(d.dir, textFolder), uint16(d.meta.Texts))
	return err
}

// A prepared document has its passages' terms counted for bleve.
type prepared struct {
	*engine.Document
	passages []*postings.Document // without an id yet
	keys     []vector.Key         // of the passages, nil where no vectors are carried
}

// Prepare counts the terms of a document.
func (d *draft) Prepare(doc *engine.Document) engine.Prepared {
	p := &prepared{Document: doc, passages: make([]*postings.Document, len(doc.Passages))}
	for i := range doc.Passages {
		p.passages[i] = postings.NewDocument(doc.Title, &doc.Passages[i])
	}
	if d.carried != nil {
		p.keys = keysOf(doc)
	}
	return p
}

// Put writes an article and returns its number.
func (d *draft) Put(_ context.Context, p engine.Prepared) (int, error) {
	doc := p.(*prepared)
	number := d.meta.Next
	d.meta.Next++
	at, err := d.write(number, doc)
	if err != nil {
		return 0, noRoom(err)
	}
	a := doc.Describe(number, at.String())
	d.meta.count(a, 1)
	return number, d.change(func(tx *bolt.Tx) error { return putArticle(tx, a) })
}

// write appends the parts of an article to the text file and its passages to bleve.
func (d *draft) write(number int, doc *prepared) (at place, err error) {
	if at.text, err = d.text.append([]byte(doc.Article.Text)); err != nil {
		return at, fmt.Errorf("write text: %w", err)
	}
	places := make([]location, len(doc.Passages))
	for i := range doc.Passages {
		d.buf.Buf = d.buf.Buf[:0]
		encodePassage(&d.buf, number, i, doc.Title, &doc.Passages[i])
		if places[i], err = d.text.append(d.buf.Buf); err != nil {
			return at, fmt.Errorf("write passage: %w", err)
		}
		if err := d.postings.Add(places[i].id(), number, doc.passages[i]); err != nil {
			return at, fmt.Errorf("index passage: %w", err)
		}
	}
	if d.carried != nil {
		d.carried.put(doc.keys, places)
	}
	d.buf.Buf = d.buf.Buf[:0]
	encodeBody(&d.buf, doc.Article.Blocks, places)
	if at.body, err = d.text.append(d.buf.Buf); err != nil {
		return at, fmt.Errorf("write article: %w", err)
	}
	return at, nil
}

// Delete takes an article of the live generation out. Its bytes stay in the text files until
// the next generation from nothing.
func (d *draft) Delete(_ context.Context, number int) error {
	a, err := d.old.catalogue.article(number)
	if err != nil {
		return err
	}
	_, passages, err := d.old.body(a)
	if err != nil {
		return err
	}
	for _, l := range passages {
		if err := d.postings.Remove(l.id()); err != nil {
			return noRoom(fmt.Errorf("remove passage: %w", err))
		}
		if d.carried != nil {
			d.carried.remove(l)
		}
	}
	d.meta.count(a, -1)
	return d.change(func(tx *bolt.Tx) error { return deleteArticle(tx, a) })
}

// Has reports whether an article with this id is in.
func (d *draft) Has(_ context.Context, id string) (bool, error) {
	if d.tx == nil {
		return d.catalogue.has(id)
	}
	return hasArticle(d.tx, id), nil
}

// PutNote remembers a note.
func (d *draft) PutNote(_ context.Context, topic, key string, note []byte) error {
	return d.change(func(tx *bolt.Tx) error { return putNote(tx, topic, key, note) })
}

// DeleteNote forgets a note.
func (d *draft) DeleteNote(_ context.Context, topic, key string) error {
	return d.change(func(tx *bolt.Tx) error { return deleteNote(tx, topic, key) })
}

// DeleteNotes forgets all notes under a topic.
func (d *draft) DeleteNotes(_ context.Context, topic string) error {
	return d.change(func(tx *bolt.Tx) error { return deleteNotes(tx, topic) })
}

// Totals counts what is in.
func (d *draft) Totals() engine.Totals { return d.meta.Totals }

// change changes the catalogue. Transactions are of bounded size, and none has to be
// durable by itself: the generation counts only when all of it is on the disk.
func (d *draft) change(apply func(*bolt.Tx) error) (err error) {
	const perTransaction = 4096
	if d.tx == nil {
		if d.tx, err = d.catalogue.db.Begin(true); err != nil {
			return noRoom(fmt.Errorf("write catalogue: %w", err))
		}
	}
	if err := apply(d.tx); err != nil {
		return noRoom(fmt.Errorf("write catalogue: %w", err))
	}
	if d.puts++; d.puts%perTransaction == 0 {
		return noRoom(d.commit())
	}
	return nil
}

func (d *draft) commit() error {
	if d.tx == nil {
		return nil
	}
	tx := d.tx
	d.tx = nil
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write catalogue: %w", err)
	}
	return nil
}

// Finish completes the generation and forces it to the disk.
func (d *draft) Finish(ctx context.Context) error {
	d.meta.Created = time.Now().UTC()
	if err := errors.Join(d.commit(), d.text.close(), d.catalogue.close(), d.postings.Close()); err != nil {
		return noRoom(err)
	}
	if err := d.meta.write(d.dir); err != nil {
		return noRoom(fmt.Errorf("write index description: %w", err))
	}
	if err := syncTree(d.dir); err != nil {
		return noRoom(fmt.Errorf("write index to disk: %w", err))
	}
	if d.carried != nil {
		return noRoom(d.carried.carry(ctx, generationDir(d.data, d.number-1), d.dir))
	}
	return nil
}

// Switch makes the finished generation the one that answers.
func (d *draft) Switch(context.Context) (int, error) {
	syncDir(filepath.Join(d.data, generations))
	if err := replaceFile(filepath.Join(d.data, currentFile), []byte(strconv.Itoa(d.number)+"\n")); err != nil {
		return 0, noRoom(fmt.Errorf("switch to generation %d: %w", d.number, err))
	}
	if err := removeLeftovers(d.data, d.number); err != nil {
		d.log.Info("the old generation is still in use and is removed next time", "error", err)
	}
	return d.number, nil
}

// Abandon gives up a generation that will not be switched to, and removes it.
func (d *draft) Abandon() error {
	if d.tx != nil {
		_ = d.tx.Rollback()
	}
	if d.text != nil {
		_ = d.text.file.Close()
	}
	if d.catalogue != nil {
		_ = d.catalogue.close()
	}
	if d.postings != nil {
		d.postings.Abandon()
	}
	return removeLeftovers(d.data, d.number-1)
}
