package openapi

import (
	"context"
	"errors"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// Reader returns a reader of OpenAPI descriptions that gives their text to the reader of Markdown.
func Reader(markdown document.Reader) document.Reader {
	return func(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
		text, err := d.Text()
		if err != nil {
			return err
		}
		root, err := parse(text)
		if err != nil {
			return err
		}
		p := page{root: root}
		p.write()
		if p.full() {
			d.Skip("", corpus.ReasonTooLarge, errors.New("more operations and schemas than a page can hold; the rest is not read"))
		}
		return markdown(ctx, d.As(d.Name, strings.NewReader(p.out.String()), int64(p.out.Len())), func(a corpus.Article) error {
			for i := range a.Blocks {
				a.Blocks[i].Anchor = "" // each viewer has its own
			}
			return yield(a)
		})
	}
}

// maxPage is how many bytes of Markdown a description makes.
const maxPage = 16 << 20

// A page is a description on its way to Markdown.
type page struct {
	root *value
	out  strings.Builder
}

func (p *page) full() bool { return p.out.Len() > maxPage }

// line writes a paragraph, a row or a heading.
func (p *page) line(text string) {
	p.out.WriteString(text)
	p.out.WriteByte('\n')
}

// heading writes a heading of one line.
func (p *page) heading(level int, text string) {
	p.line("\n" + strings.Repeat("#", level) + " " + strings.Join(strings.Fields(text), " ") + "\n")
}

// prose writes a description, whose own headings come below those above it.
func (p *page) prose(level int, text string) {
	if text = strings.TrimSpace(text); text != "" {
		p.line("\n" + lowered(text, level) + "\n")
	}
}

// lowered moves the headings of a text down by some levels.
func lowered(text string, level int) string {
	if !strings.Contains(text, "#") {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		marks := len(line) - len(strings.TrimLeft(line, "#"))
		if marks > 0 && marks < len(line) && line[marks] == ' ' {
			lines[i] = strings.Repeat("#", min(marks+level, 6)) + line[marks:]
		}
	}
	return strings.Join(lines, "\n")
}

// An operation is a method and a path, with what the path says for all its methods.
type operation struct {
	method, path string
	value, of    *value
}

var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}

// write writes the page: what the description says of itself, the operations by their tags, the
// schemas.
func (p *page) write() {
	info := p.root.get("info")
	if title := info.get("title").text; title != "" {
		p.heading(1, title)
	}
	p.prose(1, info.get("description").text)
	groups := p.groups()
	for _, tag := range p.tags(groups) {
		if len(groups[tag.get("name").text]) == 0 && tag.get("description").text == "" {
			continue
		}
		p.heading(2, tag.get("name").text)
		p.prose(2, tag.get("description").text)
		for _, o := range groups[tag.get("name").text] {
			p.operation(3, o)
		}
	}
	for _, o := range groups[""] {
		p.operation(2, o)
	}
	p.schemas()
}

// groups returns the operations by the first of their tags, "" for none.
func (p *page) groups() map[string][]operation {
	groups := map[string][]operation{}
	for _, from := range []string{"paths", "webhooks"} {
		paths := p.root.get(from)
		for _, path := range paths.keys {
			item := p.resolved(paths.get(path))
			for _, method := range item.keys {
				if !slices.Contains(methods, strings.ToLower(method)) {
					continue
				}
				o := operation{strings.ToUpper(method), path, item.get(method), item}
				tag := ""
				if tags := o.value.get("tags").list; len(tags) > 0 {
					tag = tags[0].text
				}
				groups[tag] = append(groups[tag], o)
			}
		}
	}
	return groups
}

// tags returns those that the description explains, then the others, by name.
func (p *page) tags(groups map[string][]operation) []*value {
	tags := slices.Clone(p.root.get("tags").list)
	var rest []string
	for name := range groups {
		known := slices.ContainsFunc(tags, func(t *value) bool { return t.get("name").text == name })
		if name != "" && !known {
			rest = append(rest, name)
		}
	}
	slices.Sort(rest)
	for _, name := range rest {
		tag := &value{}
		tag.set("name", &value{text: name})
		tags = append(tags, tag)
	}
	return tags
}

// resolved follows a reference to another part of the file.
func (p *page) resolved(v *value) *value {
	for range 10 {
		ref := v.get("$ref").text
		if !strings.HasPrefix(ref, "#/") {
			break
		}
		v = p.root.get(strings.Split(strings.NewReplacer("~1", "/", "~0", "~").Replace(ref[2:]), "/")...)
	}
	return v
}

func (p *page) operation(level int, o operation) {
	if p.full() {
		return
	}
	name := "`" + o.method + " " + strings.ReplaceAll(o.path, "`", "") + "`"
	if summary := strings.TrimSuffix(strings.TrimSpace(o.value.get("summary").text), "."); summary != "" {
		name = summary + ": " + name
	}
	p.heading(level, name)
	if o.value.get("deprecated").text == "true" {
		p.prose(level, "This operation is deprecated.")
	}
	p.prose(level, o.value.get("description").text)
	p.parameters(slices.Concat(o.of.get("parameters").list, o.value.get("parameters").list))
	p.body(o.value.get("requestBody"))
	p.responses(o.value.get("responses"))
}
