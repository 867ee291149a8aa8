package markdown

import (
	"regexp"
	"strings"

	"verbatim/corpus"
)

// proseDirectives are the directives of MyST whose fences look like those of code and hold text.
var proseDirectives = regexp.MustCompile(`^\{(note|tip|hint|important|warning|caution|attention|danger|error|seealso|admonition|versionadded|versionchanged|deprecated|` +
	`dropdown|card|grid|grid-item|grid-item-card|tab-set|tab-item|topic|sidebar|margin|epigraph|highlights|pull-quote|glossary|exercise|solution|important|aside|rubric|centered|` +
	`figure|table|div|tab|details|proof:\w+|prf:\w+|only|container|compound|line-block|todo)\}\s*(.*)$`)

// admonish is how mdBook and Obsidian write admonitions as fences.
var admonish = regexp.MustCompile(`^(?:admonish\b|ad-)[ \t]*[\w-]*[ \t]*(.*)$`)

// silentDirectives are those that hold names of files.
var silentDirectives = regexp.MustCompile(`^\{(toctree|contents|tableofcontents|include|index|bibliography|image|raw|automodule|autoclass|autofunction|autosummary|meta|=\w+)\}`)

var directiveOption = regexp.MustCompile(`^\s*:[\w-]+:(\s.*)?$|^    +(?:[a-z_-]+:.*|- .*)$`)

// codeLine writes lines of code as they are, and what opens and ends them.
func (d *dialect) codeLine(line string) bool {
	switch {
	case d.math:
		return d.formulaLine(line)
	case d.fence == "" && !strings.Contains(line, "```") && !strings.Contains(line, "~~~"):
		return false
	}
	var m []string
	if strings.Contains(line, d.fence) {
		m = codeFence.FindStringSubmatch(line)
	}
	switch {
	case d.fence == "" && m == nil:
		return false
	case d.fence == "" && m[1][0] == '`' && strings.Contains(m[2], "`"):
		return false // a span of code that stands first in its line
	case d.fence == "" && d.opensDirective(m[1], strings.TrimSpace(m[2])):
		return true
	case d.fence == "":
		d.fence = m[1]
		if d.html { // generators end it here, where browsers would not
			d.html = false
			d.write("")
		}
	case m != nil && strings.HasPrefix(m[1], d.fence) && strings.TrimSpace(m[2]) == "":
		d.fence = ""
	}
	if !d.silent {
		d.write(codeHoles(line))
	}
	d.silent = d.silent && d.fence != ""
	d.text = false
	return true
}

func (d *dialect) formulaLine(line string) bool {
	before, _, ended := strings.Cut(line, "$$")
	if !ended {
		d.write(line)
		return true
	}
	if strings.TrimSpace(before) != "" {
		d.write(before)
	}
	d.math = false
	d.write("```")
	return true
}

// opensDirective reports the fence of a directive of MyST that holds text, or its end.
func (d *dialect) opensDirective(fence, info string) bool {
	if n := len(d.prose); n > 0 && info == "" && fence == d.prose[n-1] {
		d.prose = d.prose[:n-1]
		d.write("")
		return true
	}
	if m := admonish.FindStringSubmatch(info); m != nil {
		d.openProse(fence, fenceTitle(m[1]))
		return true
	}
	if info == "" || info[0] != '{' {
		return false
	}
	if silentDirectives.MatchString(info) {
		d.write("")
		d.fence = fence
		d.silent = true
		return true
	}
	m := proseDirectives.FindStringSubmatch(info)
	if m == nil {
		return false
	}
	d.openProse(fence, m[2])
	return true
}

// openProse goes into a fence that holds text.
func (d *dialect) openProse(fence, title string) {
	d.prose = append(d.prose, fence)
	d.options = true
	d.label(title)
}

// option leaves out the options that follow the fence of a directive.
func (d *dialect) option(line string) bool {
	d.options = d.options && directiveOption.MatchString(line)
	return d.options
}

// codeHoles replaces shortcodes of Hugo, which it fills in within code too; one that is
// commented out is how a page writes about shortcodes.
func codeHoles(line string) string {
	if !strings.Contains(line, "{{<") && !strings.Contains(line, "{{%") {
		return line
	}
	return hugoCall.ReplaceAllStringFunc(line, func(call string) string {
		inner := strings.TrimSpace(call[3 : len(call)-3])
		if text, ok := strings.CutPrefix(inner, "/*"); ok {
			return call[:3] + strings.TrimSuffix(text, "*/") + call[len(call)-3:]
		}
		return string(corpus.Hole)
	})
}

var hugoCall = regexp.MustCompile(`\{\{[<%][^\n]*?[%>]\}\}`)
