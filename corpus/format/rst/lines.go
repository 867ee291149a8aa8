package rst

import (
	"strings"
	"unicode"
)

// lines are some lines of a file, without white space at their ends; nested ones are dedented.
type lines struct {
	text  []string
	first int // number of the first line in the file
}

const tabWidth = 8

// linesOf cuts a text into lines, with spaces for tabs.
func linesOf(src string) lines {
	text := strings.Split(src, "\n")
	for i, line := range text {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if strings.ContainsAny(line, "\t\f\v") {
			line = expand(line)
		}
		text[i] = line
	}
	return lines{text, 1}
}

func expand(line string) string {
	var out strings.Builder
	column := 0
	for _, r := range line {
		n := 1
		switch r {
		case '\t':
			n = tabWidth - column%tabWidth
			out.WriteString(strings.Repeat(" ", n))
		case '\f', '\v':
			out.WriteByte(' ')
		default:
			out.WriteRune(r)
		}
		column += n
	}
	return out.String()
}

func (l lines) from(n int) lines  { return lines{l.text[n:], l.first + n} }
func (l lines) until(n int) lines { return lines{l.text[:n], l.first} }

// at returns a line, "" behind the last.
func (l lines) at(n int) string {
	if n < len(l.text) {
		return l.text[n]
	}
	return ""
}

func (l lines) join() string { return strings.Join(l.text, "\n") }

// indent returns how many spaces a line begins with.
func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// filled returns how many lines there are before the first blank one.
func (l lines) filled() int {
	for i, line := range l.text {
		if line == "" {
			return i
		}
	}
	return len(l.text)
}

// indented returns the lines from n on that are blank or indented, dedented, and the number of the
// line behind them. Blank lines at both ends are cut off.
func (l lines) indented(n int) (block lines, next int) {
	next = n
	for next < len(l.text) && (l.text[next] == "" || l.text[next][0] == ' ') {
		next++
	}
	return l.from(n).until(next - n).trimmed().dedented(1 << 20), next
}

// trimmed cuts off blank lines at both ends.
func (l lines) trimmed() lines {
	for len(l.text) > 0 && l.text[len(l.text)-1] == "" {
		l.text = l.text[:len(l.text)-1]
	}
	for len(l.text) > 0 && l.text[0] == "" {
		l = l.from(1)
	}
	return l
}

// dedented takes the indentation off that all lines have, at most some columns.
func (l lines) dedented(most int) lines {
	for _, line := range l.text {
		if line != "" {
			most = min(most, indent(line))
		}
	}
	if most == 0 {
		return l
	}
	out := make([]string, len(l.text))
	for i, line := range l.text {
		out[i] = line[min(most, len(line)):]
	}
	return lines{out, l.first}
}

// hanging returns the body of an element whose first line begins with a marker of some columns,
// and the number of lines that it takes.
func (l lines) hanging(marker int) (body lines, n int) {
	n = 1
	for n < len(l.text) && (l.text[n] == "" || l.text[n][0] == ' ') {
		n++
	}
	rest := l.from(1).until(n - 1).dedented(marker)
	text := append([]string{strings.TrimLeft(l.text[0][min(marker, len(l.text[0])):], " ")}, rest.text...)
	return lines{text, l.first}.trimmed(), n
}
