package library

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"verbatim/index"
)

var shelf = []index.Source{
	{ID: "harbour", Title: "The harbour clock", Source: "https://example.org/clock"},
	{ID: "docs/tides", Title: "tides", Source: "docs/tides.txt"},
	{ID: "docs/" + strings.Repeat("x", 120), Title: "", Source: "docs/x.txt"},
	{ID: "clocks", Title: "Clocks of the north", Source: "notes/clocks.txt"},
}

// titled shortens a list of articles to their titles.
func titled(list []index.Source) []string {
	var titles []string
	for _, a := range list {
		titles = append(titles, a.Title)
	}
	return titles
}

func TestMatching(t *testing.T) {
	for typed, want := range map[string][]string{
		"":        {"The harbour clock", "tides", "", "Clocks of the north"},
		"CLOCK":   {"Clocks of the north", "The harbour clock"},
		" tides ": {"tides"},
		"docs/":   {"tides", ""},
		"nothing": nil,
	} {
		if d := cmp.Diff(want, titled(Matching(shelf, typed, 25))); d != "" {
			t.Errorf("%q (-want +got):\n%s", typed, d)
		}
	}
	if got := Matching(shelf, "", 2); len(got) != 2 {
		t.Errorf("%d articles, want at most 2", len(got))
	}
}

func TestFind(t *testing.T) {
	for _, a := range shelf {
		if got, ok := Find(shelf, Handle(a)); !ok || got.ID != a.ID {
			t.Errorf("the handle of %s finds %s, %t", a.ID, got.ID, ok)
		}
	}
	for typed, want := range map[string]string{
		"TIDES": "docs/tides", "the harbour CLOCK ": "harbour", "north": "clocks", "clock": "", "nothing": "",
	} {
		if got, ok := Find(shelf, typed); got.ID != want || ok != (want != "") {
			t.Errorf("%q finds %q, %t; want %q", typed, got.ID, ok, want)
		}
	}
}

// shelved is a library with the articles above that counts how often they are listed.
type shelved struct {
	Library
	listed int
}

func (l *shelved) Sources() ([]index.Source, error) { l.listed++; return shelf, nil }

func TestArticles(t *testing.T) {
	now := time.Unix(1000, 0)
	lib := new(shelved)
	articles := NewArticles(lib, func() time.Time { return now })
	for _, c := range []struct {
		prefixes []string
		want     []string
	}{
		{nil, []string{"Clocks of the north", "", "The harbour clock", "tides"}},
		{[]string{"docs/"}, []string{"", "tides"}},
		{[]string{"notes/", "https://example.org/"}, []string{"Clocks of the north", "The harbour clock"}},
		{[]string{"elsewhere"}, nil},
	} {
		got, err := articles.Of(index.Filter{Sources: c.prefixes})
		if d := cmp.Diff(c.want, titled(got)); d != "" || err != nil {
			t.Errorf("%q: %v (-want +got):\n%s", c.prefixes, err, d)
		}
	}
	if lib.listed != 1 {
		t.Errorf("the library was listed %d times at one moment", lib.listed)
	}
	now = now.Add(articlesKeptFor)
	if _, err := articles.Of(index.Filter{}); err != nil || lib.listed != 2 {
		t.Errorf("later it was listed %d times, %v", lib.listed, err)
	}
}
