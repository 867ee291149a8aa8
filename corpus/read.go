package corpus

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"
)

// Read opens one file and streams its articles to yield, in their order; a URL is for a
// [Fetcher]. What cannot be read becomes a Skip and the rest goes on; the error is ctx.Err() or what yield
// returned, unchanged. Several inputs may be read at the same time.
func Read(ctx context.Context, in Input, yield func(Article) error) ([]Skip, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	switch {
	case in.Root == Shipped:
		return readShipped(ctx, in, yield)
	case in.IsURL():
		return []Skip{{Input: in.Key, Reason: ReasonUnsupported, Err: errors.New("a URL, not a file")}}, nil
	}
	return readFile(ctx, in, yield)
}

func readFile(ctx context.Context, in Input, yield func(Article) error) ([]Skip, error) {
	f, err := os.Open(in.Path)
	if err != nil {
		return []Skip{{Input: sourceOf(in), Reason: ReasonUnreadable, Err: openError(err)}}, nil
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return []Skip{{Input: sourceOf(in), Reason: ReasonUnreadable, Err: openError(err)}}, nil
	}
	if !info.Mode().IsRegular() {
		return []Skip{{Input: sourceOf(in), Reason: ReasonUnsupported, Err: errors.New("not a regular file")}}, nil
	}
	var skips []Skip
	err = readDocument(ctx, &document{
		name: in.Path, id: in.ID, source: sourceOf(in),
		modTime: info.ModTime(), size: info.Size(),
		reader: f, at: f, skips: &skips,
	}, yield)
	return skips, err
}

// readDocument reads a document in the format its name tells. The error is ctx.Err()
// or what yield returned; everything else is in d.skips.
func readDocument(ctx context.Context, d *document, yield func(Article) error) error {
	f, ok := formatOf(d.name)
	if !ok {
		d.skip("", ReasonUnsupported, fmt.Errorf("no reader for this kind of file; known are %s", knownExtensions()))
		return nil
	}
	guard := &guardedYield{ctx: ctx, yield: yield}
	err := guard.run(f, d)
	switch {
	case guard.failed != nil:
		return guard.failed
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		d.skip("", reasonOf(err), err)
	}
	return nil
}

// A guardedYield tells the errors and panics of the caller's yield from the format's.
type guardedYield struct {
	ctx    context.Context
	yield  func(Article) error
	inside bool  // yield is running
	failed error // what yield or the context returned
}

func (g *guardedYield) run(f format, d *document) (err error) {
	defer func() {
		if g.inside {
			return // the caller's own panic goes on
		}
		if p := recover(); p != nil {
			err = fmt.Errorf("the %s reader gave up on this file: %v (%s)", f.name, p, panicPlace())
		}
	}()
	return f.parse(g.ctx, d, g.article)
}

func (g *guardedYield) article(a Article) error {
	if err := g.ctx.Err(); err != nil {
		g.failed = err
		return err
	}
	if a.Language = baseTag(a.Language); a.Language == "" {
		a.Language = detectLanguage(a.Text)
	}
	g.inside = true
	err := g.yield(a)
	g.inside = false
	if err != nil {
		g.failed = err
	}
	return err
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

// openError says what to do about a file that cannot be opened.
func openError(err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w; make it readable for this user", err)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w; it vanished after it was listed", err)
	}
	return err
}

func knownExtensions() string {
	var exts []string
	for _, f := range formats() {
		exts = append(exts, f.exts...)
	}
	return strings.Join(exts, " ")
}
