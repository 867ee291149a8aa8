package pdf

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A row is what stands on one base line: one cell of text, several of a table, or the lines of
// several columns.
type row struct {
	cells []line // from left to right
	prose bool   // it is in a column of running text
}

// ordered returns the lines of a page in the order in which people read them. That is how they
// are drawn, but for what shows that it is not: a page that is drawn upwards, columns that are
// drawn row by row, a table that is drawn column by column.
func ordered(lines []line) []line {
	frames, main := map[int][]line{}, map[float64]int{}
	for _, l := range lines {
		frames[l.turned] = append(frames[l.turned], l)
		main[float64(l.turned)] += len(l.text)
	}
	var out []line
	for len(main) > 0 {
		turned := mostOf(main, 0)
		delete(main, turned)
		lines := frames[int(turned)]
		for i := range lines {
			lines[i].aside = len(out) > 0
		}
		out = append(out, orderedFrame(lines)...)
	}
	return out
}

func orderedFrame(lines []line) []line {
	if upwards(lines) {
		slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(b.y, a.y) })
	}
	rows := rowsOf(dropCaps(lines))
	markProse(rows)
	mend(rows)
	gutters := guttersOf(rows)
	rows = joinCells(joinRows(rows, gutters))
	rows = downwards(rows)
	out := split(rows, 0)
	setColumns(out)
	return out
}

// A block is rows that are drawn right below each other.
type block struct {
	rows                []row
	x0, x1, top, bottom float64
}

// downwards puts blocks that are drawn late before those that stand below them. What stands below
// one but was drawn before the column at its left, such as the foot of a page, is put behind it.
func downwards(rows []row) []row {
	var out []block
	for _, b := range blocksOf(rows) {
		at := len(out)
		for i := len(out) - 1; i >= max(0, len(out)-maxBack); i-- {
			if c := out[i]; c.x0 >= b.x1 || b.x0 >= c.x1 {
				continue
			} else if c.top >= b.bottom {
				break
			}
			at = i
		}
		if slices.ContainsFunc(out[at:], b.rightOf) {
			out = behind(out, at, b)
		} else {
			out = slices.Insert(out, at, b)
		}
	}
	rows = rows[:0]
	for _, b := range out {
		rows = append(rows, b.rows...)
	}
	return rows
}

// rightOf reports a block that stands beside another, at its right.
func (b block) rightOf(c block) bool {
	return c.x1 <= b.x0 && c.bottom <= b.top && b.bottom <= c.top
}

// behind adds a block, and moves those from a place on that stand below it behind it.
func behind(blocks []block, at int, b block) []block {
	out := slices.Clone(blocks[:at])
	var below []block
	for _, c := range blocks[at:] {
		if c.x0 < b.x1 && b.x0 < c.x1 && c.top < b.bottom {
			below = append(below, c)
		} else {
			out = append(out, c)
		}
	}
	return append(append(out, b), below...)
}

func blocksOf(rows []row) []block {
	var out []block
	for i, r := range rows {
		first, last := r.cells[0], r.cells[len(r.cells)-1]
		if i == 0 || !stacked(rows[i-1].cells[0], first) {
			out = append(out, block{x0: first.x0, x1: last.x1, top: first.y, bottom: first.y})
		}
		b := &out[len(out)-1]
		b.rows, b.bottom = append(b.rows, r), first.y
		b.x0, b.x1 = min(b.x0, first.x0), max(b.x1, last.x1)
	}
	return out
}

// upwards reports lines that are drawn from the foot of the page to its head.
func upwards(lines []line) bool {
	up, down := 0, 0
	for i := 1; i < len(lines); i++ {
		switch a, b := lines[i-1], lines[i]; {
		case !besides(a, b) && b.y > a.y+0.5*a.size:
			up++
		case !besides(a, b) && b.y < a.y-0.5*a.size:
			down++
		}
	}
	return up > down
}

// besides reports lines of which no part stands above the other.
func besides(a, b line) bool { return a.x1 <= b.x0 || b.x1 <= a.x0 }

func sameBase(a, b line) bool { return math.Abs(a.y-b.y) < 0.35*max(a.size, b.size) }

// dropCaps puts a large first letter to the line that it begins.
func dropCaps(lines []line) []line {
	var out []line
	for _, l := range lines {
		if n := len(out); n > 0 {
			if last := out[n-1]; utf8.RuneCountInString(last.text) == 1 && last.size > dropCap*l.size && l.y > last.y && l.x0 >= last.x1-0.2*last.size && l.x0 < last.x1+l.size {
				l.text = last.text + l.text
				out = out[:n-1]
			}
		}
		out = append(out, l)
	}
	return out
}

// rowsOf puts lines that are drawn from left to right on one base line into rows.
func rowsOf(lines []line) []row {
	var out []row
	for _, l := range lines {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if c := last.cells[len(last.cells)-1]; sameBase(c, l) && l.x0 >= c.x1 && len(last.cells) < maxCells {
				last.cells = append(last.cells, l)
				continue
			}
		}
		out = append(out, row{cells: []line{l}})
	}
	return out
}

