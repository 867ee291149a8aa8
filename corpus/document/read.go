package document

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/date"
	"verbatim/corpus/language"
)

// A Reader reads one kind of file. It streams the articles of a document to yield and
// returns yield's error as it is. Any other error it returns, and a panic, becomes a Skip
// for the whole document: with the reason given to [Refuse], or ReasonMalformed.
type Reader func(ctx context.Context, d *Document, yield func(corpus.Article) error) error

// Read reads a document by the reader of its format, whose name people know, and gives
// an article that names no language the one it is written in. One that names no date and is
// all that the document holds gets the date in the document's name. The error is ctx.Err() or
// what yield returned; everything else is in d.Skips.
func (d *Document) Read(ctx context.Context, name string, read Reader, yield func(corpus.Article) error) error {
	guard := &guardedYield{ctx: ctx, source: d.Source, address: d.address(nil), yield: func(a corpus.Article) error {
		d.settle(&a)
		return yield(a)
	}}
	err := guard.run(name, read, d)
	switch {
	case guard.failed != nil:
		return guard.failed
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		d.Skip("", ReasonOf(err), err)
	}
	return nil
}

// A guardedYield tells the errors and panics of the caller's yield from the format's.
type guardedYield struct {
	ctx    context.Context
	yield  func(corpus.Article) error
	inside bool  // yield is running
	failed error // what yield or the context returned

	source, address string // of the document: where it lies, and where it stands on the web
}

func (g *guardedYield) run(name string, read Reader, d *Document) (err error) {
	defer func() {
		if g.inside {
			return // the caller's own panic goes on
		}
		if p := recover(); p != nil {
			err = fmt.Errorf("the %s reader gave up on this file: %v (%s)", name, p, panicPlace())
		}
	}()
	return read(g.ctx, d, g.article)
}

func (g *guardedYield) article(a corpus.Article) error {
	if err := g.ctx.Err(); err != nil {
		g.failed = err
		return err
	}
	if a.Language = language.Base(a.Language); a.Language == "" {
		a.Language = language.Detect(proseOf(&a))
	}
	if a.Source == g.source && g.address != "" {
		a.Source = g.address
	}
	g.inside = true
	err := g.yield(a)
	g.inside = false
	if err != nil {
		g.failed = err
	}
	return err
}

// settle brings the dates of an article into the form that [corpus.Article] promises.
func (d *Document) settle(a *corpus.Article) {
	if a.Published.IsZero() && a.ID == d.ID {
		a.Published = date.In(a.ID)
	}
	a.Published, a.Revised = Dates(a.Published, a.Revised)
}

// panicPlace returns the function in which the panic being recovered arose.
func panicPlace() string {
	_, after, ok := strings.Cut(string(debug.Stack()), "panic(")
	if !ok {
		return "place unknown"
	}
	lines := strings.Split(after, "\n")
	if len(lines) < 3 {
		return "place unknown"
	}
	name, _, _ := strings.Cut(lines[2], "(")
	return "in " + name
}

// ErrUnequipped says that a document is of a kind that needs an engine, which a process starts
// with or not (package pdfium).
var ErrUnequipped = Refuse(corpus.ReasonUnsupported, errors.New("what reads it could not be started: verbatim doctor says why"))
