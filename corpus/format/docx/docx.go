package docx

import (
	"context"
	"encoding/xml"
	"fmt"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Read reads a WordprocessingML document (ECMA-376, part 1): paragraphs with their
// styles, lists, tables, notes. Deleted, struck and hidden text, comments, headers and footers are
// left out.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	parts, err := document.OpenParts(d)
	if err != nil {
		return err
	}
	main := parts.Main("word/document.xml")
	body, err := parts.Open(main)
	if err != nil {
		return err
	}
	defer body.Close()
	var b document.Builder
	w := reader{ctx: ctx, doc: d, out: &b, styles: stylesOf(parts, parts.Related(main, "styles", "word/styles.xml"))}
	if err := w.read(xml.NewDecoder(body)); err != nil {
		return fmt.Errorf("read DOCX: %w", err)
	}
	for _, kind := range []string{"footnotes", "endnotes"} {
		name := parts.Related(main, kind, "word/"+kind+".xml")
		if part, err := parts.Open(name); err == nil {
			err = w.read(xml.NewDecoder(part))
			part.Close()
			if err != nil {
				d.Skip(name, corpus.ReasonMalformed, fmt.Errorf("read DOCX: %w", err))
			}
		}
	}
	meta := parts.Properties()
	a := meta.Article(d)
	if a.Title == "" {
		a.Title = w.title
	}
	if a.Title == "" {
		a.Title = b.Title()
	}
	return b.Yield(a, yield)
}
