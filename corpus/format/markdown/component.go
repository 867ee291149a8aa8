package markdown

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// A component is an element that is none of HTML: what it shows is made elsewhere, out of its
// attributes and the text inside it.

// titles, texts and words are the attributes that hold a component's title, its sentences, and
// what one shows that stands inside a sentence.
var (
	titles = []string{"title", "label", "header", "heading", "summary", "question", "name", "caption", "tabName", "path", "query", "value"}
	texts  = []string{"description", "content", "text", "body", "answer", "subtitle", "tip"}
	words  = []string{"text", "label", "title", "name", "content", "value", "term", "item", "keys", "children"}
)

var (
	// wordless components show pictures, or nothing.
	wordless = regexp.MustCompile(`(?i)icon|image|img|picture|video|youtube|embed|iframe|anchor|logo|avatar|emoji|spacer|divider|^br$|scene|recipe|chart|map$|player|gist|demo|preview|toc`)
	anchors  = regexp.MustCompile(`(?i)anchor|spacer|^br$|divider|target`)
	word     = regexp.MustCompile(`^(?:[a-z0-9_.-]+:)?([a-z][a-z0-9]*(?:[_-][a-z0-9]+)*)$`)
	entries  = regexp.MustCompile("(?:^|[\\s{,])[\"']?(title|name|label|question|description|text|content|answer|summary)[\"']?\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`$]*`)")
)

// component reports whether a tag is none of HTML.
func component(t *tag) bool {
	if t.name == "" || strings.ContainsAny(t.name, ".") {
		return true
	}
	lower := strings.ToLower(t.name)
	return lower != t.name && !htmlName(t.name) || !htmlName(lower) && !strings.ContainsRune(t.name, ':')
}

// htmlName reports an element of HTML. Those in capitals are of old pages.
func htmlName(name string) bool {
	a := atom.Lookup([]byte(strings.ToLower(name)))
	if a == 0 || slices.Contains(attributesOnly, a) {
		return svgNames[name]
	}
	return name == strings.ToLower(name) || name == strings.ToUpper(name) && len(name) < 4
}

// attributesOnly are names of attributes that placeholders are often called by. What Vue puts into
// a <template> is shown.
var attributesOnly = []atom.Atom{atom.Template, atom.Slot, atom.Value, atom.Name, atom.Type, atom.Id, atom.Size, atom.Class, atom.Content, atom.Action, atom.Method, atom.Target,
	atom.Width, atom.Height, atom.Src, atom.Href, atom.Min, atom.Max, atom.Pattern, atom.Scope}

var svgNames = map[string]bool{"path": true, "g": true, "circle": true, "rect": true, "line": true, "polygon": true, "polyline": true, "ellipse": true,
	"defs": true, "stop": true, "use": true, "tspan": true, "picture": true, "svg": true, "math": true}

// blockNames are elements of HTML that hold text of their own and stand in their own lines.
var blockNames = map[string]bool{"div": true, "details": true, "section": true, "article": true, "aside": true, "center": true, "figure": true, "main": true,
	"header": true, "footer": true, "nav": true, "summary": true, "p": true, "ul": true, "ol": true, "li": true, "dl": true, "dd": true, "dt": true,
	"blockquote": true, "figcaption": true, "table": true, "thead": true, "tbody": true, "tr": true, "td": true, "th": true, "h1": true, "h2": true, "h3": true, "h4": true}

// element handles a line that begins with a component, or in MDX with an element that holds
// text: it stands there as a block, unless the line goes on behind it.
func (d *dialect) element(line string) bool {
	body := strings.TrimLeft(line, " \t")
	indent := line[:len(line)-len(body)]
	if body[0] == '{' {
		return d.callLine(body)
	}
	t := parseTag(body)
	if t.size <= 0 || !component(&t) && (!d.mdx || !blockNames[t.name]) {
		return false
	}
	rest := body[t.size:]
	blank := strings.TrimSpace(rest) == ""
	switch {
	case t.end:
		d.leave(t.name)
		d.border(&t, body)
	case t.closed || !d.known.closed[t.name]:
		if !blank || d.text && !d.mdx || d.text && !d.holdsText(&t) {
			return false
		}
		d.border(&t, body)
		d.fold(d.show(&t))
	default:
		inner, after, ok := strings.Cut(rest, "</"+t.name+">")
		if after = strings.TrimSpace(after); ok && after != "" && after[0] != '<' && component(&t) {
			return false
		}
		d.border(&t, body)
		folded := d.show(&t)
		if ok && component(&t) {
			d.after(indent, inner)
			d.write("")
			d.fold(folded)
			d.after(indent, after)
			return true
		}
		if t.name != "" {
			d.enter(layer{name: t.name, indent: len(indent), shift: -1, folded: folded})
		}
	}
	d.after(indent, rest)
	return true
}

