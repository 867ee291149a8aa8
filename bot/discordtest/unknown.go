package discordtest

import (
	"fmt"
	"strings"
)

// Discord's document closes no schema: a misspelt property passes it and does nothing.
// unknown lists the properties of a value that no alternative of its schema knows.

// unknown compares a value with the alternatives it may follow. path tells where it stands.
func (sp *spec) unknown(alternatives []map[string]any, value any, path string) []string {
	var bad []string
	switch value := value.(type) {
	case []any:
		items := sp.inside(alternatives, "items")
		for i, v := range value {
			bad = append(bad, sp.unknown(items, v, fmt.Sprintf("%s[%d]", path, i))...)
		}
	case map[string]any:
		known, open := sp.properties(alternatives)
		for name, v := range value {
			schemas, ok := known[name]
			switch {
			case ok:
				bad = append(bad, sp.unknown(schemas, v, path+"."+name)...)
			case !open:
				bad = append(bad, fmt.Sprintf("unknown property %s.%s", path, name))
			}
		}
	}
	return bad
}

// properties collects what the alternatives know. open means that any name will do.
func (sp *spec) properties(alternatives []map[string]any) (known map[string][]map[string]any, open bool) {
	known = map[string][]map[string]any{}
	for _, a := range sp.flatten(alternatives) {
		properties, ok := a["properties"].(map[string]any)
		for name, p := range properties {
			known[name] = append(known[name], object(p))
		}
		if _, free := a["additionalProperties"]; free || !ok && a["type"] == "object" {
			open = true
		}
	}
	return known, open
}

// inside collects the schemas under a keyword of the alternatives.
func (sp *spec) inside(alternatives []map[string]any, keyword string) []map[string]any {
	var list []map[string]any
	for _, a := range sp.flatten(alternatives) {
		if s := object(a[keyword]); s != nil {
			list = append(list, s)
		}
	}
	return list
}

// flatten follows references and combinations down to plain schemas.
func (sp *spec) flatten(alternatives []map[string]any) []map[string]any {
	var plain []map[string]any
	for _, a := range alternatives {
		if name, ok := strings.CutPrefix(text(a["$ref"]), "#/components/schemas/"); ok {
			plain = append(plain, sp.flatten([]map[string]any{object(sp.schemas[name])})...)
			continue
		}
		plain = append(plain, a)
		for _, keyword := range []string{"oneOf", "anyOf", "allOf"} {
			for _, s := range list(a[keyword]) {
				plain = append(plain, sp.flatten([]map[string]any{object(s)})...)
			}
		}
	}
	return plain
}
