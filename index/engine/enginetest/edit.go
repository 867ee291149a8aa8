package enginetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/term"
)

// An edit is what one generation changes of the one before.
type edit struct {
	fresh  bool // begin with nothing
	put    []corpus.Article
	remove []string // ids
	notes  []note
	forget []note   // by topic and key
	topics []string // whose notes are all forgotten
}

// A note is one note with its topic and key.
type note struct{ topic, key, text string }

// origin is where the tests' articles are said to come from.
var origin = engine.Origin{
	Roots: []string{"tests"}, Web: engine.Web{Depth: 2}, Follow: true, Bases: map[string]string{"tests": "https://docs.example.org/"},
}

// apply writes a generation and switches to it, and returns its version.
func apply(t testing.TB, p Place, e edit) int {
	t.Helper()
	version, err := write(context.Background(), p.Store(), e)
	if err != nil {
		t.Fatal(err)
	}
	return version
}

func write(ctx context.Context, store engine.Store, e edit) (version int, err error) {
	k, err := store.Lock(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, k.Release()) }()
	d, err := k.Begin(ctx, engine.Start{Fresh: e.fresh || k.Live() == nil, Origin: origin})
	if err != nil {
		return 0, err
	}
	if err := e.into(ctx, d, k.Live()); err != nil {
		return 0, errors.Join(err, d.Abandon())
	}
	if err := d.Finish(ctx); err != nil {
		return 0, errors.Join(err, d.Abandon())
	}
	return d.Switch(ctx)
}

// into writes the edit into a draft that began from the live generation, or from nothing.
func (e *edit) into(ctx context.Context, d engine.Draft, live engine.Snapshot) error {
	if e.fresh {
		live = nil
	}
	for _, id := range e.remove {
		if err := remove(ctx, d, live, id); err != nil {
			return err
		}
	}
	for _, a := range e.put {
		if err := remove(ctx, d, live, a.ID); err != nil {
			return err
		}
		if _, err := put(ctx, d, a); err != nil {
			return err
		}
	}
	for _, topic := range e.topics {
		if err := d.DeleteNotes(ctx, topic); err != nil {
			return err
		}
	}
	for _, n := range e.forget {
		if err := d.DeleteNote(ctx, n.topic, n.key); err != nil {
			return err
		}
	}
	for _, n := range e.notes {
		if err := d.PutNote(ctx, n.topic, n.key, []byte(n.text)); err != nil {
			return err
		}
	}
	return nil
}

// remove takes out an article of the live generation, if that has it.
func remove(ctx context.Context, d engine.Draft, live engine.Snapshot, id string) error {
	if live == nil {
		return nil
	}
	a, err := live.Find(ctx, id)
	if err != nil || a == nil {
		return err
	}
	return d.Delete(ctx, a.Number)
}

func put(ctx context.Context, d engine.Draft, a corpus.Article) (int, error) {
	if has, err := d.Has(ctx, a.ID); err != nil || has {
		return 0, errors.Join(err, fmt.Errorf("the draft has %q already: %v", a.ID, has))
	}
	return d.Put(ctx, d.Prepare(document(a)))
}

// document readies an article; its hash is any function of its text.
func document(a corpus.Article) *engine.Document {
	hash := term.Hash(a.Text)
	return engine.NewDocument(a, corpus.Split(&a), [16]byte{byte(hash), byte(hash >> 8), 1}, term.NewAnalyzer(a.Language))
}

// text is an article of paragraphs of plain text.
func text(id, title string, paragraphs ...string) corpus.Article {
	a := corpus.Article{ID: id, Title: title, Source: "https://example.org/" + id, Language: "en"}
	for _, p := range paragraphs {
		if a.Text != "" {
			a.Text += "\n\n"
		}
		a.Blocks = append(a.Blocks, corpus.Block{Start: len(a.Text), End: len(a.Text) + len(p), Kind: corpus.Paragraph})
		a.Text += p
	}
	return a
}
