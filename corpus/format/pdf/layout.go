package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"verbatim/corpus/document"
)

// A textLine is a line of one column, as people read it.
type textLine struct {
	page        int
	x0, x1, y   float64
	left, right float64 // ends of its column
	size        float64
	bold        bool
	text        string // wide gaps inside the line are tabs
}

// layoutPage puts the runs of a page into lines, column after column.
func layoutPage(p page) []textLine {
	var lines []textLine
	for _, l := range readingOrder(pieces(p.runs), 0) {
		l.page = p.number
		l.text = strings.TrimSpace(l.text)
		if document.Tidy(l.text) != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

// pieces joins the runs that stand on one baseline with no more than a space between them.
func pieces(runs []textRun) []textLine {
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(a, b textRun) int { return cmp.Compare(b.y, a.y) })
	var out []textLine
	for start := 0; start < len(runs); {
		end := start + 1
		for end < len(runs) && runs[start].y-runs[end].y < 0.45*max(runs[start].size, runs[end].size) {
			end++
		}
		row := runs[start:end]
		slices.SortStableFunc(row, func(a, b textRun) int { return cmp.Compare(a.x0, b.x0) })
		out = appendRow(out, row)
		start = end
	}
	return out
}

// maxLine is about how many bytes of text a line may have, which no page that people read
// comes near.
const maxLine = 16 << 10

// appendRow appends the pieces of one row of runs, which are sorted from left to right.
func appendRow(out []textLine, row []textRun) []textLine {
	first := len(out)
	for i, run := range row {
		if i > 0 && run.text == row[i-1].text && run.x0-row[i-1].x0 < 0.1*run.size {
			continue // printed twice to look bold
		}
		if strings.TrimSpace(run.text) == "" {
			if len(out) > first {
				out[len(out)-1].text += " "
			}
			continue
		}
		piece := textLine{x0: run.x0, x1: run.x1, y: run.y, size: run.size, bold: isBold(run.font), text: run.text}
		if len(out) == first || run.x0-out[len(out)-1].x1 > 0.9*max(run.size, out[len(out)-1].size) || len(out[len(out)-1].text) > maxLine {
			out = append(out, piece)
			continue
		}
		joinPiece(&out[len(out)-1], piece)
	}
	return out
}

// joinPiece appends to a line what stands right of it.
func joinPiece(l *textLine, next textLine) {
	gap := next.x0 - l.x1
	if gap > 0.15*min(l.size, next.size) && !strings.HasSuffix(l.text, " ") && !strings.HasPrefix(next.text, " ") {
		l.text += " "
	}
	if next.size > l.size { // raised and typewriter parts are smaller than the line
		l.size, l.y = next.size, next.y
	}
	l.bold = l.bold && next.bold
	l.text += next.text
	l.x1 = max(l.x1, next.x1)
}

func isBold(font string) bool {
	font = strings.ToLower(font)
	return strings.Contains(font, "bold") || strings.Contains(font, "black") || strings.Contains(font, "heavy") ||
		strings.HasPrefix(font, "cmbx") || strings.Contains(font, "+cmbx")
}

// maxColumns bounds how often columns are looked for inside columns.
const maxColumns = 3

// readingOrder sorts the pieces of a region, which come row by row: where a gutter parts
// it, the left column between two lines that cross the gutter comes before the right one.
func readingOrder(all []textLine, depth int) []textLine {
	gutter, ok := findGutter(all)
	if !ok || depth >= maxColumns {
		return joinRows(all)
	}
	var out, left, right []textLine
	flush := func() {
		out = append(out, readingOrder(left, depth+1)...)
		out = append(out, readingOrder(right, depth+1)...)
		left, right = nil, nil
	}
	var across []textLine
	for _, p := range all {
		switch {
		case p.x1 <= gutter:
			left = append(left, p)
		case p.x0 >= gutter:
			right = append(right, p)
		default:
			flush()
			across = append(across[:0], p)
			out = append(out, joinRows(across)...)
		}
	}
	flush()
	return out
}

// joinRows makes lines of the pieces of one column: those of a row are joined by a tab
// where the gap is wide.
func joinRows(all []textLine) []textLine {
	left, right := math.Inf(1), math.Inf(-1)
	for _, p := range all {
		left, right = min(left, p.x0), max(right, p.x1)
	}
	var out []textLine
	for _, p := range all {
		p.left, p.right = left, right
		if n := len(out); n > 0 && math.Abs(out[n-1].y-p.y) < 0.45*max(p.size, out[n-1].size) && p.x0 > out[n-1].x0 && len(out[n-1].text) < maxLine {
			if p.x0-out[n-1].x1 > 1.8*p.size {
				out[n-1].text += "\t"
			}
			joinPiece(&out[n-1], p)
			continue
		}
		out = append(out, p)
	}
	return out
}

// maxGutters is how many places a gutter is looked for at, on pages that are very wide.
const maxGutters = 2000

// findGutter looks for the upright strip that parts a region into columns: few lines
// cross it, lines stand left and right of it, and most of those fill their side, which
// the cells of a table do not.
func findGutter(all []textLine) (x float64, ok bool) {
	if len(all) < 6 {
		return 0, false
	}
	left, right := math.Inf(1), math.Inf(-1)
	for _, p := range all {
		left, right = min(left, p.x0), max(right, p.x1)
	}
	best := -1
	step := max(2, (right-left)/maxGutters)
	for x0 := left + 0.2*(right-left); x0 < right-0.2*(right-left); x0 += step {
		if score, fits := gutterAt(all, x0, left, right); fits && score > best {
			best, x = score, x0
		}
	}
	return x, best >= 0
}

func gutterAt(all []textLine, x, left, right float64) (score int, ok bool) {
	var nLeft, nRight, crossing int
	var wLeft, wRight float64 // widths of the lines on either side
	endLeft, startRight := left, right
	for _, p := range all {
		switch {
		case p.x1 <= x:
			nLeft++
			wLeft += p.x1 - p.x0
			endLeft = max(endLeft, p.x1)
		case p.x0 >= x:
			nRight++
			wRight += p.x1 - p.x0
			startRight = min(startRight, p.x0)
		default:
			crossing++
		}
	}
	if min(nLeft, nRight) < 3 || crossing*3 > len(all) || startRight-endLeft < 4 {
		return 0, false
	}
	fullLeft := wLeft / float64(nLeft) / (endLeft - left)
	fullRight := wRight / float64(nRight) / (right - startRight)
	return min(nLeft, nRight)*1000 + int(startRight-endLeft) - crossing, fullLeft > 0.55 && fullRight > 0.55
}
