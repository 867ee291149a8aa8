package rst

import (
	"regexp"
	"strings"

	"verbatim/corpus/document"
	"verbatim/corpus/site"
)

// A substitution is what a name between bars stands for.
type substitution struct {
	directive string // that makes it: replace, image, unicode, date
	text      string
}

var (
	valueMark = regexp.MustCompile(`^ *\.\. +\|([^|]+)\| +([\w-]+)::(?: +(.*))?$`)
	labelMark = regexp.MustCompile("^ *\\.\\. +_(?:`([^`]+)`|([^`:]+)):$")
	roleMark  = regexp.MustCompile(`^ *\.\. +role:: +([\w-]+)(?:\(([\w-]+)\))?$`)
)

// newPage finds what elements refer to and may stand anywhere in the file, or in what Sphinx puts
// around it.
func newPage(l lines, d *document.Document) *page {
	p := &page{lines: l, anchors: d.Anchors(), meta: document.Metadata{}, values: map[string]substitution{},
		labels: map[string]string{}, roles: map[string]string{}, shows: map[string]string{}}
	if d.Page != nil && d.Page.Generator == site.Sphinx {
		p.around(d.Page.Options)
	}
	p.collect(l)
	return p
}

// around takes in what the configuration of Sphinx says of all pages.
func (p *page) around(options map[string]string) {
	for name, text := range options {
		switch role, isRole := strings.CutPrefix(name, site.SphinxRole); {
		case isRole:
			p.shows[role] = text
		case name == site.SphinxVersion || name == site.SphinxRelease:
			p.values[name] = substitution{"replace", text}
		}
	}
	p.collect(linesOf(options[site.SphinxProlog]))
	p.collect(linesOf(options[site.SphinxEpilog]))
}

func (p *page) collect(l lines) {
	for i, line := range l.text {
		if !strings.Contains(line, ".. ") {
			continue
		}
		if m := valueMark.FindStringSubmatch(line); m != nil {
			p.values[normal(m[1])] = substitution{m[2], strings.TrimSpace(m[3] + "\n" + continuation(l.from(i)))}
		} else if m := labelMark.FindStringSubmatch(line); m != nil {
			p.label(normal(m[1]+m[2]), l.from(i+1))
		} else if m := roleMark.FindStringSubmatch(line); m != nil {
			p.roles[m[1]] = m[2]
		}
	}
}

// continuation returns the lines below a marker that are indented deeper.
func continuation(l lines) string {
	edge, n := indent(l.at(0)), 1
	for l.at(n) != "" && indent(l.at(n)) > edge {
		n++
	}
	return l.from(1).until(n - 1).join()
}

// label notes the title of the section that a name stands before.
func (p *page) label(name string, l lines) {
	const most = 20 // lines with other names between
	for n := range min(most, len(l.text)) {
		line := l.text[n]
		if line == "" || labelMark.MatchString(line) || strings.HasPrefix(line, ".. index::") {
			continue
		}
		if t := titleAt(l.from(n)); t.lines > 0 {
			p.labels[name] = t.text
		}
		return
	}
}

// normal is a name as references compare them.
func normal(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }
