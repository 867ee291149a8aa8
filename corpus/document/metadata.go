package document

import (
	"fmt"
	"strings"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/date"
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
		Published: m.published(), Revised: m.revised(),
	}
	if address := d.address(m); address != "" {
		a.Source = address
	}
	if link := m.Text("canonical_url", "canonicalurl", "canonical", "url", "link", "permalink", "source"); IsAbsolute(link) {
		a.Source = link
	}
	return a
}

// published returns when the document was published: the date it names, or the one in the
// address it is published at.
func (m Metadata) published() time.Time {
	d := m.Date("date", "published", "publish_date", "publishdate", "pubdate", "published_at", "date_published", "created", "created_at", "date_created")
	if d.IsZero() {
		d = date.In(m.Text("path", "permalink", "url", "slug"))
	}
	return d
}

// revised returns when the document was last changed, by the names that generators of
// documentation have for it.
func (m Metadata) revised() time.Time {
	d := m.Date("last_update", "lastmod", "updated", "last_updated", "lastupdated", "updated_at", "last_modified_at", "last_modified",
		"modified", "date_modified", "date_updated", "revision_date", "ms.date")
	if dates, ok := m["date"].(map[string]any); ok { // Material for MkDocs: date: {created: …, updated: …}
		if updated := Metadata(dates).Date("updated"); updated.After(d) {
			d = updated
		}
	}
	return d
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

// Date returns the first of the named values that is a date. One without a zone is in UTC.
func (m Metadata) Date(names ...string) time.Time {
	for _, name := range names {
		switch v := m[name].(type) {
		case time.Time:
			return inUTC(v)
		case string:
			if t := LooseDate(v); !t.IsZero() {
				return t
			}
		case map[string]any: // Docusaurus: last_update: {date: …}; Material for MkDocs: date: {created: …}
			if t := (Metadata(v)).Date("date", "created"); !t.IsZero() {
				return t
			}
		}
	}
	return time.Time{}
}

// inUTC returns a time in UTC. TOML's times without a zone come in that of this machine,
// under a name of their own, and mean what they write.
func inUTC(t time.Time) time.Time {
	if strings.HasSuffix(t.Location().String(), "-local") {
		_, offset := t.Zone()
		t = t.Add(time.Duration(offset) * time.Second)
	}
	return t.UTC()
}

// Draft returns why a document that says of itself what its author has not published yet is no
// article, nil for one that is.
func (m Metadata) Draft() error {
	for _, mark := range []struct{ name, value string }{
		{"draft", "true"}, {"drafts", "true"}, {"unlisted", "true"}, {"published", "false"}, {"publish", "false"}, {"status", "draft"},
	} {
		if strings.EqualFold(fmt.Sprint(m[mark.name]), mark.value) {
			return Refuse(corpus.ReasonDraft, fmt.Errorf("it says %q of itself; take that out to have it read", mark.name+": "+mark.value))
		}
	}
	return nil
}

// Set keeps a value under a name in lower case, unless it is blank or the name has one.
func (m Metadata) Set(name, value string) {
	name = strings.ToLower(strings.TrimSpace(name))
	if _, taken := m[name]; name != "" && strings.TrimSpace(value) != "" && !taken {
		m[name] = value
	}
}
