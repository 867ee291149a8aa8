package openapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// A value is one of YAML or JSON: a map in its order, a list, or text.
type value struct {
	keys []string
	at   map[string]*value
	list []*value
	text string
}

// none is what stands where a description says nothing.
var none = &value{}

// get returns the value at some names below each other.
func (v *value) get(names ...string) *value {
	for _, name := range names {
		next, ok := v.at[name]
		if !ok {
			return none
		}
		v = next
	}
	return v
}

// set adds a value to a map.
func (v *value) set(key string, below *value) {
	if v.at == nil {
		v.at = map[string]*value{}
	}
	if _, taken := v.at[key]; !taken {
		v.keys = append(v.keys, key)
	}
	v.at[key] = below
}

// maxDepth is how deep values may lie in each other.
const maxDepth = 200

// parse reads a description in YAML, or in JSON, which is read faster by its own reader.
func parse(text string) (*value, error) {
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		v, err := fromJSON(dec, 0)
		if err != nil {
			return nil, fmt.Errorf("read JSON: %w", err)
		}
		return v, nil
	}
	if err := bounded(text); err != nil {
		return nil, err
	}
	var ordered yaml.MapSlice
	if err := yaml.NewDecoder(bytes.NewReader([]byte(text)), yaml.UseOrderedMap()).Decode(&ordered); err != nil {
		first, _, _ := strings.Cut(err.Error(), "\n")
		return nil, fmt.Errorf("read YAML: %s", first)
	}
	return fromYAML(ordered, 0), nil
}

// bounded refuses YAML that lies deeper in itself than any description does, or repeats parts of
// itself by name: reading it can take far more than its size.
func bounded(text string) error {
	depth, marks := 0, 0
	for line := range strings.Lines(text) {
		depth += strings.Count(line, "[") + strings.Count(line, "{") - strings.Count(line, "]") - strings.Count(line, "}")
		marks += strings.Count(line, ": *") + strings.Count(line, "- *")
		if depth > maxDepth || marks > maxDepth || strings.Count(line, "- - -") > 0 || len(line)-len(strings.TrimLeft(line, " ")) > maxDepth {
			return document.Refuse(corpus.ReasonTooLarge, errors.New("the YAML lies too deep in itself"))
		}
		depth = max(depth, 0)
	}
	return nil
}

func fromYAML(raw any, depth int) *value {
	v := &value{}
	if depth > maxDepth {
		return v
	}
	switch raw := raw.(type) {
	case yaml.MapSlice:
		for _, item := range raw {
			v.set(fmt.Sprint(item.Key), fromYAML(item.Value, depth+1))
		}
	case []any:
		for _, item := range raw {
			v.list = append(v.list, fromYAML(item, depth+1))
		}
	case nil:
	default:
		v.text = fmt.Sprint(raw)
	}
	return v
}

// fromJSON reads the next value.
func fromJSON(dec *json.Decoder, depth int) (*value, error) {
	if depth > maxDepth {
		return nil, errors.New("values lie too deep in each other")
	}
	token, err := dec.Token()
	if err != nil {
		return nil, err
	}
	v := &value{}
	delim, ok := token.(json.Delim)
	if !ok {
		if token != nil {
			v.text = fmt.Sprint(token)
		}
		return v, nil
	}
	for dec.More() {
		key := ""
		if delim == '{' {
			name, err := dec.Token()
			if err != nil {
				return nil, err
			}
			key = fmt.Sprint(name)
		}
		below, err := fromJSON(dec, depth+1)
		if err != nil {
			return nil, err
		}
		if delim == '{' {
			v.set(key, below)
		} else {
			v.list = append(v.list, below)
		}
	}
	_, err = dec.Token() // the bracket that closes
	return v, err
}
