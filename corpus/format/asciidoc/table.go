package asciidoc

import (
	"encoding/csv"
	"regexp"
	"strconv"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Bounds of a table.
const (
	maxColumns = 200
	maxRepeats = 100 // of one cell
)

var (
	columnsOf   = regexp.MustCompile(`\bcols=(?:"([^"]*)"|'([^']*)'|([^,\]]*))`)
	repeated    = regexp.MustCompile(`^\s*(\d+)\*`)
	separatorOf = regexp.MustCompile(`\bseparator="?([^",\]])`)
	cellSpec    = regexp.MustCompile(`(?:^|[ \t])((?:(\d+)?(?:\.\d+)?[+]|(\d+)\*)?(?:[<^>])?(?:\.[<^>])?([aehlmsdv])?)$`)
)

// table adds the rows of a table.
func (r *reader) table(sign byte, l []line) {
	if sign == ',' || sign == ':' || strings.Contains(r.attributes, "format=") {
		r.values(sign, l)
		return
	}
	separator := sign
	if m := separatorOf.FindStringSubmatch(r.attributes); m != nil && m[1][0] < 0x80 {
		separator = m[1][0]
	}
	cells := cellsOf(l, separator)
	styles := r.columns()
	width := len(styles)
	if width == 0 {
		width = firstLine(cells)
	}
	var row []string
	filled := 0
	for _, c := range cells {
		if c.style == "" && filled < len(styles) {
			c.style = styles[filled]
		}
		text := r.cell(c)
		for range c.times {
			row = append(row, text)
			filled += c.span
			if filled >= width {
				r.out.Row(row)
				row, filled = nil, 0
			}
		}
	}
	r.out.Row(row)
}

// columns returns the styles of the columns that a table says it has.
func (r *reader) columns() (styles []string) {
	m := columnsOf.FindStringSubmatch(r.attributes)
	if m == nil {
		return nil
	}
	for column := range strings.FieldsFuncSeq(m[1]+m[2]+m[3], func(c rune) bool { return c == ',' || c == ';' }) {
		times := 1
		if m := repeated.FindStringSubmatch(column); m != nil {
			times, _ = strconv.Atoi(m[1]) // digits
		}
		for range min(times, maxColumns-len(styles)) {
			styles = append(styles, strings.TrimLeft(strings.TrimSpace(column), "0123456789*<>^.~%"))
		}
	}
	return styles
}

// firstLine returns how many columns the cells on the first line take.
func firstLine(cells []cell) (n int) {
	for _, c := range cells {
		if c.line == cells[0].line {
			n += c.span * c.times
		}
	}
	return min(max(n, 1), maxColumns)
}

// A cell is one of a table, on its way to text.
type cell struct {
	lines []line
	line  int // on which it begins
	span  int // columns
	times int // how often it stands there
	style string
}

// cellsOf cuts the lines of a table at separators. What stands right before one says how its cell
// is laid out.
func cellsOf(l []line, separator byte) (cells []cell) {
	for _, one := range l {
		parts := cutCells(one.text, separator)
		for i, part := range parts {
			if i > 0 {
				cells = append(cells, cell{line: one.number, span: 1, times: 1})
				specify(cells, parts[i-1])
			}
			if len(cells) == 0 {
				continue // before the first separator
			}
			if i < len(parts)-1 {
				part = strings.TrimSuffix(part, cellSpec.FindString(part))
			}
			c := &cells[len(cells)-1]
			c.lines = append(c.lines, line{strings.TrimSpace(part), one.number})
		}
	}
	return cells
}

// specify reads what stands before the separator of the last cell.
func specify(cells []cell, before string) {
	c := &cells[len(cells)-1]
	m := cellSpec.FindStringSubmatch(before)
	if m == nil {
		return
	}
	if n, err := strconv.Atoi(m[2]); err == nil {
		c.span = min(max(n, 1), maxColumns)
	}
	if n, err := strconv.Atoi(m[3]); err == nil {
		c.times = min(max(n, 1), maxRepeats)
	}
	c.style = m[4]
}

// cutCells cuts a line at separators without a backslash before them.
func cutCells(text string, separator byte) (parts []string) {
	var part strings.Builder
	for i := range len(text) {
		switch {
		case text[i] == '\\' && i+1 < len(text) && text[i+1] == separator:
		case text[i] == separator && (i == 0 || text[i-1] != '\\'):
			parts = append(parts, part.String())
			part.Reset()
		default:
			part.WriteByte(text[i])
		}
	}
	return append(parts, part.String())
}

// cell returns what people read of a cell.
func (r *reader) cell(c cell) string {
	if c.style == "l" {
		return join(c.lines)
	}
	if c.style != "a" {
		return r.page.inline(join(c.lines))
	}
	var b document.Builder
	inner := *r
	inner.out = &b
	inner.body(c.lines, corpus.Table)
	return b.String()
}

var formatOf = regexp.MustCompile(`\bformat="?(\w+)`)

// values adds the rows of a table whose cells other signs separate.
func (r *reader) values(sign byte, l []line) {
	comma := map[byte]rune{',': ',', ':': ':'}[sign]
	if m := formatOf.FindStringSubmatch(r.attributes); m != nil {
		comma = map[string]rune{"tsv": '\t', "dsv": ':', "csv": ','}[m[1]]
	}
	if m := separatorOf.FindStringSubmatch(r.attributes); m != nil && m[1][0] < 0x80 {
		comma = rune(m[1][0])
	}
	c := csv.NewReader(strings.NewReader(join(l)))
	c.FieldsPerRecord, c.LazyQuotes = -1, true
	if c.Comma = comma; comma == 0 {
		c.Comma = ','
	}
	for {
		record, err := c.Read()
		if err != nil {
			return // the end, or a row that is none
		}
		for i := range record {
			record[i] = r.page.inline(record[i])
		}
		r.out.Row(record)
	}
}
