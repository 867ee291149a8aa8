package discordtest

import (
	"encoding/json"
	"strings"
)

// coerce turns permission sets from strings into numbers: Discord takes both, the
// document knows only numbers.
func coerce(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = coerce(v[i])
		}
	case map[string]any:
		for key, value := range v {
			if text, ok := value.(string); ok && isPermissions(key) && isSnowflake(text) {
				v[key] = json.Number(strings.TrimSpace(text))
				continue
			}
			v[key] = coerce(value)
		}
	}
	return v
}

func isPermissions(key string) bool {
	return key == "default_member_permissions" || key == "allow" || key == "deny" || key == "permissions"
}
