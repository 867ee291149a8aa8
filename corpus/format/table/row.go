package table

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/language"
)

// A table makes articles of rows.
type table struct {
	doc     *document.Document
	yield   func(corpus.Article) error
	comma   string
	header  []string   // the names of the columns, each "" in a table without them
	top     int        // the first row below the header
	caption string     // what stands above the header
	sample  [][]string // the first rows, until the roles of the columns are known
	size    int        // bytes of them
	columns []column   // nil until then
	main    int        // column of the sentences a row is about, -1 for none
	tongue  string     // language of the rows that told, for those that are too short to tell
	ids     map[string]int
	rows    document.Builder // of a table without texts
	first   int              // row that rows begins with
	count   int              // rows in it
}

// add takes a row: the header, some that tell what columns hold, the rest.
func (t *table) add(n int, record []string) error {
	if n == 1 || len(t.sample) == 0 && n <= maxAbove && above(t.header, record) {
		t.caption = strings.Join(append(strings.Fields(t.caption), strings.Fields(strings.Join(t.header, " "))...), " ")
		t.header, t.top = append([]string{}, record...), n+1
		if n == 1 && len(record) > maxColumnNum {
			t.doc.Skip("columns", corpus.ReasonTooLarge, fmt.Errorf("more than %d columns; the others are left out", maxColumnNum))
		}
		return nil
	}
	if t.columns != nil {
		return t.row(n, record)
	}
	t.sample = append(t.sample, append([]string{}, record...))
	for _, value := range record {
		t.size += len(value)
	}
	if len(t.sample) < sampleRows && t.size < sampleSize {
		return nil
	}
	return t.settle()
}

// settle finds what the columns hold, and reads the rows that told it.
func (t *table) settle() error {
	if t.columns != nil {
		return nil
	}
	if headless(t.header, t.sample) {
		t.sample, t.top = slices.Insert(t.sample, 0, t.header), t.top-1
		t.header = make([]string, len(t.header))
	}
	t.columns = columnsOf(t.header, t.sample)
	t.main = best(t.columns, prose)
	t.tongue = t.language()
	for i, record := range t.sample {
		if err := t.row(t.top+i, record); err != nil {
			return err
		}
	}
	t.sample = nil
	return nil
}

// language returns that of the sentences in the sample.
func (t *table) language() string {
	var all strings.Builder
	for _, record := range t.sample {
		for i, c := range t.columns {
			if (c.role == prose || c.role == title) && i < len(record) {
				all.WriteString(record[i] + "\n")
			}
		}
	}
	return language.Detect(strings.ToValidUTF8(all.String(), ""))
}

func (t *table) row(n int, record []string) error {
	record = t.whole(record)
	if t.main < 0 {
		return t.tableRow(n, record)
	}
	cell := func(r role) string {
		if i := best(t.columns, r); i >= 0 && i < len(record) {
			return record[i]
		}
		return ""
	}
	a := corpus.Article{
		ID: t.id(cell(id), n), Title: strings.ReplaceAll(document.Tidy(cell(title)), "\n", " "), Source: t.doc.Source,
		Published: document.LooseDate(cell(date)), Language: language.Tag(cell(tongue)),
	}
	b := document.Builder{Anchor: fmt.Sprintf("#row=%d", n)}
	if address := cell(link); document.IsAbsolute(address) {
		a.Source, b.Anchor = address, ""
	}
	t.blocks(&b, record)
	if len(b.Blocks) == 0 {
		return nil // a row without text has nothing to say
	}
	if a.Language == "" && b.Size() < enough {
		a.Language = t.tongue
	}
	return b.Yield(a, t.yield)
}

// enough is how many bytes of text tell their language.
const enough = 200

// whole returns the values of a row, one a column. What a separator has cut off the last one,
// because nobody put it into quotation marks, is joined to it again.
func (t *table) whole(record []string) []string {
	if n := len(t.columns); len(record) > n && len(t.header) == n {
		record = append(record[:n-1:n-1], strings.Join(record[n-1:], t.comma))
	}
	out := make([]string, len(record))
	for i, value := range record {
		out[i] = strings.TrimSpace(strings.ToValidUTF8(value, string(utf8.RuneError)))
	}
	return out
}

// blocks adds the sentences of a row, those of its main column first, and then what else it tells,
// each under the name of its column.
func (t *table) blocks(b *document.Builder, record []string) {
	value := func(i int) string {
		if i < len(record) {
			return record[i]
		}
		return ""
	}
	name := best(t.columns, title)
	for i, c := range t.columns {
		if c.role == title && i != name {
			b.Heading(6, "", value(i))
		}
	}
	paragraphs(b, value(t.main))
	for i, c := range t.columns {
		if c.role == prose && i != t.main && value(i) != "" {
			b.Heading(7, "", c.name)
			paragraphs(b, value(i))
		}
	}
	for i, c := range t.columns {
		told := c.role == other || c.role == link && !document.IsAbsolute(value(i)) || c.role == id && plainName(c.name) == "key"
		if told && value(i) != "" {
			b.Row([]string{named(c.name, value(i))})
		}
	}
}

func paragraphs(b *document.Builder, text string) {
	for part := range strings.SplitSeq(document.TidyLines(text), "\n\n") {
		b.Add(corpus.Paragraph, part)
	}
}

// named returns a value with the name of its column.
func named(name, value string) string {
	if name == "" {
		return value
	}
	return name + ": " + value
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
		if i < len(t.columns) && value != "" {
			value = named(t.columns[i].name, value)
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
	if err := t.settle(); err != nil {
		return err
	}
	if len(t.rows.Blocks) == 0 {
		t.count = 0
		return nil
	}
	b := t.rows
	id := t.doc.ID
	if t.first > t.top || t.count >= rowsTogether {
		id = fmt.Sprintf("%s/rows-%d-%d", id, t.first, next-1)
	}
	t.rows, t.count = document.Builder{}, 0
	return b.Yield(corpus.Article{ID: id, Title: t.caption, Source: t.doc.Source}, t.yield)
}
