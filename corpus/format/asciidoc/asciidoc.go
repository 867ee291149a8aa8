package asciidoc

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/site"
)

// Read reads AsciiDoc. Comments, attributes and the names of authors are left out; what other files
// hold is, too, and becomes one Skip.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	src, err := d.Text()
	if err != nil {
		return err
	}
	if err := document.CheckLines(src); err != nil {
		return err
	}
	var b document.Builder
	p := newPage(antora(d))
	if d.Page != nil && d.Page.Generator == site.Antora {
		p.given(d.Page.Options)
	}
	l := p.prepare(strings.Split(src, "\n"))
	r := reader{ctx: ctx, out: &b, page: p}
	r.body(l[p.header(&b, l):], corpus.Paragraph)
	if err := ctx.Err(); err != nil {
		return err
	}
	r.add(corpus.Paragraph, "") // the footnotes of a table at the end
	if p.left > 0 {
		d.Skip(fmt.Sprintf("line %d", p.leftLine), corpus.ReasonUnsupported,
			fmt.Errorf("%s: what another file or a program puts there is not read; places in this file: %d", p.leftName, p.left))
	}
	if err := p.meta.Draft(); err != nil {
		return err
	}
	a := p.meta.Article(d)
	a.Title = d.TitleOf("", b.Title())
	return b.Yield(a, func(a corpus.Article) error {
		d.PointAtLines(&a, p.meta, src)
		return yield(a)
	})
}

// given takes in the attributes that the configuration of Antora sets for all pages.
func (p *page) given(options map[string]string) {
	for name, value := range options {
		if attribute, ok := strings.CutPrefix(name, site.AntoraAttribute); ok {
			p.attributes[attribute] = value
		}
	}
}

// antora reports a page of a component of Antora, by its configuration or its path: modules/NAME/pages.
func antora(d *document.Document) bool {
	return d.Page != nil && d.Page.Generator == site.Antora || antoraPath.MatchString(d.Source)
}

var antoraPath = regexp.MustCompile(`(?:^|/)modules/[^/]+/pages/`)

// A page is what the blocks of one file have in common.
type page struct {
	attributes map[string]string
	meta       document.Metadata
	titles     map[string]string // of sections, by their own names
	ids        map[string]int    // of sections, and how many have each
	notes      []string          // footnotes of the block that is read
	expanded   int               // bytes that attributes were replaced by
	left       int               // places where something is left out
	leftLine   int               // the first of them
	leftName   string
}

func newPage(antora bool) *page {
	p := &page{attributes: map[string]string{
		"backend": "html5", "backend-html5": "", "basebackend": "html", "basebackend-html": "", "doctype": "article", "asciidoctor": "",
		"idprefix": "_", "idseparator": "_",
	}, meta: document.Metadata{}, titles: map[string]string{}, ids: map[string]int{}}
	for name, value := range characters {
		p.attributes[name] = value
	}
	if antora {
		p.attributes["idprefix"], p.attributes["idseparator"], p.attributes["env-site"], p.attributes["site-gen-antora"] = "", "-", "", ""
	}
	return p
}

// characters are the attributes that stand for one that would be markup, or is hard to type.
var characters = map[string]string{
	"blank": "", "empty": "", "sp": " ", "nbsp": "\u00a0", "zwsp": "\u200b", "wj": "\u2060", "apos": "'", "quot": `"`, "lsquo": "‘", "rsquo": "’",
	"ldquo": "“", "rdquo": "”", "deg": "°", "plus": "+", "brvbar": "¦", "vbar": "|", "amp": "&", "lt": "<", "gt": ">", "startsb": "[", "endsb": "]",
	"caret": "^", "asterisk": "*", "tilde": "~", "backslash": `\`, "backtick": "`", "two-colons": "::", "two-semicolons": ";;", "cpp": "C++", "cxx": "C++",
	"pp": "++", "underscore": "_", "hash": "#",
}

// leave counts something that is left out.
func (p *page) leave(line int, name string) {
	if p.left++; p.left == 1 {
		p.leftLine, p.leftName = line, name
	}
}

// header reads the title of a file with its authors, its revision and its attributes, and returns
// how many lines they take.
func (p *page) header(b *document.Builder, l []line) int {
	at := 0
	for at < len(l) && (l[at].text == "" || p.entry(l[at].text)) {
		at++
	}
	if at == len(l) {
		return at
	}
	text, n := titleAt(l[at:])
	if n == 0 || text.level != 1 {
		return at
	}
	b.Heading(1, "", p.inline(text.text))
	p.attributes["doctitle"] = text.text
	for at += n; at < len(l) && l[at].text != ""; at++ {
		switch {
		case p.entry(l[at].text):
		case included.MatchString(l[at].text):
			p.leave(l[at].number, "include")
		default:
			p.revision(l[at].text)
		}
	}
	return at
}

var (
	attributeEntry = regexp.MustCompile(`^:(!?[\w][\w-]*!?):(?:[ \t]+(.*))?$`)
	revisionLine   = regexp.MustCompile(`^(?:v[^,]*,\s*)?([^:;<>]*\d{4}[^:]*)(?::.*)?$`)
)

// entry sets or unsets an attribute, if a line does.
func (p *page) entry(text string) bool {
	m := attributeEntry.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	name := strings.ToLower(m[1])
	if bare := strings.Trim(name, "!"); bare != name {
		delete(p.attributes, bare)
		return true
	}
	value := p.replaced(strings.TrimSpace(m[2]))
	p.attributes[name] = value
	p.meta.Set(strings.TrimPrefix(name, "page-"), value)
	if name == "revdate" || name == "docdate" {
		p.meta.Set("date", value)
	}
	return true
}

// revision notes the date of a revision line; that of authors has none.
func (p *page) revision(text string) {
	if m := revisionLine.FindStringSubmatch(text); m != nil {
		p.meta.Set("date", strings.TrimSpace(m[1]))
	}
}

// name returns the anchor of a section: the one it gives itself, or one made of its title as
// Asciidoctor does.
func (p *page) name(own, title string) string {
	id := own
	if id == "" {
		id = p.slug(title)
	}
	p.ids[id]++
	if n := p.ids[id]; own == "" && n > 1 {
		id += fmt.Sprint(p.attributes["idseparator"], n)
	}
	return id
}

func (p *page) slug(title string) string {
	sep := p.attributes["idseparator"]
	var out strings.Builder
	gap := false
	for _, r := range strings.ToLower(title) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
			if gap && out.Len() > 0 {
				out.WriteString(sep)
			}
			gap = false
			out.WriteRune(r)
		case r == ' ' || r == '-' || r == '.':
			gap = true
		}
	}
	return p.attributes["idprefix"] + out.String()
}