// after reads what stands behind a tag in the line that the tag begins.
func (d *dialect) after(indent, rest string) {
	rest = strings.TrimSpace(rest)
	switch {
	case rest == "":
	case rest[0] == '<' && d.element(indent+rest):
	default:
		d.write(d.inline(indent + rest))
	}
}

// holdsText reports a component that has a title or sentences of its own.
func (d *dialect) holdsText(t *tag) bool {
	return !wordless.MatchString(t.name) && (t.first(titles) != "" || t.first(texts) != "")
}

// border ends the paragraph before an element, and keeps one of HTML.
func (d *dialect) border(t *tag, src string) {
	if !component(t) {
		d.write(t.plain(src[:t.size]))
	}
	d.write("")
}

// show writes the title and the sentences that a component is given as attributes, and reports
// whether what stands inside it is folded away below the title.
func (d *dialect) show(t *tag) (folded bool) {
	if !component(t) || wordless.MatchString(t.name) {
		return false
	}
	switch title := t.first(titles); {
	case title == "":
	case questions.MatchString(t.name) || strings.HasSuffix(title, "?"):
		folded = true
		d.write("<details><summary>" + inHTML(shown(title)) + "</summary>")
		d.write("")
	default:
		d.label(shown(title))
	}
	if caption := t.attr("caption"); caption != "" && caption != t.first(titles) {
		d.label(shown(caption))
	}
	for _, name := range texts {
		text := strings.TrimSpace(t.attr(name))
		switch {
		case !strings.ContainsAny(text, " \n"):
		case commands.MatchString(t.name):
			d.block(text)
		default:
			d.write(told(text))
			d.write("")
		}
	}
	for _, a := range t.attrs {
		if a.expression {
			d.entries(a.value)
		}
	}
	return folded
}

// questions are components that fold an answer away below what is asked.
var questions = regexp.MustCompile(`(?i)accordion|details|faq|collaps|expand|toggle|question|dropdown`)

// commands are components that show code which they are given as text.
var commands = regexp.MustCompile(`(?i)snippet|code|command|terminal|shell`)

// told writes text that may have marks of Markdown, and is neither HTML nor MDX.
func told(s string) string {
	return strings.NewReplacer("<", "&lt;", "{", `\{`, "}", `\}`).Replace(strings.Join(strings.Fields(s), " "))
}

// entries writes the texts of a list of objects, each below its name.
func (d *dialect) entries(expression string) {
	if s := strings.TrimSpace(expression); s == "" || s[0] != '[' && s[0] != '{' {
		return
	}
	head := ""
	for _, m := range entries.FindAllStringSubmatch(expression, -1) {
		text, _ := literal(m[2])
		text = strings.Join(strings.Fields(text), " ")
		switch m[1] {
		case "title", "name", "label", "question":
			head = text
			continue
		}
		if head != "" {
			text = head + ": " + text
		}
		head = ""
		if strings.ContainsAny(text, "<{") && !strings.Contains(text, "`") {
			continue // code
		}
		d.write("- " + told(text))
	}
	d.write("")
}

// within returns what stands for a component inside a sentence: its own text, or what its
// attributes tell that it shows.
func (d *dialect) within(t *tag) string {
	switch {
	case t.end:
		d.leave(t.name)
		return ""
	case !t.closed && d.known.closed[t.name] || anchors.MatchString(t.name):
		return ""
	case wordless.MatchString(t.name):
		return picture
	}
	if text := t.first(words); text != "" {
		return shown(text)
	}
	for _, name := range []string{"id", "to", "ref"} {
		if m := word.FindStringSubmatch(t.attr(name)); m != nil {
			return shown(strings.NewReplacer("_", " ", "-", " ").Replace(m[1]))
		}
	}
	return hole
}

// picture stands for what shows a sign and no words.
const picture = "<img>"

// startsBlock reports a line that begins a block of HTML in Markdown: with an element that is one,
// or with any that stands alone.
func startsBlock(line string) bool {
	t := parseTag(line)
	return t.size > 0 && (blockNames[strings.ToLower(t.name)] || t.size == len(line))
}
