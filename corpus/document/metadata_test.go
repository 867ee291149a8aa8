package document

import (
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/goccy/go-yaml"

	"verbatim/corpus"
)

func TestDates(t *testing.T) {
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.DateOnly)
	}
	for _, c := range []struct{ front, published, revised string }{
		{"date: 2024-03-05", "2024-03-05", ""},
		{"date: 2024-03-05 10:00:00 +0100", "2024-03-05", ""},
		{`date: "March 5, 2024"`, "2024-03-05", ""},
		{"date: 2019-01-02\nlastmod: 2024-03-05", "2019-01-02", "2024-03-05"},
		{"date: 2024-03-05\nlastmod: 2019-01-02", "2024-03-05", ""},
		{"lastmod: 2024-03-05", "2024-03-05", ""},
		{"last_update:\n  date: 2024-03-05\n  author: a", "2024-03-05", ""},
		{"date:\n  created: 2019-01-02\n  updated: 2024-03-05", "2019-01-02", "2024-03-05"},
		{"last_modified_at: 2024-03-05T10:00:00Z", "2024-03-05", ""},
		{"ms.date: 2024-03-25", "2024-03-25", ""},
		{"ms.date: 03/05/2024", "", ""}, // which is the day?
		{"permalink: /2024/03/05/launch/", "2024-03-05", ""},
		{"path: 2025/05/08/launch\ndate: 2024-03-05", "2024-03-05", ""},
		{"date: tomorrow\nlastUpdated: true", "", ""},
		{"title: 2024-03-05", "", ""},
	} {
		m := Metadata{}
		if err := yaml.Unmarshal([]byte(c.front), &m); err != nil {
			t.Fatal(err)
		}
		a := m.Article(&Document{ID: "page"})
		(&Document{ID: "page"}).settle(&a)
		if day(a.Published) != c.published || day(a.Revised) != c.revised {
			t.Errorf("%q: %s, %s; want %s, %s", c.front, day(a.Published), day(a.Revised), c.published, c.revised)
		}
	}
}

// TestLocalDates reads TOML's dates without a zone, which come in that of the machine under a
// name of their own and are those they write wherever this runs.
func TestLocalDates(t *testing.T) {
	var raw map[string]any
	if _, err := toml.Decode("date = 2024-03-05\nlastmod = 2024-03-06T23:30:00", &raw); err != nil {
		t.Fatal(err)
	}
	for _, hours := range []int{-11, 0, 13} {
		m := Metadata{}
		for name, v := range raw {
			v := v.(time.Time)
			zone := time.FixedZone(v.Location().String(), hours*3600)
			m[name] = time.Date(v.Year(), v.Month(), v.Day(), v.Hour(), v.Minute(), 0, 0, zone)
		}
		if got := m.Date("date"); !got.Equal(time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%d hours from UTC: %v", hours, got)
		}
		if got := m.Date("lastmod"); !got.Equal(time.Date(2024, 3, 6, 23, 30, 0, 0, time.UTC)) {
			t.Errorf("%d hours from UTC: %v", hours, got)
		}
	}
}

// TestSettle gives an article the date in its document's name, and one of many none.
func TestSettle(t *testing.T) {
	d := &Document{ID: "blog/2024-03-05-launch"}
	for _, c := range []struct {
		a    corpus.Article
		want int // year, 1 for the zero time
	}{
		{corpus.Article{ID: d.ID}, 2024},
		{corpus.Article{ID: d.ID + "/entry"}, 1},
		{corpus.Article{ID: d.ID, Published: time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)}, 2001},
	} {
		if d.settle(&c.a); c.a.Published.Year() != c.want {
			t.Errorf("%s: %v, want %d", c.a.ID, c.a.Published, c.want)
		}
	}
}

func TestDraft(t *testing.T) {
	for front, draft := range map[string]bool{
		"draft: true": true, "draft: TRUE": true, `draft: "true"`: true, "published: false": true, "unlisted: true": true, "status: draft": true,
		"draft: false": false, "published: true": false, "published: 2024-03-05": false, "status: stable": false, "title: draft": false, "{}": false,
	} {
		m := Metadata{}
		if err := yaml.Unmarshal([]byte(front), &m); err != nil {
			t.Fatal(err)
		}
		if err := m.Draft(); (err != nil) != draft || err != nil && ReasonOf(err) != corpus.ReasonDraft {
			t.Errorf("%q: %v", front, err)
		}
	}
}
