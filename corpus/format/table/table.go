package table

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/language"
)

// Bounds of one table.
const (
	maxRecord    = 4 << 20    // bytes of one row
	maxRows      = 20_000_000 // rows that are read
	rowsTogether = 500        // rows of a table without a text column that make one article
	maxColumnNum = 1000       // columns that are read
)

// Read reads a table with a header (RFC 4180, also with tabs or semicolons). Where a
// column holds texts, each row is an article; otherwise the rows are rows of a table, 500
// to an article. Rows are numbered from 1, the header (RFC 7111: "#row=2").
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	budget := &document.BoundedReader{R: d.Reader}
	src, comma, err := tableReader(budget, d.Name)
	if err != nil {
		return err
	}
	r := csv.NewReader(src)
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = comma, -1, true, true
	t := table{doc: d, yield: yield}
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
		case row == 1:
			t.header(record)
		default:
			if err := t.row(row, record); err != nil {
				return err
			}
		}
	}
}

// tableReader decodes a table and finds what separates its columns.
func tableReader(src *document.BoundedReader, name string) (io.Reader, rune, error) {
	src.Left = maxRecord
	br := bufio.NewReaderSize(src, 64<<10)
	head, err := br.Peek(32 << 10)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return nil, 0, fmt.Errorf("read CSV: %w", err)
	}
	var r io.Reader = br
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		r = transform.NewReader(br, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
		head, _ = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(head[:len(head)&^1])
	case !utf8.Valid(head[:max(0, len(head)-utf8.UTFMax)]):
		r = transform.NewReader(br, charmap.Windows1252.NewDecoder())
	case bytes.HasPrefix(head, []byte("\ufeff")):
		_, _ = br.Discard(len("\ufeff"))
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return nil, 0, document.NotText()
	}
	return r, separator(head, name), nil
}

// separator returns the candidate that the first line has most of.
func separator(head []byte, name string) rune {
	if strings.EqualFold(path.Ext(name), ".tsv") {
		return '\t'
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best, most := ',', 0
	for _, c := range ",;\t|" {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// columnNames are the headers that say what a column holds, the most telling first.
var columnNames = map[string][]string{
	"text":  {"text", "body", "content", "article", "answer", "description", "message"},
	"title": {"title", "headline", "subject", "question", "name"},
	"url":   {"url", "link", "source", "href"},
	"date":  {"date", "published", "published_at", "created", "created_at", "timestamp", "updated"},
	"id":    {"id", "guid", "key", "slug"},
	"lang":  {"language", "lang", "locale"},
}

// A table makes articles of rows.
type table struct {
	doc    *document.Document
	yield  func(corpus.Article) error
	names  []string
	column map[string]int   // by meaning
	ids    map[string]int   // how often an id was used
	rows   document.Builder // of a table without texts
	first  int              // row that rows begins with
	count  int              // rows in it
}

func (t *table) header(record []string) {
	t.column, t.ids = map[string]int{}, map[string]int{}
	at := map[string]int{}
	for i, name := range record[:min(len(record), maxColumnNum)] {
		t.names = append(t.names, document.Tidy(strings.ToValidUTF8(name, string(utf8.RuneError))))
		key := strings.ToLower(t.names[i])
		if _, taken := at[key]; !taken {
			at[key] = i
		}
	}
	for meaning, names := range columnNames {
		for _, name := range names {
			if i, ok := at[name]; ok {
				t.column[meaning] = i
				break
			}
		}
	}
}

func (t *table) row(n int, record []string) error {
	if _, ok := t.column["text"]; !ok {
		return t.tableRow(n, record)
	}
	cell := func(meaning string) string {
		if i, ok := t.column[meaning]; ok && i < len(record) {
			return strings.TrimSpace(strings.ToValidUTF8(record[i], string(utf8.RuneError)))
		}
		return ""
	}
	a := corpus.Article{
		ID: t.id(cell("id"), n), Title: strings.ReplaceAll(document.Tidy(cell("title")), "\n", " "), Source: t.doc.Source,
		Published: document.LooseDate(cell("date")), Language: language.Tag(cell("lang")),
	}
	b := document.Builder{Anchor: fmt.Sprintf("#row=%d", n)}
	if link := cell("url"); document.IsAbsolute(link) {
		a.Source, b.Anchor = link, ""
	}
	for part := range strings.SplitSeq(document.TidyLines(cell("text")), "\n\n") {
		b.Add(corpus.Paragraph, part)
	}
	if len(b.Blocks) == 0 {
		return nil // a row without text has nothing to say
	}
	return b.Yield(a, t.yield)
}

// id returns the row's own id, or its number; the second row of one id gets its number too.
func (t *table) id(own string, n int) string {
	if own == "" || len(own) > 200 {
		return fmt.Sprintf("%s/row-%d", t.doc.ID, n)
	}
	if len(t.ids) < 1_000_000 {
		t.ids[own]++
	}
	if t.ids[own] > 1 {
		return fmt.Sprintf("%s/%s-row-%d", t.doc.ID, own, n)
	}
	return t.doc.ID + "/" + own
}

func (t *table) tableRow(n int, record []string) error {
	if t.count == 0 {
		t.first = n
	}
	cells := make([]string, 0, len(record))
	for i, value := range record[:min(len(record), maxColumnNum)] {
		value = strings.ToValidUTF8(value, string(utf8.RuneError))
		if i < len(t.names) && t.names[i] != "" && strings.TrimSpace(value) != "" {
			value = t.names[i] + ": " + value
		}
		cells = append(cells, value)
	}
	t.rows.Anchor = fmt.Sprintf("#row=%d", n)
	t.rows.Row(cells)
	if t.count++; t.count < rowsTogether && t.rows.Size() < maxRecord {
		return nil
	}
	return t.finish(n + 1)
}

// finish passes on the rows before next.
func (t *table) finish(next int) error {
	if len(t.rows.Blocks) == 0 {
		t.count = 0
		return nil
	}
	b := t.rows
	id := t.doc.ID
	if t.first > 2 || t.count >= rowsTogether {
		id = fmt.Sprintf("%s/rows-%d-%d", id, t.first, next-1)
	}
	t.rows, t.count = document.Builder{}, 0
	return b.Yield(corpus.Article{ID: id, Source: t.doc.Source}, t.yield)
}
