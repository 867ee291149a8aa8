package document

import (
	"fmt"
	"strings"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/language"
)

// Metadata is what a document says of itself outside its text, by lower-case name.
type Metadata map[string]any

// Article starts the article of a document with what it says of itself. An address
// it was published at is its source.
func (m Metadata) Article(d *Document) corpus.Article {
	a := corpus.Article{
		ID: d.ID, Source: d.Source, Title: Tidy(m.Text("title")),
		Language:  language.Tag(m.Text("lang", "language", "locale")),
		Published: m.Date("date", "published", "publish_date", "publishdate", "pubdate", "published_at", "created", "last_update", "lastmod", "updated"),
	}
	if address := d.address(m); address != "" {
		a.Source = address
	}
	if link := m.Text("canonical_url", "canonicalurl", "canonical", "url", "link", "permalink", "source"); IsAbsolute(link) {
		a.Source = link
	}
	return a
}

// Text returns the first of the named values that is text or a number.
func (m Metadata) Text(names ...string) string {
	for _, name := range names {
		switch v := m[name].(type) {
		case string:
			if s := strings.TrimSpace(v); s != "" {
				return s
			}
		case int64, uint64, float64:
			return fmt.Sprint(v)
		}
	}
	return ""
}

// Date returns the first of the named values that is a date.
func (m Metadata) Date(names ...string) time.Time {
	for _, name := range names {
		switch v := m[name].(type) {
		case time.Time:
			return v.UTC()
		case string:
			if t := LooseDate(v); !t.IsZero() {
				return t
			}
		case map[string]any: // Docusaurus: last_update: {date: …}
			if t := (Metadata(v)).Date("date"); !t.IsZero() {
				return t
			}
		}
	}
	return time.Time{}
}

// Set keeps a value under a name in lower case, unless it is blank or the name has one.
func (m Metadata) Set(name, value string) {
	name = strings.ToLower(strings.TrimSpace(name))
	if _, taken := m[name]; name != "" && strings.TrimSpace(value) != "" && !taken {
		m[name] = value
	}
}
