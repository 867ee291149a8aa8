package event

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Discord changes the type of a field now and then, and discordgo then decodes nothing of
// the whole event. What follows makes an event fit discordgo's types: a value that is of
// another kind is converted where that loses nothing, such as a number that should be text,
// and otherwise left out, however deep it stands.

// plainInteraction is an interaction that decodes without its data.
type plainInteraction discordgo.Interaction

// fitted makes an event fit the type that it is decoded as. It returns false when nothing
// can be made of it.
func fitted(kind string, data json.RawMessage) (json.RawMessage, bool) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return nil, false
	}
	switch kind {
	case MessageCreate, MessageUpdate:
		if m, _ := v.(map[string]any); m["content"] != nil && !decodes(m["content"], reflect.TypeFor[string]()) {
			return nil, false // then nothing is left of it
		}
		v, _ = fit(v, reflect.TypeFor[discordgo.Message]())
	case Interaction:
		v = fitInteraction(v)
	default:
		v, _ = fit(v, reflect.TypeFor[discordgo.Channel]())
	}
	out, err := json.Marshal(v)
	return out, err == nil
}

// fitInteraction makes an interaction fit, and its data the type that it has by its kind.
func fitInteraction(v any) any {
	m, ok := v.(map[string]any)
	if !ok {
		return v
	}
	data := m["data"]
	delete(m, "data")
	fit(m, reflect.TypeFor[plainInteraction]())
	switch n, _ := m["type"].(json.Number); n {
	case "2", "4":
		data, _ = fit(data, reflect.TypeFor[discordgo.ApplicationCommandInteractionData]())
	case "3":
		data, _ = fit(data, reflect.TypeFor[discordgo.MessageComponentInteractionData]())
	}
	m["data"] = data
	return m
}

// fit changes a decoded value so that it decodes into a type, and returns it. It returns
// false when nothing can be made of it.
func fit(v any, t reflect.Type) (any, bool) {
	if decodes(v, t) {
		return v, true
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch v := v.(type) {
	case map[string]any:
		if t.Kind() == reflect.Struct {
			fitFields(v, t)
		} else if t.Kind() == reflect.Map {
			fitValues(v, t.Elem())
		}
		return v, decodes(v, t)
	case []any:
		if t.Kind() == reflect.Slice {
			return fitList(v, t.Elem()), true
		}
	case json.Number:
		return v.String(), decodes(v.String(), t)
	case string:
		_, err := strconv.ParseInt(strings.TrimSpace(v), 10, 64)
		n := json.Number(strings.TrimSpace(v))
		return n, err == nil && decodes(n, t)
	}
	return nil, false
}

// fitFields fits the fields of an object into those of a struct.
func fitFields(m map[string]any, t reflect.Type) {
	for _, field := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		v, ok := m[name]
		if !ok || !field.IsExported() || field.Anonymous || decodes(map[string]any{name: v}, t) {
			continue
		}
		if v, ok = fit(v, field.Type); ok && decodes(map[string]any{name: v}, t) {
			m[name] = v
		} else {
			delete(m, name)
		}
	}
	if v, ok := m["components"]; ok && !decodes(map[string]any{"components": v}, t) {
		delete(m, "components")
	}
}

func fitValues(m map[string]any, t reflect.Type) {
	maps.DeleteFunc(m, func(name string, v any) bool {
		fixed, ok := fit(v, t)
		m[name] = fixed
		return !ok
	})
}

func fitList(list []any, t reflect.Type) []any {
	kept := []any{}
	for _, v := range list {
		if fixed, ok := fit(v, t); ok {
			kept = append(kept, fixed)
		}
	}
	return kept
}

// decodes reports whether a decoded value decodes into a type. A panic in there is a no.
func decodes(v any, t reflect.Type) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	raw, err := json.Marshal(v)
	return err == nil && json.Unmarshal(raw, reflect.New(t).Interface()) == nil
}
