package rst

import (
	"regexp"
	"strings"

	"verbatim/corpus"
)

// A directive is what its lines say.
type directive struct {
	name     string
	argument string
	options  map[string]string
	whole    lines // argument and content, without options
	content  lines // below the argument and the options
	line     int
}

var optionField = regexp.MustCompile(`^:([\w-]+):(?: +(.*))?$`)

// directiveAt reads the lines of a directive and how many they are.
func directiveAt(l lines) (directive, int) {
	m := directiveMark.FindStringSubmatch(l.at(0))
	d := directive{name: strings.ToLower(m[1]), options: map[string]string{}, line: l.first}
	block, n := l.indented(1)
	if l.at(1) == "" { // no argument on other lines, no options
		d.argument, d.content = m[2], block
		d.whole = lines{append([]string{m[2], ""}, block.text...), l.first}.trimmed()
		return d, n
	}
	head := 0
	argument := []string{m[2]}
	for ; head < len(block.text) && block.text[head] != "" && !optionField.MatchString(block.text[head]); head++ {
		argument = append(argument, block.text[head])
	}
	d.argument = strings.TrimSpace(strings.Join(argument, "\n"))
	after := head + d.readOptions(block.from(head))
	d.content = block.from(after).trimmed()
	d.whole = lines{append(argument, block.from(after).text...), l.first}.trimmed()
	if m[2] == "" && after == 0 {
		d.argument, d.content = "", block
	}
	if m[2] == "" && head > 0 && after == head { // no argument, but content right below the name
		d.argument, d.content, d.whole = "", block, block
	}
	return d, n
}

// readOptions reads the fields below the argument and returns how many lines they take.
func (d *directive) readOptions(l lines) int {
	n, last := 0, ""
	for ; n < len(l.text) && l.text[n] != ""; n++ {
		if m := optionField.FindStringSubmatch(l.text[n]); m != nil {
			last = m[1]
			d.options[last] = m[2]
		} else if last != "" && l.text[n][0] == ' ' {
			d.options[last] += " " + strings.TrimSpace(l.text[n])
		} else {
			break
		}
	}
	return n
}

// A treatment is what becomes of a directive.
type treatment uint8

const (
	asObject  treatment = iota // the argument names what the content explains; nothing is known of others
	asContent                  // argument and content are text
	asBody                     // the content is text, the argument is not
	asTitled                   // the argument is a title above the content
	asCode
	asFigure
	asRubric
	asTable
	asList
	asValues
	asIncluded // another file or a program has the text
	asNothing
)

// treatments holds directives by their names without the domain: those of docutils, of Sphinx, and
// of extensions that many use.
var treatments = namesOf(map[treatment]string{
	asContent: `note warning tip hint important caution danger error attention seealso compound epigraph highlights pull-quote
		centered hlist acks glossary line-block parsed-paragraph deprecated versionadded versionchanged versionremoved deprecated-removed`,
	asBody: `container rst-class cssclass only tab-set tabs grid carousel card-carousel card-deck content-tabs raw-paragraph
		details-set margin aside div sphinx-tabs figure-md`,
	asTitled: `admonition topic sidebar collapse toggle dropdown details tab tab-item group-tab card grid-item-card container-title`,
	asCode: `code code-block sourcecode highlight-code parsed-literal literal-block prompt doctest testcode testoutput testsetup-shown math
		productionlist ipython console cli`,
	asFigure: `figure`,
	asRubric: `rubric`,
	asTable:  `table`,
	asList:   `list-table flat-table`,
	asValues: `csv-table`,
	asIncluded: `include literalinclude automodule autoclass autofunction automethod autoattribute autodata autoexception autodecorator autoproperty
		autosummary autoprogram autopydantic_model doxygenclass doxygenfunction doxygenfile doxygengroup doxygenstruct doxygennamespace argparse click
		program-output command-output exec runblock jupyter-execute plot mdinclude openapi swaggerv2doc autotype autoenum sphinx_argparse_cli`,
	asNothing: `toctree contents local sectnum section-numbering header footer index highlight program module currentmodule py:module js:module
		default-domain default-role role meta tabularcolumns image raw todo todolist ifconfig graphviz digraph graph inheritance-diagram mermaid uml
		blockdiag seqdiag replace unicode date title target-notes restructuredtext-test-directive testsetup testcleanup minigallery youtube vimeo video
		audio iframe bibliography sphinx-design button-ref button-link nocontents automodsumm namespace namespace-push namespace-pop consts
		moduleauthor sectionauthor codeauthor no-code-in-search ipython-setup tags changelog_imports currentlibrary auditevent-table availability-x`,
})

// namesOf returns what is known of each of the names in some lists.
func namesOf[T comparable](lists map[T]string) map[string]T {
	all := map[string]T{}
	for of, list := range lists {
		for name := range strings.FieldsSeq(list) {
			all[name] = of
		}
	}
	return all
}

