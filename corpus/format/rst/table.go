package rst

import (
	"encoding/csv"
	"errors"
	"regexp"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

var (
	gridEdge   = regexp.MustCompile(`^\+(?:-+\+)+$`)
	gridMiddle = regexp.MustCompile(`\+(?:-+|=+)\+`)
	simpleEdge = regexp.MustCompile(`^=+(?: +=+)+$`)
	simpleSpan = regexp.MustCompile(`^-+(?: +-+)*$`)
)

// maxColumns is the most columns of a table; one of more is a paragraph.
const maxColumns = 200

// row adds a row whose cells hold body elements.
func (p *parser) row(cells []lines) {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = p.flat(c)
	}
	p.out.Row(texts)
}

// flat returns what people read of some body elements, in one line.
func (p *parser) flat(l lines) string {
	l = l.trimmed().dedented(1 << 20)
	if len(l.text) == 0 {
		return ""
	}
	var b document.Builder
	inner := *p
	inner.out, inner.kind, inner.lead = &b, corpus.Table, ""
	inner.body(l)
	return b.String()
}

// gridTable reads a table drawn with lines around its cells.
func (p *parser) gridTable(l lines) int {
	if !gridEdge.MatchString(l.at(0)) || strings.Count(l.at(0), "+") > maxColumns {
		return 0
	}
	n := 1
	for n < len(l.text) && l.text[n] != "" && (l.text[n][0] == '+' || l.text[n][0] == '|') {
		n++
	}
	g := newGrid(l.until(n))
	for i := 1; i < n; i++ {
		if cells := g.line(l.text[i]); cells != nil {
			p.row(cells)
		}
	}
	return n
}

// A grid is a table on its way through its lines. Each cell gathers below the edge it begins at;
// one that spans several rows belongs to the last of them.
type grid struct {
	edges []int // columns at which cells may begin or end
	open  []lines
	first int
}

func newGrid(l lines) *grid {
	at := map[int]bool{}
	width := len(l.text[0])
	for _, line := range l.text {
		if gridMiddle.MatchString(line) {
			for i, r := range wide(line) {
				if r == '+' && i < width {
					at[i] = true
				}
			}
		}
	}
	g := &grid{first: l.first}
	for i := range width {
		if at[i] && len(g.edges) < maxColumns {
			g.edges = append(g.edges, i)
		}
	}
	g.open = make([]lines, len(g.edges))
	return g
}

// filler stands behind a character that takes two columns.
const filler = '\x00'

// wide returns the characters of a line by column.
func wide(line string) []rune {
	out := make([]rune, 0, len(line))
	for _, r := range line {
		out = append(out, r)
		if isWide(r) {
			out = append(out, filler)
		}
	}
	return out
}

// line adds a line and returns the cells of the row that ends with it, nil where none does.
func (g *grid) line(text string) (row []lines) {
	columns := wide(text)
	from := 0
	for i := 1; i < len(g.edges); i++ {
		at := g.edges[i]
		if at < len(columns) && columns[at] != '|' && columns[at] != '+' {
			continue // the cell goes on
		}
		part := strings.ReplaceAll(string(columns[min(g.edges[from]+1, len(columns)):min(at, len(columns))]), string(filler), "")
		if isRule(part) {
			for cell := from; cell < i; cell++ {
				if g.open[cell].text != nil {
					row = append(row, g.open[cell])
				}
				g.open[cell] = lines{}
			}
		} else {
			cell := &g.open[from]
			cell.text = append(cell.text, strings.TrimRight(part, " "))
			cell.first = g.first
		}
		from = i
	}
	return row
}

// isRule reports the edge between two rows.
func isRule(part string) bool {
	return part != "" && strings.Trim(part, "-+") == "" || part != "" && strings.Trim(part, "=+") == ""
}

// simpleTable reads a table whose columns lines of equals signs tell.
func (p *parser) simpleTable(l lines) int {
	if !simpleEdge.MatchString(l.at(0)) {
		return 0
	}
	starts := columnStarts(l.text[0])
	if len(starts) > maxColumns {
		return 0
	}
	end := simpleEnd(l)
	var cells []lines
	blank := false
	for i := 1; i < end; i++ {
		line := l.text[i]
		switch {
		case line == "":
			blank = true
			for j := range cells {
				cells[j].text = append(cells[j].text, "")
			}
			continue
		case simpleEdge.MatchString(line), simpleSpan.MatchString(line) && len(line) > starts[1]/2:
			p.row(cells)
			cells = nil
			continue
		}
		parts := cut(line, starts)
		if parts[0] != "" || cells == nil || blank && len(cells) == 1 {
			p.row(cells)
			cells = make([]lines, len(starts))
		}
		blank = false
		for j, part := range parts {
			cells[j].text, cells[j].first = append(cells[j].text, part), l.first+i
		}
	}
	p.row(cells)
	return end + 1
}

// simpleEnd returns the number of the last edge: the one that a blank line or the end follows.
func simpleEnd(l lines) int {
	for i := 2; i < len(l.text); i++ {
		if simpleEdge.MatchString(l.text[i]) && l.at(i+1) == "" {
			return i
		}
	}
	return len(l.text) - 1
}

// columnStarts returns where the runs of an edge begin.
func columnStarts(edge string) (starts []int) {
	for i := range len(edge) {
		if edge[i] == '=' && (i == 0 || edge[i-1] == ' ') {
			starts = append(starts, i)
		}
	}
	return starts
}

// cut cuts a line at the columns that begin at some places, but not inside a word.
func cut(line string, starts []int) []string {
	columns := wide(line)
	parts := make([]string, len(starts))
	from, cell := 0, 0
	for i := 1; i <= len(starts); i++ {
		to := len(columns)
		if i < len(starts) {
			to = min(starts[i], len(columns))
			if to > 0 && to < len(columns) && columns[to-1] != ' ' {
				continue // the cell spans columns
			}
		}
		parts[cell] = strings.TrimRight(strings.ReplaceAll(string(columns[from:to]), string(filler), ""), " ")
		from, cell = to, i
	}
	return parts
}

// listTable reads a table written as a list of lists.
func (p *parser) listTable(d directive) {
	for _, row := range items(d.content) {
		p.row(items(row))
	}
}

// items returns the bodies of a list.
func items(l lines) (all []lines) {
	for at := 0; at < len(l.text); {
		mark := bulletMark.FindString(l.text[at])
		if mark == "" {
			at++
			continue
		}
		body, n := l.from(at).hanging(len(mark))
		all = append(all, body)
		at += n
	}
	return all
}

// valueTable reads a table of comma-separated values.
func (p *parser) valueTable(d directive) {
	if d.options["file"] != "" || d.options["url"] != "" {
		p.page.leave(d.line, d.name)
		return
	}
	r := csv.NewReader(strings.NewReader(d.options["header"] + "\n" + d.content.join()))
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, true
	switch delim := d.options["delim"]; {
	case delim == "tab":
		r.Comma = '\t'
	case delim == "space":
		r.Comma = ' '
	case len(delim) == 1 && strings.Contains(";|:,&!", delim):
		r.Comma = rune(delim[0])
	}
	for {
		record, err := r.Read()
		if err != nil && !errors.Is(err, csv.ErrFieldCount) {
			return // the end, or a row that is none
		}
		cells := make([]lines, len(record))
		for i, value := range record {
			cells[i] = lines{strings.Split(value, "\n"), d.line}
		}
		p.row(cells)
	}
}
