package mediawiki

import (
	"fmt"
	"regexp"
	"strings"
)

// keep notes the rows of a table or a box, and returns the mark of the line that stands for them.
func (t *text) keep(rows [][]string) string {
	if len(rows) == 0 {
		return ""
	}
	t.rows = append(t.rows, rows)
	return fmt.Sprintf("\n%s%d\n", rowsMark, len(t.rows)-1)
}

// tables reads {| … |} as rows. A table inside a cell is some of the cell's text.
func (t *text) tables(s string) string {
	if !strings.Contains(s, "{|") {
		return s
	}
	return replacePairs(s, "{|", "|}", func(inner, _, _ string) string {
		head, _, _ := strings.Cut(inner, "\n")
		if navigation.MatchString(head) {
			return ""
		}
		inner = replacePairs(inner, "{|", "|}", func(nested, _, _ string) string {
			var words []string
			for _, row := range rowsOf(strings.NewReplacer("{|", "", "|}", "").Replace(nested)) {
				words = append(words, row...)
			}
			return strings.Join(words, " ")
		})
		return t.keep(rowsOf(inner))
	})
}

var (
	navigation = regexp.MustCompile(`(?i)navbox|nav-|toc\b|noprint|metadata|mbox`)
	cellMark   = regexp.MustCompile(`\|\||!!`)
	cellStyle  = regexp.MustCompile(`^\s*(?:[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s|]+)\s*)+\|`)
	htmlTable  = regexp.MustCompile(`(?i)\s*<(/?)(table|tr|td|th|caption|tbody|thead)\b[^<>]*>\s*`)
)

// htmlTables writes tables of HTML as wikitext.
func htmlTables(s string) string {
	if !strings.Contains(strings.ToLower(s), "<td") {
		return s
	}
	return htmlTable.ReplaceAllStringFunc(s, func(found string) string {
		m := htmlTable.FindStringSubmatch(found)
		switch name := strings.ToLower(m[2]); {
		case name == "table" && m[1] != "":
			return "\n|}\n"
		case m[1] != "":
			return ""
		case name == "table":
			return "\n{|\n"
		case name == "tr":
			return "\n|-\n"
		case name == "caption":
			return "\n|+"
		case name == "th":
			return "\n!"
		case name == "td":
			return "\n|"
		}
		return ""
	})
}

// rowsOf returns the cells of what stands between the marks of a table.
func rowsOf(src string) [][]string {
	var rows [][]string
	var row []string
	first := true
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(line)
		switch {
		case first:
			first = false // attributes of the table
		case line == "":
		case strings.HasPrefix(line, "|-"):
			rows, row = appendRow(rows, row), nil
		case strings.HasPrefix(line, "|+"):
			rows = appendRow(rows, []string{inline(cellText(line[2:]))})
		case line[0] == '|' || line[0] == '!':
			row = append(row, cells(line)...)
		case strings.HasPrefix(line, rowsMark) || strings.HasPrefix(line, captionMark):
		case len(row) > 0:
			row[len(row)-1] += " " + inline(strings.TrimLeft(line, "*#:; "))
		}
	}
	return appendRow(rows, row)
}

// appendRow appends a row that holds something.
func appendRow(rows [][]string, row []string) [][]string {
	if strings.TrimSpace(strings.Join(row, "")) == "" {
		return rows
	}
	return append(rows, row)
}

// cells returns the cells of a line.
func cells(line string) []string {
	marks := "||"
	if line[0] == '!' {
		line = cellMark.ReplaceAllString(line, "||")
	}
	var out []string
	for cell := range strings.SplitSeq(line[1:], marks) {
		out = append(out, inline(cellText(cell)))
	}
	return out
}

// cellText takes the attributes off a cell.
func cellText(cell string) string {
	if at := cellStyle.FindStringIndex(cell); at != nil && !strings.HasPrefix(cell[at[1]:], "|") {
		return cell[at[1]:]
	}
	return cell
}

// boxRows returns the parameters of a box as rows: what it says of each.
func (t *text) boxRows(args []string, depth int) [][]string {
	var rows [][]string
	for _, a := range args {
		key, value, named := strings.Cut(a, "=")
		key = strings.TrimSpace(strings.ReplaceAll(key, "_", " "))
		if !named || key == "" || strings.ContainsAny(key, "[{<") || unseenKey.MatchString(key) {
			continue
		}
		value = inline(strings.ReplaceAll(t.braces(strings.TrimSpace(value), depth+1), "\n", " "))
		if value != "" && value != hole && !unseenValue.MatchString(value) {
			rows = append(rows, []string{key, value})
		}
	}
	return rows
}

// unseenKey and unseenValue are what boxes are told and do not show as text.
var (
	unseenKey   = regexp.MustCompile(`(?i)^(image|img|pic|picture|photo|logo|icon|map|flag|file|width|height|size|style|class|align|alt|color|colour|bgcolor|background|border|collapsible|state|above ?style|below ?style|.*(image|style|size|class|color|colour|width|align|upright|map|pushpin|alt))( ?\d+)?$`)
	unseenValue = regexp.MustCompile(`(?i)^(yes|no|true|false|\d+px|#[0-9a-f]{3,8}|[^\s]+\.(png|jpe?g|gif|svg|webp))$`)
)
