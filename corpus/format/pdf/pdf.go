package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/pdfium"
)

// Bounds of one PDF.
const (
	maxBytes  = 128 << 20 // bytes of a file that comes in one piece, such as out of an archive
	maxPages  = 20_000    // pages that are read
	maxText   = 32 << 20  // bytes of text
	maxBroken = 20        // pages at which PDFium gives up
)

// Read reads the text layer of a PDF, page by page, by the engine of ctx ([pdfium.With]). A page
// that cannot be read is skipped; a file in which no page has text is refused, for it needs OCR.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	e := pdfium.Of(ctx)
	if e == nil {
		return document.ErrUnequipped
	}
	r, size, err := contentOf(d)
	if err != nil {
		return err
	}
	f := file{document: d, open: func() (*pdfium.Document, error) { return e.Open(ctx, r, size) }}
	if err := f.read(ctx); err != nil {
		return err
	}
	return f.yield(yield)
}

// contentOf returns a document's bytes, of which PDFium reads those that it needs.
func contentOf(d *document.Document) (io.ReadSeeker, int64, error) {
	if d.At != nil && d.Size > 0 {
		return io.NewSectionReader(d.At, 0, d.Size), d.Size, nil
	}
	data, err := d.Bytes(maxBytes)
	if err == nil && len(data) == 0 {
		err = pdfium.ErrDamaged
	}
	return bytes.NewReader(data), int64(len(data)), err
}

// A file is a PDF while it is read.
type file struct {
	document *document.Document
	open     func() (*pdfium.Document, error)

	meta   document.Metadata
	pages  [][]line
	size   int   // bytes of text
	drawn  bool  // some page shows something
	failed error // why the first page that cannot be read could not
}

// read reads all pages.
func (f *file) read(ctx context.Context) error {
	p, err := f.open()
	if err != nil {
		return refusal(err)
	}
	defer func() { p.Close() }()
	f.meta = metadataOf(p)
	if p.Pages > maxPages {
		return document.Refuse(corpus.ReasonTooLarge, fmt.Errorf("more than %d pages; divide it", maxPages))
	}
	broken := 0
	for n := range p.Pages {
		f.page(p, n)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case f.size > maxText:
			return document.TooLarge(maxText)
		case !p.Broken():
			continue
		}
		if broken++; broken > maxBroken {
			return fmt.Errorf("PDFium gave up on %d pages: %w", broken, f.failed)
		}
		p.Close()
		if p, err = f.open(); err != nil {
			return refusal(err)
		}
	}
	return nil
}

// refusal gives an error of PDFium's the reason that people see.
func refusal(err error) error {
	switch {
	case errors.Is(err, pdfium.ErrPassword):
		return document.Refuse(corpus.ReasonUnreadable, err)
	case errors.Is(err, pdfium.ErrMemory):
		return document.Refuse(corpus.ReasonMemory, err)
	}
	return fmt.Errorf("read PDF: %w", err)
}

// page reads the page with some number, from 0.
func (f *file) page(p *pdfium.Document, n int) {
	content, err := p.Page(n)
	f.drawn = f.drawn || err == nil && !content.Empty
	switch {
	case err != nil:
		err = refusal(err)
	case content.Images:
		err = errNoTextLayer
	case unreadable(content.Chars):
		err, content.Chars = errNoCharacters, nil
	}
	if err != nil {
		f.document.Skip("page "+strconv.Itoa(n+1), document.ReasonOf(err), err)
		if f.failed == nil || errors.Is(f.failed, errNoTextLayer) {
			f.failed = err
		}
	}
	lines := ordered(linesOf(n+1, content.Chars))
	for _, l := range lines {
		f.size += len(l.text)
	}
	f.pages = append(f.pages, lines)
}

var (
	errNoTextLayer  = document.Refuse(corpus.ReasonEmpty, errors.New("has no text layer: run OCR, for example: ocrmypdf in.pdf out.pdf"))
	errNoCharacters = document.Refuse(corpus.ReasonEmpty, errors.New("its fonts do not tell their characters: run OCR, for example: ocrmypdf --force-ocr in.pdf out.pdf"))
)

// unreadable reports a page most of whose characters are not known.
func unreadable(chars []pdfium.Char) bool {
	known, lost := 0, 0
	for _, g := range glyphs(chars) {
		if g.r == unknown {
			lost++
		} else {
			known++
		}
	}
	return lost > known
}

// metadataOf returns title, dates and language of the file.
func metadataOf(p *pdfium.Document) document.Metadata {
	m := document.Metadata{}
	if title := document.Tidy(p.Meta("Title")); !unhelpfulTitle.MatchString(title) {
		m.Set("title", title)
	}
	for key, name := range map[string]string{"CreationDate": "date", "ModDate": "modified"} {
		if date := p.Meta(key); strings.HasPrefix(date, "D:") && len(date) >= len("D:20060102") {
			m.Set(name, date[2:6]+"-"+date[6:8]+"-"+date[8:10])
		}
	}
	m.Set("lang", p.Meta("Lang"))
	return m
}

// unhelpfulTitle matches titles that programs give: a file name, the name of the program.
var unhelpfulTitle = regexp.MustCompile(`(?i)^(untitled.*|microsoft (word|powerpoint) - .*|.*\.(docx?|pdf|tex|dvi|indd|odt|qxd|rtf|pptx?)|document ?\d*|\(?(anonymous|unspecified)\)?|powerpoint presentation|title|print)$`)

// yield passes the article on, or says why there is none.
func (f *file) yield(yield func(corpus.Article) error) error {
	if !slices.ContainsFunc(f.pages, func(lines []line) bool { return len(lines) > 0 }) {
		return f.noText()
	}
	var b document.Builder
	flow := newFlow(f.pages)
	flow.write(&b)
	a := f.meta.Article(f.document)
	if a.Title == "" {
		a.Title = flow.title()
	}
	return b.Yield(a, yield)
}

// noText says once why no page has text: as the first that cannot be read, or as a scan.
func (f *file) noText() error {
	*f.document.Skips = slices.DeleteFunc(*f.document.Skips, func(s corpus.Skip) bool {
		return s.Input == f.document.Source && strings.HasPrefix(s.Place, "page ")
	})
	switch {
	case f.failed != nil:
		return f.failed
	case !f.drawn:
		return errors.New("no page shows anything: blank, or damaged; repair it, for example with: qpdf in.pdf out.pdf")
	}
	return errNoTextLayer
}
