package index

import (
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/index/engine"
	"verbatim/index/reader"
	"verbatim/index/update"
)

// aged are pages of several times and versions, by path.
var aged = map[string]string{
	"docs/server.md":                       "# Server\n\nThe server listens on port 9090 by default. The cache of the server holds 512 entries.",
	"versioned_docs/version-2.0/server.md": "# Server\n\nThe server listens on port 8080 by default. The cache of the server holds 256 entries.",
	"versioned_docs/version-1.4/server.md": "# Server\n\nThe server listens on port 7070 by default. The cache of the server holds 128 entries.",
	"versioned_docs/version-1.4/import.md": "# Import\n\nThe importer reads spreadsheets of the Lotus kind.",
	"news/2019-03-05-chair.md":             "The members met on Sunday. Anna Berg is the chair of the guild.",
	"news/2024-06-07-chair.md":             "The members met on Sunday. Carl Dahl is the chair of the guild.",
	"news/2021-01-02-chair.md":             "The members met on Sunday. Rosa Lind is the chair of the guild.",
	"changes.md":                           "# Changes\n\n## 1.9.0 (2022-01-02)\n\nThis release raises the limit of attachments to 30 files.\n\n## 1.10.0 (2023-03-04)\n\nThis release raises the limit of attachments to 50 files.\n\n## 1.8.0 (2021-05-06)\n\nThis release raises the limit of attachments to 20 files.",
	"undated/bridge.md":                    "The bridge of Varn was built by Johann Felder.",
	"undated/mill.md":                      "The mill of Oster was built by Ada Holm.",
	"blog/2018/04/05/mill.md":              "In the mill of Oster barley is ground by night.",
	"help/1.0/faq.md":                      "To reset the clock, hold the red button for ten seconds.",
	"help/latest/faq.md":                   "To reset the clock, hold the blue button for ten seconds.",
	"help/next/faq.md":                     "To reset the clock, hold the green button for ten seconds.",
	"revised.md":                           "---\ndate: 2015-01-01\nlastmod: 2023-01-01\n---\nThe ferry to Oster leaves at seven in the morning.",
	"2020-01-01-ferry.md":                  "The ferry to Oster leaves at nine in the morning.",
}

func TestNewer(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	for name, text := range aged {
		write(t, root, name, text)
	}
	reindex(t, dir, update.Options{Roots: []string{root}})
	usual := readerReading
	t.Cleanup(func() { readerReading = usual })
	for name, way := range map[string]struct {
		model *reader.Model
		whole int
	}{"by words": {}, "with the reader": {loadReader(t), usual.whole}, "where most is only glanced at": {loadReader(t), 1}} {
		readerReading.whole = way.whole
		x := openWith(t, dir, Options{Reader: way.model})
		for _, c := range []struct{ question, holds, date, version string }{
			{"Which port does the server listen on by default?", "9090", "", ""},
			{"Which port does the server listen on in version 1.4?", "7070", "", "1.4"},
			{"which port does the server listen on in v2.0", "8080", "", "2.0"},
			{"Which port does server 2 listen on, release 2?", "8080", "", "2.0"},
			{"How many entries does the cache of the server hold?", "512", "", ""},
			{"Which spreadsheets does the importer read?", "Lotus", "", "1.4"},
			{"Who is the chair of the guild?", "Carl Dahl", "2024-06-07", ""},
			{"Who is the current chair of the guild?", "Carl Dahl", "2024-06-07", ""},
			{"Who was the chair of the guild in 2019?", "Anna Berg", "2019-03-05", ""},
			{"What is the limit of attachments in the latest release?", "50 files", "2023-03-04", ""},
			{"Who built the bridge of Varn?", "Johann Felder", "", ""},
			{"Who built the mill of Oster?", "Ada Holm", "", ""},
			{"How do I reset the clock?", "blue button", "", ""},
			{"How do I reset the clock in 1.0?", "red button", "", "1.0"},
			{"When does the ferry to Oster leave?", "seven", "2023-01-01", ""},
		} {
			a, err := x.Answer(t.Context(), Query{Text: c.question, Level: Eager, Top: 3})
			if err != nil {
				t.Fatal(err)
			}
			checkInvariant(t, x, a)
			if len(a.Quotes) == 0 {
				t.Errorf("%s: %s: nothing", name, c.question)
				continue
			}
			q, day := a.Quotes[0], ""
			if !q.Date.IsZero() {
				day = q.Date.Format(time.DateOnly)
			}
			if !strings.Contains(q.Text, c.holds) || day != c.date || q.Version != c.version {
				t.Errorf("%s: %s: %q of %q, version %q; want %+v", name, c.question, q.Text, day, q.Version, c)
			}
		}
	}
}

