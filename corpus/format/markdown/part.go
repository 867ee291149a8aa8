package markdown

import (
	"html"
	"regexp"
	"strings"
)

// A layer is what the lines are inside of: a part that MkDocs marks by its indentation, or a
// component.
type layer struct {
	name   string // of the component, "" for a part of MkDocs
	indent int    // of the text, of a component its tag
	shift  int    // how many columns the text of a component stands further in; -1 when not known yet
	folded bool   // it folds its text away below a title
}

// mkdocsIndent is how far MkDocs indents the text of an admonition or tab.
const mkdocsIndent = 4

var (
	colonFence = regexp.MustCompile(`^\s*:{3,}\s*(\{?[\w-]*\}?)(?:\{[^}]*\})?(?:\[(.*)\](?:\{[^}]*\})?|\s+(.*?))?\s*:*\s*$`)
	leafMark   = regexp.MustCompile(`^\s*::[\w-]+(?:\[(.*)\])?(?:\{[^}]*\})?\s*$`)
	admonition = regexp.MustCompile(`^( *)(?:!!!|\?\?\?\+?)\s?([\w -]+?)(?:\s+"(.*)")?\s*$`)
	contentTab = regexp.MustCompile(`^( *)===[!+]?\s+"(.*)"\s*$`)
	slashBlock = regexp.MustCompile(`^\s*/{3,}(?:\s+[\w-]+(?:\s*\|\s*(.*?))?)?\s*$`)
	alertMark  = regexp.MustCompile(`^(\s*(?:>\s*)+)\[!([\w-]+)[^\]]*\][+-]?(.*)$`)
	diagram    = regexp.MustCompile(`^:{3,}\s*(mermaid|plantuml|math)\s*$`)
	generated  = regexp.MustCompile(`^:{3} (?:\w+\.)+\w+\s*$`) // out of the comments of a program
	attributes = regexp.MustCompile(`^\{[^{}]*\}$`)
)

// part reports the lines that mark admonitions, tabs and the like, and writes their titles.
func (d *dialect) part(line string) bool {
	switch trimmed := strings.TrimSpace(line); {
	case d.opens(admonition, line, 3), d.opens(contentTab, line, 2):
	case diagram.MatchString(trimmed):
		d.block(d.upToLine(":::"))
	case generated.MatchString(trimmed):
		d.write("")
		d.options = true
	case strings.HasPrefix(trimmed, ":::"):
		m := colonFence.FindStringSubmatch(line)
		if m == nil {
			return false
		}
		d.options = strings.HasPrefix(m[1], "{")
		d.label(fenceTitle(m[2] + m[3]))
	case strings.HasPrefix(trimmed, "::"):
		m := leafMark.FindStringSubmatch(line)
		if m == nil {
			return false
		}
		d.label(m[1])
	case strings.HasPrefix(trimmed, "///"):
		m := slashBlock.FindStringSubmatch(line)
		if m == nil {
			return false
		}
		d.options = m[1] != "" || len(trimmed) > 3
		d.label(m[1])
	case hintMark.MatchString(line):
		d.write(d.inline(hintMark.ReplaceAllString(line, "")))
	case trimmed[0] == '>':
		m := alertMark.FindStringSubmatch(line)
		if m == nil {
			return false
		}
		d.write(m[1] + d.inline(m[3]))
		if strings.TrimSpace(m[3]) != "" {
			d.write(strings.TrimRight(m[1], " ")) // its title stands alone
		}
	default:
		return false
	}
	return true
}

// fenceTitle returns the title that stands behind the name of a fence, without attributes.
func fenceTitle(s string) string {
	for _, m := range parameter.FindAllStringSubmatch(s, -1) {
		if m[1] == "title" {
			return m[2] + m[3]
		}
	}
	if attributes.MatchString(s) || strings.Contains(s, `="`) {
		return ""
	}
	return strings.Trim(s, `"`)
}

// opens reports the first line of a part that MkDocs marks by indentation.
func (d *dialect) opens(mark *regexp.Regexp, line string, title int) bool {
	m := mark.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	d.enter(layer{indent: len(m[1]) + mkdocsIndent})
	d.label(m[title])
	return true
}

// dedent takes the indentation of the parts and components the line is in off it, and closes the
// parts that it is no longer in.
func (d *dialect) dedent(line string) string {
	if len(d.layers) == 0 {
		return line
	}
	if strings.TrimSpace(line) == "" {
		return ""
	}
	if lead := len(line) - len(strings.TrimLeft(line, " \t")); strings.Contains(line[:lead], "\t") {
		line = strings.ReplaceAll(line[:lead], "\t", "    ") + line[lead:]
	}
	spaces := len(line) - len(strings.TrimLeft(line, " "))
	off := 0
	for i := range d.layers {
		l := &d.layers[i]
		switch {
		case l.name == "" && spaces-off < l.indent:
			d.layers = d.layers[:i]
			return line[off:]
		case l.name == "":
			off += mkdocsIndent
		case l.shift < 0 && !strings.HasPrefix(line[spaces:], "</"):
			l.shift = max(0, spaces-off-l.indent)
			fallthrough
		default:
			off += max(0, min(l.shift, spaces-off))
		}
	}
	return line[off:]
}

// enter opens a part or component, unless it lies too deep in others.
func (d *dialect) enter(l layer) {
	const deepest = 100
	if len(d.layers) < deepest {
		d.layers = append(d.layers, l)
	}
}

// leave closes the innermost component of a name, and what is inside it.
func (d *dialect) leave(name string) {
	for i := len(d.layers) - 1; i >= 0; i-- {
		if d.layers[i].name != name {
			continue
		}
		for _, l := range d.layers[i:] {
			d.fold(l.folded)
		}
		d.layers = d.layers[:i]
		return
	}
}

// fold ends what was folded away below a title.
func (d *dialect) fold(open bool) {
	if open {
		d.write("")
		d.write("</details>")
		d.write("")
	}
}

// label writes the title of an admonition or tab, which is never a sentence. One that asks is
// what the text below it is found by.
func (d *dialect) label(title string) {
	d.write("")
	if title = strings.TrimSpace(d.inline(title)); title == "" {
		return
	}
	if strings.HasSuffix(title, "?") || strings.HasSuffix(title, "？") {
		d.write("<summary>" + inHTML(title) + "</summary>")
	} else {
		d.write("<figcaption>" + inHTML(title) + "</figcaption>")
	}
	d.write("")
}

// shown writes text so that it is read as nothing but text.
func shown(s string) string {
	s = html.EscapeString(html.UnescapeString(strings.Join(strings.Fields(s), " ")))
	return marks.ReplaceAllString(s, `\$0`)
}

var marks = regexp.MustCompile("[*_`\\[\\]{}~\\\\|]")
