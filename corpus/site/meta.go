package site

import (
	"fmt"
	"strings"
	"time"
)

// Meta is the front matter of a file by its names in lower case, nil where it has none.
type Meta map[string]any

// FirstHeading is the name under which a reader adds the first heading of the text to the
// front matter: some addresses are made of it.
const FirstHeading = "first heading"

// text returns the first of the named values that is text or a number.
func (m Meta) text(names ...string) string {
	for _, name := range names {
		switch v := m[name].(type) {
		case string:
			if v = strings.TrimSpace(v); v != "" {
				return v
			}
		case int, int64, uint64, float64:
			return fmt.Sprint(v)
		}
	}
	return ""
}

// list returns a value that is a list of texts, or texts with spaces between them.
func (m Meta) list(name string) (all []string) {
	switch v := m[name].(type) {
	case string:
		return strings.Fields(v)
	case []any:
		for _, one := range v {
			if s := strings.TrimSpace(fmt.Sprint(one)); s != "" {
				all = append(all, s)
			}
		}
	}
	return all
}

// date returns the first of the named values that is a date, in the zone it is written in.
func (m Meta) date(names ...string) time.Time {
	layouts := []string{time.RFC3339, "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", time.DateOnly}
	for _, name := range names {
		switch v := m[name].(type) {
		case time.Time:
			return v
		case string:
			for _, layout := range layouts {
				if t, err := time.Parse(layout, strings.TrimSpace(v)); err == nil {
					return t
				}
			}
		}
	}
	return time.Time{}
}
