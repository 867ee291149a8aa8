package markdown

import (
	"regexp"
	"strings"
)

// plain takes out of a page what generators of documentation add to
// Markdown and readers never see: the fences of admonitions and tabs (their text
// stays), imports of MDX, shortcodes and template tags. Code blocks stay as they are.
func plain(src string, mdx bool) string {
	d := dialect{mdx: mdx}
	for line := range strings.Lines(src) {
		d.line(strings.TrimSuffix(line, "\n"))
	}
	return d.out.String()
}

// A dialect is the state between two lines.
type dialect struct {
	out     strings.Builder
	mdx     bool
	fence   string // of the code block the line is in, "" outside
	module  bool   // inside an import or export statement of MDX
	comment bool   // inside a comment of MDX
	target  string // name that MyST gives the heading that comes next
	indents []int  // of the text of each admonition and tab of MkDocs the line is in
}

// mkdocsIndent is how far MkDocs indents the text of an admonition or tab.
const mkdocsIndent = 4

var (
	codeFence   = regexp.MustCompile("^\\s*(?:>\\s?)*(?:[-*+]\\s+|\\d+[.)]\\s+)?(```+|~~~+)")
	colonFence  = regexp.MustCompile(`^\s*:{3,}\s*\{?([\w-]*)\}?(?:\[(.*)\]|\s+(.*?))?\s*$`)
	admonition  = regexp.MustCompile(`^( *)(?:!!!|\?\?\?\+?)\s+([\w -]+?)(?:\s+"(.*)")?\s*$`)
	contentTab  = regexp.MustCompile(`^( *)===[!+]?\s+"(.*)"\s*$`)
	alertMark   = regexp.MustCompile(`^(\s*>\s*)\[!\w+\][+-]?(.*)$`)
	linkTarget  = regexp.MustCompile(`\]\([^)\n]*\{[{%][^)\n]*\)`)
	moduleStart = regexp.MustCompile(`^(import\s.*['"{*]|export\s+(const|default|let|function|async|\{|\*))`)
	mystTarget  = regexp.MustCompile(`^\(([\w.-]+)\)=\s*$`)
	snippet     = regexp.MustCompile(`^\s*-{1,}8<-{1,}`)
)

func (d *dialect) line(line string) {
	line = d.dedent(line)
	if d.code(line) || d.script(line) {
		return
	}
	if m := mystTarget.FindStringSubmatch(line); m != nil {
		d.target = m[1]
		return
	}
	switch {
	case d.target != "" && strings.HasPrefix(line, "#"):
		d.write(line + " {#" + d.target + "}")
		d.target = ""
	case d.opens(admonition, line, 3), d.opens(contentTab, line, 2), snippet.MatchString(line):
	case colonFence.MatchString(line):
		m := colonFence.FindStringSubmatch(line)
		d.label(m[2] + m[3])
	case alertMark.MatchString(line):
		m := alertMark.FindStringSubmatch(line)
		d.write(m[1] + m[2])
	default:
		if !strings.Contains(line, "`") {
			line = linkTarget.ReplaceAllString(line, "](#)")
			line = withoutShortcodes(line)
		}
		d.write(line)
	}
}

// code writes lines of code as they are.
func (d *dialect) code(line string) bool {
	m := codeFence.FindStringSubmatch(line)
	switch {
	case d.fence == "" && m == nil:
		return false
	case d.fence == "":
		d.fence = m[1]
	case m != nil && strings.HasPrefix(m[1], d.fence):
		d.fence = ""
	}
	d.write(line)
	return true
}

// script leaves out statements and comments of MDX.
func (d *dialect) script(line string) bool {
	if !d.mdx {
		return false
	}
	trimmed := strings.TrimSpace(line)
	switch {
	case d.comment:
		d.comment = !strings.Contains(line, "*/}")
		return true
	case strings.HasPrefix(trimmed, "{/*"):
		d.comment = !strings.Contains(line, "*/}")
		return true
	case d.module:
		d.module = trimmed != ""
		return true
	}
	d.module = moduleStart.MatchString(line)
	return d.module
}

// opens reports the first line of a part that MkDocs marks by indentation.
func (d *dialect) opens(mark *regexp.Regexp, line string, title int) bool {
	m := mark.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	d.indents = append(d.indents, len(m[1])+mkdocsIndent)
	d.label(m[title])
	return true
}

// dedent takes the indentation of the parts the line is in off it, and closes those
// that it is no longer in.
func (d *dialect) dedent(line string) string {
	if strings.TrimSpace(line) == "" {
		return ""
	}
	if len(d.indents) > 0 {
		line = strings.ReplaceAll(line, "\t", "    ")
	}
	spaces, depth := len(line)-len(strings.TrimLeft(line, " ")), 0
	for depth < len(d.indents) && spaces-depth*mkdocsIndent >= d.indents[depth] {
		depth++
	}
	d.indents = d.indents[:depth]
	return line[depth*mkdocsIndent:]
}

// label writes the title of an admonition or tab, which is never a sentence.
func (d *dialect) label(title string) {
	d.write("")
	if title = strings.TrimSpace(title); title != "" {
		d.write("<figcaption>" + title + "</figcaption>")
		d.write("")
	}
}

func (d *dialect) write(line string) {
	d.out.WriteString(line)
	d.out.WriteByte('\n')
}
