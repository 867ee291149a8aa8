package local

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"time"

	"verbatim/index/engine"
	"verbatim/index/local/catalogue"
	"verbatim/index/local/disk"
	"verbatim/index/local/postings"
	"verbatim/index/record"
	"verbatim/index/vector"
)

// A draft writes a generation that nobody reads yet: a new one from nothing, or one that
// starts from the files of another. It implements [engine.Draft].
type draft struct {
	keeper    *keeper
	number    int
	dir       string      // of the generation
	oldDir    string      // of the newest generation, sound or not; "" when there is none
	old       *generation // the live one, nil when there is none
	meta      meta
	catalogue *catalogue.Writer
	text      *textWriter
	postings  postings.Writer
	carried   *carrier // nil where the live generation has no vectors
	buf       record.Encoder
}

// startFresh begins the generation from nothing.
func (d *draft) startFresh(from engine.Origin) error {
	d.meta = meta{Format: format, Origin: from, Texts: 1, Next: 1}
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
	old, oldDir := d.old, d.oldDir
	d.meta = old.meta
	d.meta.Origin = from
	d.meta.Texts++
	d.meta.Languages = maps.Clone(old.meta.Languages)
	isText := func(name string) bool { return filepath.Ext(name) == ".dat" }
	isSegment := func(name string) bool { return filepath.Ext(name) == ".zap" }
	err := errors.Join(
		disk.LinkFolder(filepath.Join(oldDir, textFolder), filepath.Join(d.dir, textFolder), isText),
		disk.CopyFile(filepath.Join(oldDir, catalogFile), filepath.Join(d.dir, catalogFile)),
	)
	store := filepath.Join(d.dir, bleveFolder)
	if old.postings != nil {
		oldStore := filepath.Join(oldDir, bleveFolder)
		err = errors.Join(err, disk.LinkFolder(oldStore, store, isSegment),
			disk.CopyFile(filepath.Join(oldStore, postings.RootFile), filepath.Join(store, postings.RootFile)))
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
	if d.catalogue, err = catalogue.Write(filepath.Join(d.dir, catalogFile)); err != nil {
		return err
	}
	d.text, err = createText(filepath.Join(d.dir, textFolder), uint16(d.meta.Texts))
	return err
}

// A prepared document has the terms of the passages that keep them counted for bleve.
type prepared struct {
	*engine.Document
	passages []*postings.Document // the first ones, without an id yet
	keys     []vector.Key         // of the passages, nil where no vectors are carried
}

// Prepare counts the terms of a document.
func (d *draft) Prepare(doc *engine.Document) engine.Prepared {
	p := &prepared{Document: doc, passages: make([]*postings.Document, doc.Kept())}
	for i := range p.passages {
		part := doc.Part(i)
		p.passages[i] = postings.NewDocument(doc.Title, &part)
	}
	if d.carried != nil {
		p.keys = keysOf(doc)
	}
	return p
}

// counted returns a passage with its terms counted, now if they were not before.
func (p *prepared) counted(i int, part *engine.Part) *postings.Document {
	if i < len(p.passages) {
		return p.passages[i]
	}
	return postings.NewDocument(p.Title, part)
}

// Put writes an article and returns its number.
func (d *draft) Put(_ context.Context, p engine.Prepared) (int, error) {
	doc := p.(*prepared)
	number := d.meta.Next
	d.meta.Next++
	at, err := d.write(number, doc)
	if err != nil {
		return 0, disk.NoRoom(err)
	}
	a := doc.Describe(number, at.String())
	d.meta.Count(a, 1)
	return number, disk.NoRoom(d.catalogue.Put(number, a.ID, encodeArticle(a)))
}

// write appends the parts of an article to the text file and its passages to bleve.
func (d *draft) write(number int, doc *prepared) (at place, err error) {
	if at.text, err = d.text.append([]byte(doc.Article.Text)); err != nil {
		return at, fmt.Errorf("write text: %w", err)
	}
	places := make([]location, len(doc.Passages))
	for i := range doc.Passages {
		part := doc.Part(i)
		d.buf.Buf = d.buf.Buf[:0]
		d.buf.Passage(number, i, doc.Title, &part)
		if places[i], err = d.text.append(d.buf.Buf); err != nil {
			return at, fmt.Errorf("write passage: %w", err)
		}
		if err := d.postings.Add(places[i].id(), number, doc.counted(i, &part)); err != nil {
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
	a, err := d.old.article(number)
	if err != nil {
		return err
	}
	_, passages, err := d.old.body(a)
	if err != nil {
		return err
	}
	for _, l := range passages {
		if err := d.postings.Remove(l.id()); err != nil {
			return disk.NoRoom(fmt.Errorf("remove passage: %w", err))
		}
		if d.carried != nil {
			d.carried.remove(l)
		}
	}
	d.meta.Count(a, -1)
	return disk.NoRoom(d.catalogue.Delete(a.Number, a.ID))
}

// Has reports whether an article with this id is in.
func (d *draft) Has(_ context.Context, id string) (bool, error) {
	return d.catalogue.Has(id)
}

// PutNote remembers a note.
func (d *draft) PutNote(_ context.Context, topic, key string, note []byte) error {
	return disk.NoRoom(d.catalogue.PutNote(topic, key, note))
}

// DeleteNote forgets a note.
func (d *draft) DeleteNote(_ context.Context, topic, key string) error {
	return disk.NoRoom(d.catalogue.DeleteNote(topic, key))
}

// DeleteNotes forgets all notes under a topic.
func (d *draft) DeleteNotes(_ context.Context, topic string) error {
	return disk.NoRoom(d.catalogue.DeleteNotes(topic))
}

// Totals counts what is in.
func (d *draft) Totals() engine.Totals { return d.meta.Totals }

// Finish completes the generation, forces it to the disk and seals it.
func (d *draft) Finish(ctx context.Context) error {
	d.meta.Created = time.Now().UTC()
	if err := errors.Join(d.text.close(), d.catalogue.Close(), d.postings.Close()); err != nil {
		return disk.NoRoom(err)
	}
	if err := d.meta.write(d.dir); err != nil {
		return disk.NoRoom(fmt.Errorf("write index description: %w", err))
	}
	if err := disk.SyncTree(d.dir); err != nil {
		return disk.NoRoom(fmt.Errorf("write index to disk: %w", err))
	}
	var former *disk.Seal
	if d.old != nil {
		former = d.old.seal
	}
	seal, err := disk.WriteSeal(d.dir, former)
	if err == nil && d.carried != nil {
		err = d.carried.carry(ctx, d.oldDir, d.dir, seal)
	}
	return disk.NoRoom(err)
}

// Switch makes the finished generation the one that answers. What it is made of is remembered
// first, so that it is known whatever becomes of the generation.
func (d *draft) Switch(context.Context) (int, error) {
	err := d.keeper.lock.WriteOrigin(d.meta.Origin)
	if err == nil {
		err = d.keeper.lock.Point(d.number)
	}
	if err != nil {
		return 0, disk.NoRoom(fmt.Errorf("switch to generation %d: %w", d.number, err))
	}
	d.keeper.first = false
	if err := d.keeper.lock.RemoveOthers(d.number); err != nil {
		d.keeper.log.Info("the old generation is still in use and is removed next time", "error", err)
	}
	return d.number, nil
}

// Abandon gives up a generation that will not be switched to, and removes it.
func (d *draft) Abandon() error {
	if d.text != nil {
		_ = d.text.file.Close()
	}
	if d.catalogue != nil {
		d.catalogue.Abandon()
	}
	if d.postings != nil {
		d.postings.Abandon()
	}
	return d.keeper.lock.Remove(d.number)
}