const (
	maxCells = 200 // of a row
	proseRun = 3   // lines below each other that make running text
	proseLen = 20  // characters that its lines have on the average

	narrowRun   = 8 // lines of a narrow column of running text
	narrowWords = 3 // words that its lines have on the average
)

// markProse marks rows of one cell that stand below each other and are as long as lines of
// running text.
func markProse(rows []row) {
	for start := 0; start < len(rows); {
		end, size, words := start, 0, 0
		for end < len(rows) && len(rows[end].cells) == 1 && (end == start || stacked(rows[end-1].cells[0], rows[end].cells[0])) {
			size += utf8.RuneCountInString(rows[end].cells[0].text)
			words += strings.Count(rows[end].cells[0].text, " ") + 1
			end++
		}
		n := end - start
		prose := n >= proseRun && size >= proseLen*n || n >= narrowRun && words >= narrowWords*n
		for i := start; i < end; i++ {
			rows[i].prose = prose
		}
		start = max(end, start+1)
	}
}

// mend makes lines of running text whole that wide gaps between words have parted.
func mend(rows []row) {
	for i := 1; i < len(rows); i++ {
		r := &rows[i]
		if rows[i-1].prose && !r.prose && r.widestGap() < wideGap*r.cells[0].size && stacked(rows[i-1].cells[0], r.cells[0]) {
			r.prose = true
			r.cells = []line{r.line()}
		}
	}
}

// wideGap is the widest gap between the words of a justified line, in sizes.
const wideGap = 1.6

// widestGap is the widest gap between the cells of a row.
func (r row) widestGap() (widest float64) {
	for i, c := range r.cells[1:] {
		widest = max(widest, c.x0-r.cells[i].x1)
	}
	return widest
}

// stacked reports a line that stands right below another.
func stacked(a, b line) bool {
	down := a.y - b.y
	return !besides(a, b) && down > 0.3*b.size && down < 2.5*max(a.size, b.size)
}

