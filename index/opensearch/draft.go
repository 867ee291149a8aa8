package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"verbatim/cluster"
	"verbatim/index/engine"
	"verbatim/index/record"
	"verbatim/index/term"
	"verbatim/index/vector"
)

// A draft writes a generation that nobody reads yet: a fresh one, or one that begins as a clone of the live one. It
// implements [engine.Draft].
type draft struct {
	keeper  *keeper
	number  int
	base    base
	old     *generation // the live one, nil when there is none
	fresh   bool
	meta    meta
	bulk    *cluster.Bulk
	ids     map[[16]byte]bool // digests of the ids of articles that were put, and false for those taken out
	noted   map[string]bool   // ids of notes that were written
	topics  map[string]bool   // topics of these
	carried *vector.Carrier   // nil where there is no generation before
	scratch record.Encoder
}

// begin makes the indices.
func (d *draft) begin(ctx context.Context, from engine.Origin) error {
	c := d.keeper.c
	d.ids, d.noted, d.topics = map[[16]byte]bool{}, map[string]bool{}, map[string]bool{}
	d.meta = meta{Format: format, Next: 1}
	if !d.fresh {
		d.meta = d.old.meta
		d.meta.Languages = maps.Clone(d.old.meta.Languages)
		d.meta.Changes++
	}
	d.meta.Origin = from
	var err error
	if d.fresh {
		err = errors.Join(putTemplates(ctx, c, d.keeper.o), made(c.CreateIndex(ctx, d.base.library(), nil)), made(c.CreateIndex(ctx, d.base.passages(), nil)))
	} else {
		settings := object{"index.blocks.write": nil}
		err = errors.Join(made(c.CloneIndex(ctx, d.old.base.library(), d.base.library(), settings)), made(c.CloneIndex(ctx, d.old.base.passages(), d.base.passages(), settings)))
	}
	d.bulk = c.Bulk(context.WithoutCancel(ctx), cluster.BulkConfig{})
	return err
}

// made takes an index that is there already for the one that was to be made: nobody else has its name, and the answer may be lost
// when the cluster's manager goes.
func made(err error) error {
	if errors.Is(err, cluster.ErrExists) {
		return nil
	}
	return err
}

// A prepared document has its terms written out, those of the passages that keep them.
type prepared struct {
	*engine.Document
	terms []string     // of the first passages
	keys  []vector.Key // of the passages' vectors, nil where none are carried
}

// Prepare writes out the terms of a document.
func (d *draft) Prepare(doc *engine.Document) engine.Prepared {
	p := &prepared{Document: doc, terms: make([]string, doc.Kept())}
	for i := range p.terms {
		part := doc.Part(i)
		p.terms[i] = termsOf(doc.Title, &part)
	}
	if d.carried != nil {
		p.keys = keysOf(doc)
	}
	return p
}

// termsOf returns the terms of a passage with spaces between them.
func termsOf(title []*term.Term, p *engine.Part) string {
	var b strings.Builder
	add := func(terms []*term.Term) {
		for _, t := range terms {
			b.WriteString(t.Text)
			b.WriteByte(' ')
		}
	}
	for _, terms := range p.Terms {
		add(terms)
	}
	add(p.Above)
	add(title)
	return b.String()
}

// Put writes an article and returns its number.
func (d *draft) Put(_ context.Context, p engine.Prepared) (int, error) {
	doc := p.(*prepared)
	number := d.meta.Next
	d.meta.Next++
	a := doc.Describe(number, "")
	d.meta.Count(a, 1)
	d.ids[idDigest(a.ID)] = true
	if d.carried != nil {
		d.carried.Put(doc.keys, idsOf(number, a.Passages))
	}
	if err := d.write(number, a, doc); err != nil {
		return 0, fmt.Errorf("write article: %w", noRoom(err))
	}
	return number, nil
}

// write adds the documents of an article.
func (d *draft) write(number int, a *engine.Article, doc *prepared) error {
	if err := d.keep(articleID(number), kept{Key: keyOf(a.ID)}, encodeArticle(a)); err != nil {
		return err
	}
	d.scratch.Buf = d.scratch.Buf[:0]
	d.scratch.Blocks(doc.Article.Blocks)
	if err := d.keep(blocksID(number), kept{}, d.scratch.Buf); err != nil {
		return err
	}
	for i := range parts(a.Bytes) {
		text := doc.Article.Text[i*partBytes : min((i+1)*partBytes, a.Bytes)]
		if err := d.keep(textID(number, i), kept{}, []byte(text)); err != nil {
			return err
		}
	}
	for i := range doc.Passages {
		if err := d.writePassage(number, i, a, doc); err != nil {
			return err
		}
	}
	return nil
}

