package openapi

import (
	"strings"
)

// table writes rows below a header, if there are any.
func (p *page) table(header []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	p.row(header)
	p.line(strings.Repeat("|---", len(header)) + "|")
	for _, row := range rows {
		p.row(row)
	}
	p.line("")
}

func (p *page) row(cells []string) {
	for _, cell := range cells {
		cell = strings.ReplaceAll(strings.Join(strings.Fields(cell), " "), "|", `\|`)
		p.out.WriteString("| " + cell + " ")
	}
	p.line("|")
}

func (p *page) parameters(list []*value) {
	var rows [][]string
	for _, v := range list {
		v = p.resolved(v)
		schema := p.resolved(v.get("schema"))
		if len(schema.at) == 0 {
			schema = v // as 2.0 writes it
		}
		if v.get("in").text == "body" {
			p.properties("Body", p.resolved(v.get("schema")))
			continue
		}
		in := v.get("in").text
		if v.get("required").text == "true" {
			in += ", required"
		}
		rows = append(rows, []string{code(v.get("name").text), in, typeOf(schema), describe(v, schema)})
	}
	p.table([]string{"Parameter", "In", "Type", "Description"}, rows)
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + strings.ReplaceAll(text, "`", "") + "`"
}

// typeOf returns the type of a schema in a few words.
func typeOf(schema *value) string {
	name := schema.get("type").text
	for _, one := range schema.get("type").list {
		name = strings.TrimPrefix(name+" or "+one.text, " or ")
	}
	if ref := schema.get("$ref").text; ref != "" {
		name = ref[strings.LastIndexByte(ref, '/')+1:]
	}
	if items := schema.get("items"); name == "array" && len(items.at) > 0 {
		name = "array of " + typeOf(items)
	}
	if format := schema.get("format").text; format != "" {
		name += " (" + format + ")"
	}
	return name
}

// describe returns what is said of a value, and which values it may have.
func describe(v, schema *value) string {
	text := strings.TrimSpace(v.get("description").text)
	if text == "" {
		text = strings.TrimSpace(schema.get("description").text)
	}
	var values []string
	for _, one := range schema.get("enum").list {
		values = append(values, code(one.text))
	}
	if len(values) > 0 {
		text = sentence(text) + "One of " + strings.Join(values, ", ") + "."
	}
	if set := schema.get("default").text; set != "" {
		text = sentence(text) + "Default: " + code(set) + "."
	}
	return text
}

// sentence ends a text, so that another can follow.
func sentence(text string) string {
	switch {
	case text == "":
		return ""
	case strings.ContainsAny(text[len(text)-1:], ".!?:"):
		return text + " "
	}
	return text + ". "
}

// body writes the properties of what is sent.
func (p *page) body(v *value) {
	v = p.resolved(v)
	p.prose(3, v.get("description").text)
	content := v.get("content")
	if len(content.keys) > 0 {
		p.properties("Body", p.resolved(content.get(content.keys[0], "schema")))
	}
}

// properties writes a row for each property of a schema.
func (p *page) properties(header string, schema *value) {
	var rows [][]string
	for _, part := range append([]*value{schema}, schema.get("allOf").list...) {
		properties := p.resolved(part).get("properties")
		for _, name := range properties.keys {
			v := properties.get(name)
			rows = append(rows, []string{code(name), typeOf(v), describe(v, p.resolved(v))})
		}
	}
	p.table([]string{header, "Type", "Description"}, rows)
}

func (p *page) responses(v *value) {
	var rows [][]string
	for _, status := range v.keys {
		rows = append(rows, []string{status, p.resolved(v.get(status)).get("description").text})
	}
	p.table([]string{"Response", "Description"}, rows)
}

// schemas writes those that are explained.
func (p *page) schemas() {
	all := p.root.get("components", "schemas")
	if len(all.keys) == 0 {
		all = p.root.get("definitions") // as 2.0 has it
	}
	first := true
	for _, name := range all.keys {
		schema := all.get(name)
		if p.full() || schema.get("description").text == "" && len(schema.get("properties").keys) == 0 && len(schema.get("enum").list) == 0 {
			continue
		}
		if first {
			p.heading(2, "Schemas")
			first = false
		}
		p.heading(3, name)
		p.prose(3, describe(schema, schema))
		p.properties("Property", schema)
	}
}
