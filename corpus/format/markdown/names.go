package markdown

import (
	"regexp"
	"strings"
)

// names are what stands in a page for other parts of it to refer to.
type names struct {
	closed map[string]bool // components and shortcodes of which an end stands somewhere
	labels map[string]bool // of links and notes that are defined, in lower case
}

var callEnd = regexp.MustCompile(`^\s*/\s*([\w/.-]+)|^-?\s*end(\w+)`)

// namesIn collects the names of a page.
func namesIn(src string) names {
	n := names{map[string]bool{}, map[string]bool{}}
	each(src, "</", func(rest string) {
		i := 0
		for i < len(rest) && nameByte(rest[i], i > 0) {
			i++
		}
		n.closed[rest[:i]] = true
	})
	for _, open := range []string{"{{<", "{{%", "{%"} {
		each(src, open, func(rest string) {
			if m := callEnd.FindStringSubmatch(rest[:min(len(rest), 100)]); m != nil {
				n.closed[m[1]+m[2]] = true
			}
		})
	}
	for at := 0; ; {
		i := strings.Index(src[at:], "]:")
		if i < 0 {
			return n
		}
		line := src[strings.LastIndexByte(src[at:at+i], '\n')+1+at : at+i]
		at += i + 2
		if line = strings.TrimLeft(line, " >"); strings.HasPrefix(line, "[") {
			n.labels[labelOf(line[1:])] = true
		}
	}
}

// labelOf returns a label as others of its kind are compared with it.
func labelOf(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// each calls found with what follows each mark.
func each(src, mark string, found func(rest string)) {
	for {
		i := strings.Index(src, mark)
		if i < 0 {
			return
		}
		src = src[i+len(mark):]
		found(src)
	}
}

var componentUse = regexp.MustCompile(`^[\w{*][^\n]*\sfrom\s+['"]`)

// importsComponents reports a page of Markdown that is read as MDX: it imports something outside
// its code.
func importsComponents(src string) bool {
	const enough = 20 // statements that are looked at
	rest := src
	for range enough {
		at := strings.Index(rest, "import ")
		if at < 0 {
			return false
		}
		before := src[:len(src)-len(rest)+at]
		rest = rest[at+len("import "):]
		if (before == "" || strings.HasSuffix(before, "\n")) && componentUse.MatchString(firstLine(rest)) && strings.Count(before, "\n```")%2 == 0 {
			return true
		}
	}
	return false
}