// directive reads a directive.
func (p *parser) directive(l lines) int {
	d, n := directiveAt(l)
	if d.name == "replace" || strings.HasSuffix(d.name, ":module") {
		return n
	}
	switch d.treatment() {
	case asContent:
		p.within(p.kind, p.lead, d.contentOf())
	case asBody:
		p.within(p.kind, p.lead, d.content)
	case asTitled:
		p.caption(d.argument)
		p.within(p.kind, "", d.content)
	case asCode:
		p.caption(d.options["caption"])
		p.program(d)
	case asFigure:
		p.figure(d)
	case asRubric:
		p.out.Heading(termLevel-1, "", p.page.inline(d.argument))
	case asTable:
		p.caption(d.argument)
		p.within(p.kind, "", d.content)
	case asList:
		p.caption(d.argument)
		p.listTable(d)
	case asValues:
		p.caption(d.argument)
		p.valueTable(d)
	case asIncluded:
		p.page.leave(d.line, d.name)
		p.within(p.kind, "", d.extra())
	case asObject:
		p.object(d)
	}
	p.lead = ""
	return n
}

// short is the name without the domain that it belongs to.
func (d *directive) short() string { return d.name[strings.LastIndexByte(d.name, ':')+1:] }

// treatment is what becomes of the directive. Those of a domain describe objects.
func (d *directive) treatment() treatment {
	switch short := d.short(); {
	case strings.Contains(d.name, ":") && !strings.Contains(short, "module") && !strings.Contains(short, "namespace"):
		return asObject
	case short == "only" && otherOutput.MatchString(d.argument):
		return asNothing
	default:
		return treatments[short]
	}
}

var otherOutput = regexp.MustCompile(`^(?:latex|man|texinfo|epub|text)$`)

// contentOf is what a directive says whose argument is text, without the number of a version.
func (d *directive) contentOf() lines {
	switch d.short() {
	case "versionadded", "versionchanged", "deprecated", "versionremoved", "deprecated-removed":
		return d.since()
	}
	return d.whole
}

// since is what a directive says of a version, with the words that Sphinx puts before it.
func (d *directive) since() lines {
	words := map[string]string{"versionadded": "Added in version ", "versionchanged": "Changed in version ", "versionremoved": "Removed in version "}[d.short()]
	if words == "" {
		words = "Deprecated since version "
	}
	version, rest, _ := strings.Cut(strings.ReplaceAll(d.argument, "\n", " "), " ")
	if d.short() == "deprecated-removed" {
		removed, more, _ := strings.Cut(strings.TrimSpace(rest), " ")
		version, rest = version+", removed in version "+removed, more
	}
	content := d.content
	lead := words + version
	switch {
	case strings.TrimSpace(rest) != "":
		lead += ": " + strings.TrimSpace(rest)
	case len(content.text) > 0 && fieldOrList(content.text[0]):
		lead += ":\n"
	case len(content.text) > 0:
		lead += ": " + content.text[0]
		content = content.from(1)
		return lines{append([]string{lead}, content.text...), d.line}
	default:
		lead += "."
	}
	return lines{append([]string{lead, ""}, content.text...), d.line}
}

// fieldOrList reports the first line of what cannot go on a sentence.
func fieldOrList(line string) bool {
	return bulletMark.MatchString(line) || enumerator.MatchString(line) || strings.HasPrefix(line, "..") || strings.HasPrefix(line, " ")
}

// extra is the text that a page adds to what a program writes.
func (d *directive) extra() lines {
	if strings.HasPrefix(d.name, "auto") && d.name != "autosummary" {
		return d.content
	}
	return lines{}
}

func (p *parser) caption(text string) {
	if text != "" {
		p.add(corpus.Caption, text)
	}
}

// program adds code. That of a directive whose argument is no language is there, too.
func (p *parser) program(d directive) {
	l := d.content
	switch {
	case d.short() == "math":
		l = d.whole
	case d.short() == "parsed-literal":
		l = lines{strings.Split(p.page.inline(d.whole.join()), "\n"), d.line}
	case len(l.text) == 0 && len(d.whole.text) > 1: // no blank line below the language
		l = d.whole.from(1)
	}
	p.code(l)
}

// figure adds the caption and the legend of a figure.
func (p *parser) figure(d directive) {
	n := d.content.filled()
	if n > 0 && !strings.HasPrefix(d.content.text[0], "..") {
		p.caption(d.content.until(n).join())
	}
	p.within(p.kind, "", d.content.from(n))
}

// object adds the names of what a program has, and what the text says of it.
func (p *parser) object(d directive) {
	if len(d.content.text) == 0 && !objects[d.short()] && !strings.Contains(d.argument, "(") {
		return
	}
	for name := range strings.Lines(strings.ReplaceAll(d.argument, "\\\n", " ")) {
		if name = strings.TrimSpace(name); name != "" {
			p.term(escaped(name))
		}
	}
	inner := *p
	inner.objects++
	inner.within(p.kind, "", d.content)
}

// objects are directives whose names say something even where no text follows.
var objects = map[string]bool{"function": true, "method": true, "attribute": true, "data": true, "exception": true, "property": true,
	"macro": true, "type": true, "struct": true, "enum": true, "enumerator": true, "member": true, "var": true, "option": true, "envvar": true,
	"classmethod": true, "staticmethod": true, "decorator": true, "decoratormethod": true, "confval": true, "cmdoption": true, "describe": true, "object": true}
