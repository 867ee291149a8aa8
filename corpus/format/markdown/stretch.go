package markdown

import "strings"

// A stretch is a line with those that belong to it because something begins on it and ends on
// another: a tag, an expression, a comment, a span of code.

// The constructs of which one may go over several lines.
const (
	trySpan = iota
	tryComment
	tryTag
	tryCall
	tryExpression
	tries
)

// next takes the next stretch.
func (d *dialect) next() string {
	start := d.at
	end := lineEnd(d.src, start)
	line := d.src[start:end]
	if d.fence == "" && !d.math && d.module == 0 && strings.ContainsAny(line, "`<{") && !codeFence.MatchString(line) {
		for at := start; ; {
			var found bool
			if at, found = d.open(at, end); !found {
				break
			}
			end = lineEnd(d.src, at)
		}
	}
	d.at = min(end+1, len(d.src))
	return d.src[start:end]
}

// lineEnd returns where the line that holds at ends.
func lineEnd(src string, at int) int {
	if i := strings.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(src)
}

// open looks in src[at:end] for something that ends behind end, and returns where.
func (d *dialect) open(at, end int) (int, bool) {
	for tried := 0; at < end && tried < maxFutile; {
		n := strings.IndexAny(d.src[at:end], "\\`<{")
		if n < 0 {
			return end, false
		}
		at += n
		size, kind := d.sizeAt(d.src[at:end])
		switch {
		case size > 0:
			at += size
		case size == 0 || at < d.futile[kind]:
			at++
			tried -= size
		default:
			window := d.window(at, kind)
			if size, _ = d.sizeAt(window); size > 0 && at+size > end {
				return at + size, true
			}
			d.futile[kind] = at + len(window)
			at++
		}
	}
	return end, false
}

// sizeAt returns the size of the construct that s begins with: 0 for none, -1 where s ends within.
func (d *dialect) sizeAt(s string) (size, kind int) {
	switch {
	case s[0] == '\\':
		return min(2, len(s)), trySpan
	case s[0] == '`':
		n := run(s)
		if end := spanEnd(s, n); end > 0 {
			return end, trySpan
		}
		return -1, trySpan
	case strings.HasPrefix(s, "<!--"):
		if end := strings.Index(s, "-->"); end > 0 {
			return end + len("-->"), tryComment
		}
		return -1, tryComment
	case s[0] == '<':
		return parseTag(s).size, tryTag
	}
	if c := parseCall(s); c.size != 0 {
		return c.size, tryCall
	}
	if d.mdx {
		return braced(s), tryExpression
	}
	return 0, tryCall
}

// window returns what is looked through for the end of a construct: a comment, a tag and an
// expression may be long, the others end with their paragraph.
func (d *dialect) window(at, kind int) string {
	s := d.src[at:min(len(d.src), at+maxTag)]
	if kind != trySpan && kind != tryCall {
		return s
	}
	for i := 0; i < len(s); {
		end := lineEnd(s, i)
		line := strings.TrimLeft(s[i:end], " \t>")
		if i > 0 && (line == "" || strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~")) {
			return s[:i]
		}
		i = end + 1
	}
	return s
}
