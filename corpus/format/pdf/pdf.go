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

	"github.com/ledongthuc/pdf"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Bounds of one PDF.
const (
	maxBytes = 128 << 20 // bytes of the file
	maxPages = 20_000    // pages that are read
	maxNodes = 100_000   // of the tree of pages
	maxDepth = 50        // of it
	maxText  = 32 << 20  // bytes of text
)

// Read reads the text layer of a PDF, page by page. A page that cannot be read is
// skipped; a file in which no page has text is refused, for it needs OCR.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	data, err := d.Bytes(maxBytes)
	if err != nil {
		return err
	}
	if data, err = sound(data); err != nil {
		return err
	}
	file, err := parse(ctx, data)
	if err != nil {
		return err
	}
	return file.yield(d, yield)
}

// A contents is what was read of a PDF.
type contents struct {
	pages []page
	meta  document.Metadata
}

// A page is one page as runs of text; err tells why it has none.
type page struct {
	number int // from 1
	runs   []textRun
	images bool
	err    error
}

// parse reads all pages. The library panics on much that it cannot read.
func parse(ctx context.Context, data []byte) (file *contents, err error) {
	defer func() {
		if p := recover(); p != nil {
			file, err = nil, fmt.Errorf("read PDF: damaged (%v); repair it, for example with: qpdf in.pdf out.pdf", p)
		}
	}()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	switch {
	case errors.Is(err, pdf.ErrInvalidPassword):
		return nil, document.Refuse(corpus.ReasonUnreadable, errors.New("the PDF needs a password; save it without one"))
	case err != nil:
		return nil, fmt.Errorf("read PDF: %w; repair it, for example with: qpdf in.pdf out.pdf", err)
	}
	file = &contents{meta: infoOf(r)}
	size := 0
	fonts := map[string]*font{}
	for n, page := range pagesOf(r) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		p := readPage(ctx, n, page, fonts)
		for _, run := range p.runs {
			size += len(run.text)
		}
		if size > maxText || n > maxPages {
			return nil, document.TooLarge(maxText)
		}
		file.pages = append(file.pages, p)
	}
	return file, nil
}

// pagesOf walks the tree of pages and yields pages with their numbers.
func pagesOf(r *pdf.Reader) func(yield func(int, pdf.Page) bool) {
	return func(yield func(int, pdf.Page) bool) {
		number, nodes := 0, 0
		var walk func(node pdf.Value, depth int) bool
		walk = func(node pdf.Value, depth int) bool {
			kids := node.Key("Kids")
			if nodes++; nodes > maxNodes {
				return false // a tree that leads into itself
			}
			if depth > maxDepth || kids.Len() == 0 {
				if node.Kind() != pdf.Dict || node.Key("Type").Name() == "Pages" || depth > maxDepth {
					return true
				}
				number++
				return yield(number, pdf.Page{V: node})
			}
			for i := range kids.Len() {
				if number > maxPages || !walk(kids.Index(i), depth+1) {
					return false
				}
			}
			return true
		}
		walk(r.Trailer().Key("Root").Key("Pages"), 0)
	}
}

// infoOf returns title, dates and language of the file.
func infoOf(r *pdf.Reader) document.Metadata {
	m := document.Metadata{}
	info := r.Trailer().Key("Info")
	title := document.Tidy(info.Key("Title").Text())
	if !unhelpfulTitle.MatchString(title) {
		m.Set("title", title)
	}
	for key, name := range map[string]string{"CreationDate": "date", "ModDate": "modified"} {
		if date := info.Key(key).Text(); strings.HasPrefix(date, "D:") && len(date) >= len("D:20060102") {
			m.Set(name, date[2:6]+"-"+date[6:8]+"-"+date[8:10])
		}
	}
	m.Set("lang", r.Trailer().Key("Root").Key("Lang").Text())
	return m
}

// unhelpfulTitle matches titles that programs give: a file name, the name of the program.
var unhelpfulTitle = regexp.MustCompile(`(?i)^(untitled.*|microsoft (word|powerpoint) - .*|.*\.(docx?|pdf|tex|dvi|indd|odt|qxd|rtf|pptx?)|document ?\d*|title|print)$`)

// yield passes the article on, or says why there is none.
func (f *contents) yield(d *document.Document, yield func(corpus.Article) error) error {
	if !slices.ContainsFunc(f.pages, func(p page) bool { return len(p.runs) > 0 }) {
		return f.noText()
	}
	for _, p := range f.pages {
		place := "page " + strconv.Itoa(p.number)
		switch {
		case p.err != nil:
			d.Skip(place, document.ReasonOf(p.err), p.err)
		case len(p.runs) == 0 && p.images:
			d.Skip(place, corpus.ReasonEmpty, errNoTextLayer)
		}
	}
	var b document.Builder
	flow := newFlow(f.pages)
	flow.write(&b)
	a := f.meta.Article(d)
	if a.Title == "" {
		a.Title = flow.title()
	}
	return b.Yield(a, yield)
}

// noText says why no page has text: the reason of the first that has one.
func (f *contents) noText() error {
	for _, p := range f.pages {
		if p.err != nil {
			return fmt.Errorf("no page can be read: page %d: %w", p.number, p.err)
		}
	}
	return document.Refuse(corpus.ReasonEmpty, errNoTextLayer)
}

var errNoTextLayer = errors.New("has no text layer: run OCR, for example: ocrmypdf in.pdf out.pdf")

// sound cuts a PDF out of what may stand around it, and evens out its first line, which
// the library wants exact.
func sound(data []byte) ([]byte, error) {
	start := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-"))
	if start < 0 || len(data)-start < 100 {
		return nil, fmt.Errorf("read PDF: no %%PDF- at its start")
	}
	data = data[start:]
	if end := bytes.LastIndex(data, []byte("%%EOF")); end > 0 {
		data = data[:end+len("%%EOF")]
	} else {
		return nil, errors.New("read PDF: its end is missing; fetch it again, or repair it, for example with: qpdf in.pdf out.pdf")
	}
	return append([]byte("%PDF-1.7\n"), data[len("%PDF-1.7\n"):]...), nil
}

// drained returns how many bytes a stream holds once decoded, at most limit+1.
func drained(v pdf.Value, limit int64) (n int64) {
	rd := v.Reader()
	defer rd.Close()
	n, _ = io.Copy(io.Discard, io.LimitReader(rd, limit+1))
	return n
}
