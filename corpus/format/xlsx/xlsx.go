package xlsx

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// maxSheets is how many sheets are read.
const maxSheets = 1000

// Reader returns a reader of workbooks that gives their sheets to the reader of tables.
func Reader(table document.Reader) document.Reader {
	return func(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
		parts, err := document.OpenParts(d)
		if err != nil {
			return err
		}
		w, err := open(parts)
		if err != nil {
			return fmt.Errorf("read XLSX: %w", err)
		}
		if len(w.sheets) > maxSheets {
			return document.Refuse(corpus.ReasonTooLarge, fmt.Errorf("more than %d sheets; split the file", maxSheets))
		}
		return w.read(ctx, d, table, yield)
	}
}

// read passes the sheets on. One that holds nothing counts only where none holds more.
func (w *workbook) read(ctx context.Context, d *document.Document, table document.Reader, yield func(corpus.Article) error) error {
	passed := 0
	for _, s := range w.sheets {
		rows, err := w.rows(s)
		if err == nil && len(rows) > 1 {
			err = w.give(ctx, d, s, rows, table, func(a corpus.Article) error { passed++; return yield(a) })
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && document.ReasonOf(err) != corpus.ReasonEmpty:
			d.Skip("sheet "+s.name, document.ReasonOf(err), err)
		}
	}
	if passed == 0 {
		return document.Refuse(corpus.ReasonEmpty, errors.New("no sheet with rows below a header"))
	}
	return nil
}

// give hands one sheet to the reader of tables.
func (w *workbook) give(ctx context.Context, d *document.Document, s sheet, rows [][]string, table document.Reader, yield func(corpus.Article) error) error {
	var out bytes.Buffer
	c := csv.NewWriter(&out)
	if err := c.WriteAll(rows); err != nil {
		return fmt.Errorf("read XLSX: %w", err)
	}
	inner := d.As("sheet.csv", &out, int64(out.Len()))
	title := w.meta.Text("title")
	if len(w.sheets) > 1 {
		inner.ID += "/" + strings.ReplaceAll(s.name, "/", "-")
		title = strings.TrimPrefix(title+": "+s.name, ": ")
	}
	return table(ctx, inner, func(a corpus.Article) error {
		if a.Title == "" {
			a.Title = title
		}
		if a.Published.IsZero() {
			about := w.meta.Article(d)
			a.Published, a.Revised = about.Published, about.Revised
		}
		return yield(a)
	})
}

// headed returns the rows from the header on, the first of more than one cell; all rows where none
// has more.
func headed(rows [][]string) [][]string {
	for i, row := range rows {
		full := 0
		for _, cell := range row {
			if strings.TrimSpace(cell) != "" {
				full++
			}
		}
		if full > 1 {
			return rows[i:]
		}
	}
	return rows
}