// guttersOf returns places between running text that stands side by side.
func guttersOf(rows []row) []float64 {
	var prose []line
	for _, r := range rows {
		if r.prose {
			prose = append(prose, r.cells[0])
		}
	}
	slices.SortStableFunc(prose, func(a, b line) int { return cmp.Compare(b.y, a.y) })
	var out []float64
	for i, a := range prose {
		for _, b := range prose[i+1 : min(i+1+maxBeside, len(prose))] {
			if a.y-b.y > max(a.size, b.size) {
				break
			}
			if besides(a, b) {
				out = append(out, math.Round((max(a.x0, b.x0)+min(a.x1, b.x1))/2))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// maxBeside is how many lines are looked at for one that stands beside another.
const maxBeside = 20

// maxBack is how many rows back the other cells of a row are looked for.
const maxBack = 100

// maxApart is the most bytes of the shorter of two cells that are drawn apart: longer ones are lines
// of columns.
const maxApart = 24

// joinRows joins rows on one base line that are drawn apart, such as the columns of a table, but
// not across gutters.
func joinRows(rows []row, gutters []float64) []row {
	var out []row
	for _, r := range rows {
		at := -1
		for i := len(out) - 1; i >= max(0, len(out)-maxBack) && !r.prose && at < 0; i-- {
			if !out[i].prose && fits(out[i], r, gutters) {
				at = i
			}
		}
		if at < 0 {
			out = append(out, r)
			continue
		}
		out[at].cells = append(out[at].cells, r.cells...)
		slices.SortStableFunc(out[at].cells, func(a, b line) int { return cmp.Compare(a.x0, b.x0) })
	}
	return out
}

// joinCells puts the further lines of cells to the first, where the rows of a table stand further
// apart than those.
func joinCells(rows []row) []row {
	var out []row
	for i, r := range rows {
		if n := len(out); n > 0 && !r.prose && goesOn(out[n-1], rows[i-1], r) {
			for _, c := range r.cells {
				at := slices.IndexFunc(out[n-1].cells, func(d line) bool { return sameLeft(c, d) })
				d := &out[n-1].cells[at]
				d.text, d.x1, d.drawn = d.text+" "+c.text, max(d.x1, c.x1), c.drawn
			}
			continue
		}
		out = append(out, r)
	}
	return out
}

// goesOn reports a row each of whose cells was drawn right after one of the row above it and stands
// right below that; the row is one of several cells, of which fewer go on.
func goesOn(whole, above, r row) bool {
	down := above.cells[0].y - r.cells[0].y
	if whole.prose || len(whole.cells) < 2 || len(r.cells) >= len(whole.cells) || down <= 0 || down > 1.5*r.cells[0].size {
		return false
	}
	for _, c := range r.cells {
		if !slices.ContainsFunc(whole.cells, func(d line) bool { return sameLeft(c, d) && c.drawn == d.drawn+1 }) {
			return false
		}
	}
	return true
}

func sameLeft(a, b line) bool { return math.Abs(a.x0-b.x0) < 0.3*a.size }

// fits reports whether two rows are parts of one.
func fits(a, b row, gutters []float64) bool {
	for _, c := range a.cells {
		for _, d := range b.cells {
			if !sameBase(c, d) || !besides(c, d) || parted(c, d, gutters) || min(len(c.text), len(d.text)) > maxApart {
				return false
			}
		}
	}
	return len(a.cells)+len(b.cells) <= maxCells
}

// parted reports a gutter between two cells.
func parted(a, b line, gutters []float64) bool {
	at, _ := slices.BinarySearch(gutters, min(a.x1, b.x1))
	return at < len(gutters) && gutters[at] <= max(a.x0, b.x0)
}

// split makes lines of rows: columns that are drawn row by row come one after the other, the
// cells of tables are parted by tabs.
func split(rows []row, depth int) []line {
	var out []line
	for len(rows) > 0 {
		n := columnRun(rows)
		if n == 0 || depth > maxColumns {
			out = append(out, rows[0].line())
			rows = rows[1:]
			continue
		}
		var left, right []row
		for _, r := range rows[:n] {
			at := slices.IndexFunc(r.cells, func(c line) bool { return c.x0 >= gutterOf(rows[:n]) })
			if at < 0 {
				at = len(r.cells)
			}
			left, right = appendCells(left, r.cells[:at]), appendCells(right, r.cells[at:])
		}
		out = append(append(out, split(left, depth+1)...), split(right, depth+1)...)
		rows = rows[n:]
	}
	return out
}

func appendCells(rows []row, cells []line) []row {
	if len(cells) == 0 {
		return rows
	}
	return append(rows, row{cells: cells, prose: true})
}

const maxColumns = 4

// gutterOf returns where the second column of rows begins.
func gutterOf(rows []row) float64 {
	x := math.Inf(1)
	for _, r := range rows {
		if len(r.cells) > 1 {
			x = min(x, r.cells[1].x0)
		}
	}
	return x
}

// columnRun returns how many of the first rows are lines of columns of running text that stand
// beside each other, 0 for none.
func columnRun(rows []row) int {
	end, right := math.Inf(-1), math.Inf(1) // of the first column, and where the second begins
	n, pairs, first, second := 0, 0, 0, 0
	for _, r := range rows {
		if n > 0 && rows[n-1].cells[0].y-r.cells[0].y > 4*r.cells[0].size || n == 0 && len(r.cells) < 2 {
			break
		}
		e, b := end, right
		if len(r.cells) > 1 {
			e, b = max(end, r.cells[0].x1), min(right, r.cells[1].x0)
		} else if r.cells[0].x0 < right {
			e = max(end, r.cells[0].x1)
		}
		if e >= b {
			break
		}
		if end, right, n = e, b, n+1; len(r.cells) > 1 {
			pairs, first, second = pairs+1, first+utf8.RuneCountInString(r.cells[0].text), second+utf8.RuneCountInString(r.cells[1].text)
		}
	}
	if pairs < proseRun || min(first, second) < proseLen*pairs {
		return 0
	}
	return n
}

// label matches the number of a section, a footnote or a paragraph.
var label = regexp.MustCompile(`^\(?[\dA-Za-z]{1,3}([.)]\d{0,3}){0,4}\)?$`)

// line makes one line of the cells of a row.
func (r row) line() line {
	cells := slices.Clone(r.cells)
	if cells[0].rtl {
		slices.Reverse(cells)
	}
	l := cells[0]
	for i, c := range cells[1:] {
		gap := "\t"
		if i == 0 && listMark.FindString(l.text+" ") == l.text+" " {
			l.size = c.size // not that of the mark
		}
		if r.prose || i == 0 && listMark.MatchString(l.text+" ") || len(cells) == 2 && label.MatchString(l.text) && len(c.text) > maxApart {
			gap = " "
		}
		l.text += gap + c.text
		l.x0, l.x1, l.bold = min(l.x0, c.x0), max(l.x1, c.x1), l.bold && c.bold
		l.fixed = l.fixed && c.fixed
		l.size = max(l.size, c.size)
	}
	return l
}

// setColumns tells each line where the column that it stands in begins and ends.
func setColumns(lines []line) {
	for start := 0; start < len(lines); {
		end, left, right := start, math.Inf(1), math.Inf(-1)
		for end < len(lines) && (end == start || !besides(lines[end-1], lines[end]) && lines[end].y < lines[end-1].y) {
			left, right = min(left, lines[end].x0), max(right, lines[end].x1)
			end++
		}
		for i := start; i < end; i++ {
			lines[i].left, lines[i].right = left, right
		}
		start = end
	}
}
