package table

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Bounds of one table.
const (
	maxRecord    = 4 << 20    // bytes of one row
	maxRows      = 20_000_000 // rows that are read
	rowsTogether = 500        // rows of a table without a text column that make one article
	sampleRows   = 50         // rows that tell what its columns hold
	sampleSize   = 1 << 20    // bytes of them
	maxColumnNum = 1000       // columns that are read
)

// Read reads a table with a header (RFC 4180, also with tabs, semicolons or bars). Where a
// column holds texts, each row is an article; otherwise the rows are rows of a table, 500
// to an article. Rows are numbered from 1, the header (RFC 7111: "#row=2").
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	budget := &document.BoundedReader{R: d.Reader}
	src, comma, err := open(budget, d.Name)
	if err != nil {
		return err
	}
	r := csv.NewReader(src)
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = comma, -1, true, true
	t := table{doc: d, yield: yield, comma: string(comma), ids: map[string]int{}}
	for row := 1; ; row++ {
		budget.Left = maxRecord
		record, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			if row <= 2 {
				return document.Refuse(corpus.ReasonEmpty, errors.New("no rows below a header"))
			}
			return t.finish(row)
		case err != nil:
			if last := t.finish(row); last != nil {
				return last
			}
			d.Skip(fmt.Sprintf("row %d", row), document.ReasonOf(err), fmt.Errorf("read CSV: %w; a quotation mark may not be closed", err))
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case row > maxRows:
			d.Skip(fmt.Sprintf("row %d", row), corpus.ReasonTooLarge, fmt.Errorf("more than %d rows; split the file", maxRows))
			return t.finish(row)
		default:
			if err := t.add(row, record); err != nil {
				return err
			}
		}
	}
}