// keep adds a document of the library.
func (d *draft) keep(id string, k kept, data []byte) error {
	k.Record = sealed(id, data)
	return d.add(d.base.library(), id, k)
}

func (d *draft) add(index, id string, document any) error {
	source, err := json.Marshal(document)
	if err != nil {
		return err
	}
	return d.bulk.Add(cluster.Item{Index: index, ID: id, Source: source})
}

func (d *draft) remove(index, id string) error {
	return d.bulk.Add(cluster.Item{Index: index, ID: id, Action: cluster.ActionDelete})
}

// found is how a passage looks in the cluster.
type found struct {
	Terms   string `json:"terms"`
	Article string `json:"article"`
	Source  string `json:"source"`
	Record  []byte `json:"record"`
}

// writePassage adds a passage.
func (d *draft) writePassage(number, i int, a *engine.Article, doc *prepared) error {
	part := doc.Part(i)
	id := passageID(number, i)
	d.scratch.Buf = d.scratch.Buf[:0]
	d.scratch.Passage(number, i, doc.Title, &part)
	f := found{Article: keyOf(a.ID), Source: keyOf(a.Source), Record: sealed(id, d.scratch.Buf)}
	if i < len(doc.terms) {
		f.Terms = doc.terms[i]
	} else {
		f.Terms = termsOf(doc.Title, &part)
	}
	return d.add(d.base.passages(), id, f)
}

// Delete takes an article of the live generation out.
func (d *draft) Delete(ctx context.Context, number int) error {
	articles, err := d.old.Articles(ctx, []int{number})
	if err != nil {
		return err
	}
	a := articles[0]
	d.meta.Count(a, -1)
	d.ids[idDigest(a.ID)] = false
	ids := []string{articleID(number), blocksID(number)}
	for i := range parts(a.Bytes) {
		ids = append(ids, textID(number, i))
	}
	for _, id := range ids {
		err = errors.Join(err, d.remove(d.base.library(), id))
	}
	for i := range a.Passages {
		d.carried.Remove(idOf(number, i))
		err = errors.Join(err, d.remove(d.base.passages(), passageID(number, i)))
	}
	return noRoom(err)
}

// Has reports whether an article with this id is in.
func (d *draft) Has(ctx context.Context, id string) (bool, error) {
	if in, ok := d.ids[idDigest(id)]; ok || d.fresh {
		return in, nil
	}
	a, err := d.old.Find(ctx, id)
	return a != nil, err
}

func idDigest(id string) (out [16]byte) {
	copy(out[:], sumOf(id, nil))
	copy(out[sumSize:], sumOf("", []byte(id)))
	return out
}

// PutNote remembers a note.
func (d *draft) PutNote(_ context.Context, topic, key string, note []byte) error {
	id := noteID(topic, key)
	if err := d.note(id); err != nil {
		return err
	}
	d.topics[topicOf(topic)] = true
	return noRoom(d.keep(id, kept{Topic: topicOf(topic), Note: id}, encodeNote(topic, key, note)))
}

// note sees to it that what was written of a note before is written before what comes now.
func (d *draft) note(id string) error {
	if d.noted[id] {
		if err := d.bulk.Flush(); err != nil {
			return noRoom(err)
		}
	}
	d.noted[id] = true
	return nil
}

// DeleteNote forgets a note.
func (d *draft) DeleteNote(_ context.Context, topic, key string) error {
	id := noteID(topic, key)
	if err := d.note(id); err != nil {
		return err
	}
	return noRoom(d.remove(d.base.library(), id))
}

// DeleteNotes forgets all notes under a topic.
func (d *draft) DeleteNotes(ctx context.Context, topic string) error {
	var in []base
	if !d.fresh {
		in = append(in, d.old.base)
	}
	if d.topics[topicOf(topic)] { // some were put into this one
		if err := errors.Join(d.bulk.Flush(), d.keeper.c.Refresh(ctx, d.base.library())); err != nil {
			return noRoom(err)
		}
		in = append(in, d.base)
	}
	for _, b := range in {
		err := eachNote(ctx, d.keeper.c, b, topic, func(key string, _ []byte) error { return d.DeleteNote(ctx, topic, key) })
		if err != nil {
			return err
		}
	}
	return nil
}