// TestSuperseded checks that older copies of a page take nothing from the confidence in the newest,
// that they come behind it, and that one that says the same is not named beside it.
func TestSuperseded(t *testing.T) {
	model := loadReader(t)
	const question = "Which port does the server listen on by default"
	answer := func(question string, files ...string) Answer {
		root, dir := t.TempDir(), t.TempDir()
		write(t, root, "other.md", aged["undated/bridge.md"])
		for i := 0; i < len(files); i += 2 {
			write(t, root, files[i], files[i+1])
		}
		reindex(t, dir, update.Options{Roots: []string{root}})
		a, err := openWith(t, dir, Options{Reader: model}).Answer(t.Context(), Query{Text: question, Level: Eager, Top: 3})
		if err != nil || len(a.Quotes) == 0 {
			t.Fatal(a, err)
		}
		return a
	}
	page := aged["docs/server.md"]
	versions := []string{
		"docs/server.md", page, "versioned_docs/version-2.0/server.md", aged["versioned_docs/version-2.0/server.md"],
		"versioned_docs/version-1.4/server.md", aged["versioned_docs/version-1.4/server.md"],
	}
	alone := answer(question, "docs/server.md", page)
	many := answer(question, versions...)
	if many.Confidence < alone.Confidence-0.1 {
		t.Errorf("confidence %.2f alone, %.2f beside older copies", alone.Confidence, many.Confidence)
	}
	if old := answer(question+" in version 1.4?", versions...); old.Confidence < alone.Confidence-0.1 || old.Quotes[0].Version != "1.4" {
		t.Errorf("confidence %.2f alone, %.2f where the version is named: %+v", alone.Confidence, old.Confidence, old.Quotes[0])
	}
	var shown []string
	for _, q := range many.Quotes {
		if strings.Contains(q.Text, "port") {
			shown = append(shown, q.Version)
		}
	}
	if !slices.Equal(shown, []string{"", "2.0", "1.4"}) {
		t.Errorf("versions %q", shown)
	}
	if same := answer(question, "docs/server.md", page, "versioned_docs/version-2.0/server.md", page); len(same.Quotes[0].Also) > 0 || same.Quotes[0].Version != "" {
		t.Errorf("the same sentence is also in %+v", same.Quotes[0].Also)
	}
}

// TestPreferNothing leaves candidates as they are of which no version and no date is known, however
// close they are.
func TestPreferNothing(t *testing.T) {
	s := &session{wish: wishOf("the latest version in 2019?"), articles: map[int]*engine.Article{}, ages: map[*engine.Passage]age{}}
	var list []*candidate
	for i := range 20 {
		s.articles[i] = &engine.Article{Number: i, ID: strings.Repeat("a", i+1)}
		list = append(list, &candidate{passage: &engine.Passage{Article: i, Sentences: make([]engine.Sentence, 1)}, score: 1})
	}
	before := slices.Clone(list)
	if err := s.prefer(t.Context(), list); err != nil || !slices.Equal(list, before) {
		t.Errorf("the order changed, %v", err)
	}
	s.articles[7].Published = time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)
	s.ages = map[*engine.Passage]age{}
	if err := s.prefer(t.Context(), list); err != nil || !slices.Equal(list, before) {
		t.Errorf("one date changes the order, %v", err)
	}
}

// BenchmarkAges finds out what is known of the age of a question's best candidates, all of which
// stand below a dated heading.
func BenchmarkAges(b *testing.B) {
	a := &engine.Article{ID: "docs/v1.2/guides/installation/how-to-install-it", Source: "https://docs.example.org/1.2/install"}
	p := &engine.Passage{Headings: []string{"How to install it", "Version 1.4.2 (2022-11-01)", "On Windows"}, Kind: corpus.Paragraph}
	for b.Loop() {
		for range maxAges {
			ageOf(a, p)
		}
	}
}
