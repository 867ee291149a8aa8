package event

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/bwmarrin/discordgo"
)

// withoutUnknownComponents takes out the message components that discordgo does not know:
// it decodes nothing of a message that has one, and Discord adds new ones now and then.
// It returns false when there is nothing to take out.
func withoutUnknownComponents(_ string, data json.RawMessage) (json.RawMessage, bool) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return nil, false
	}
	if !prune(v) {
		return nil, false
	}
	mended, err := json.Marshal(v)
	return mended, err == nil
}

// prune works through a decoded value and tells whether it took something out.
func prune(v any) bool {
	pruned := false
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			pruned = prune(e) || pruned
		}
	case map[string]any:
		if list, ok := v["components"].([]any); ok {
			kept := slices.DeleteFunc(list, func(c any) bool { return !knownComponent(c) })
			pruned = len(kept) < len(list)
			v["components"] = kept
		}
		if a, ok := v["accessory"]; ok && !knownComponent(a) {
			delete(v, "accessory")
			pruned = true
		}
		for _, e := range v {
			pruned = prune(e) || pruned
		}
	}
	return pruned
}

// knownComponent tells whether discordgo decodes a component, leaving aside those in it.
func knownComponent(v any) bool {
	c, ok := v.(map[string]any)
	if !ok {
		return false
	}
	bare, err := json.Marshal(map[string]any{"type": c["type"]})
	if err != nil {
		return false
	}
	_, err = discordgo.MessageComponentFromJSON(bare)
	return err == nil
}