// Totals counts what is in.
func (d *draft) Totals() engine.Totals { return d.meta.Totals }

// Finish completes the generation and blocks it for writing, once all copies that the cluster has room for are there.
func (d *draft) Finish(ctx context.Context) error {
	if err := d.finish(ctx); err != nil {
		return fmt.Errorf("finish generation %d: %w", d.number, noRoom(err))
	}
	return nil
}

func (d *draft) finish(ctx context.Context) error {
	c := d.keeper.c
	_, err := d.bulk.Close()
	d.bulk = nil
	if err != nil {
		return err
	}
	if err := c.Refresh(ctx, d.base.indices()...); err != nil {
		return err
	}
	if err := d.count(ctx); err != nil {
		return err
	}
	d.meta.Finished = time.Now().UTC()
	if err := d.meta.write(ctx, c, d.base); err != nil {
		return err
	}
	if d.fresh {
		if err := c.Merge(ctx, d.base.passages(), 1); err != nil {
			return err
		}
	}
	if err := c.Refresh(ctx, d.base.indices()...); err != nil {
		return err
	}
	for _, index := range d.base.indices() {
		if err := c.SetIndex(ctx, index, object{"blocks.write": true}); err != nil {
			return err
		}
	}
	if d.carried != nil {
		if err := d.carry(ctx); err != nil {
			return fmt.Errorf("carry vectors: %w", err)
		}
	}
	return d.copied(ctx)
}

// count compares what the cluster holds with what was written.
func (d *draft) count(ctx context.Context) error {
	passages, err := d.keeper.c.Count(ctx, []string{d.base.passages()}, nil)
	if err != nil {
		return err
	}
	all, err := d.keeper.c.Count(ctx, []string{d.base.library()}, nil)
	if err != nil {
		return err
	}
	if passages != d.meta.Totals.Passages {
		return fmt.Errorf("the cluster holds %d of %d passages", passages, d.meta.Totals.Passages)
	}
	d.meta.Library = all
	if !d.fresh {
		d.meta.Library-- // its description, still that of the one before
	}
	return nil
}

// copied waits for the copies of the indices, but not for ever: a cluster may have no room for all.
func (d *draft) copied(ctx context.Context) error {
	if err := d.keeper.c.WaitStatus(ctx, "yellow", 1, d.base.indices()...); err != nil {
		return err
	}
	const most = time.Minute
	within, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	err := d.keeper.c.WaitStatus(within, "green", 1, d.base.indices()...)
	if within.Err() != nil && ctx.Err() == nil {
		d.keeper.o.log().Warn("not all copies of the new index are made yet", "waited", most)
		return nil
	}
	return err
}

// Switch makes the finished generation the one that answers. What it is made of is remembered first.
func (d *draft) Switch(ctx context.Context) (int, error) {
	if err := d.change(ctx); err != nil {
		return 0, fmt.Errorf("switch to generation %d: %w", d.number, err)
	}
	return d.number, nil
}

func (d *draft) change(ctx context.Context) error {
	k := d.keeper
	if err := writeOrigin(ctx, k.c, k.o.Name, d.meta.Origin); err != nil {
		return err
	}
	if err := k.lock.Renew(ctx); err != nil { // or else somebody may have switched meanwhile
		return err
	}
	if err := k.c.SetAlias(ctx, map[string][]string{k.o.Name: d.base.indices()}); err != nil {
		return err
	}
	k.first = false
	if k.now != "" {
		if _, err := k.c.Put(ctx, state(k.o.Name), string(k.now), retirement{time.Now().UTC()}); err != nil {
			k.o.log().Warn("the old index is removed at once, and not in a while", "error", err)
		}
	}
	return nil
}

// Abandon gives up a generation that will not be switched to, and removes it.
func (d *draft) Abandon() error {
	ctx, cancel := context.WithTimeout(context.Background(), releaseLimit)
	defer cancel()
	if d.bulk != nil {
		_, _ = d.bulk.Close() // what was not written need not be
		d.bulk = nil
	}
	return d.keeper.forget(ctx, d.base)
}
