package plain

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/corpustest"
)

// A reading is what must come out of a file, white space aside.
type reading struct {
	language  string
	sentences []string // all of them, nil: any
	has       []string // some of them
	never     []string // none of them, even in part
	headings  []string // some of the headings
}

// TestCases reads the cases that were filed as faults, where they are.
func TestCases(t *testing.T) {
	for name, want := range map[string]reading{
		"faq_headings.txt": {language: "en", headings: []string{"How do I join?", "Can I bring a friend?", "What happens if I break a rule?"},
			sentences: []string{"Ask a moderator for the link and the password.", "Yes, if the friend is older than sixteen.", "A moderator warns you once and bans you the second time."}},
		"initials_ru.txt":     {language: "ru", sentences: []string{"Роман написал М. А. Булкин в Москве.", "Памятник поставил скульптор А. И. Рудаков у пруда.", "Закон подписал В. И. Лесной."}},
		"initials_uk.txt":     {language: "uk", sentences: []string{"Записи В. І. Гончаренка зберігає музей.", "Віршi склала О. І. Самійленко, а музику написав Л. У. Бондар."}},
		"initials_de.txt":     {language: "de", sentences: []string{"Es wurden Werke von J. S. Bacher gespielt.", "Die Rede hielt Prof. Dr. H. Möller aus Kiel.", "Der Verlag S. Fuchs druckt das Buch."}},
		"initials_es.txt":     {language: "es", sentences: []string{"La novela es de T. S. Elmer y de C. S. Lowe.", "La sociedad lleva el nombre de N. D. Kondrat.", "El barrio de St. John es viejo."}},
		"units_en.txt":        {sentences: []string{"It takes 30 min. to bake the bread.", "Add 5 lbs. of flour first.", "The walk lasts 2 hrs. on foot.", "Wait 10 sec. before the next try."}},
		"abbrev_lower_en.txt": {sentences: []string{"The max. level is 60.", "The avg. damage is 40.", "Ask the tech. support team.", "See the config. file.", "Reach lvl. 20 first."}},
		"app_number_en.txt":   {sentences: []string{"1. Open the app.", "2. Log in.", "3. Press Play.", "It is a lot.", "3 rooms are free."}},
		"short_de.txt":        {language: "de"},
		"short_uk.txt":        {language: "uk"},
		"rfc_pagebreak.txt": {language: "en", never: []string{"....", "[Page 1]", "RFC 9901 LSP/2.0"}, has: []string{
			"Messages end with a long red flash that lasts for at least three seconds, so that a watchman who looks away for a moment does not miss it."}},
		"mail_wrapped.txt": {language: "en", never: []string{">", "Example Org", "wrote:"}, has: []string{
			"I tried to delete the cache, but it did not help.", "It has a fix for the lock file, and it was tested on Windows.", "Delete the file ~/.app/lock and start the backup again.",
			"Version 2.1.1 removes it on its own."}},
		"readme_wrapped.txt": {language: "en", has: []string{"It needs Go 1.22 or newer."}, headings: []string{"USAGE"}},
		"book_chapters.txt": {language: "en", headings: []string{"CHAPTER I.", "CHAPTER II."}, never: []string{"Illustration", "MR. TULLY SPEAKS"},
			has: []string{"The mill stood by the river."}},
	} {
		data, err := os.ReadFile(filepath.Join("../../../../shared/cases/lang", name))
		if err != nil {
			t.Skip(err)
		}
		t.Run(name, func(t *testing.T) { check(t, name, data, want) })
	}
	for name, characters := range map[string]int{"long_uk.txt": 672, "long_hi.txt": 471, "long_en_control.txt": 638} {
		if data, err := os.ReadFile(filepath.Join("../../../../shared/cases/lang", name)); err == nil {
			if found, _ := sentencesOf(t, name, data); len(found) != 1 {
				t.Errorf("%s: %d characters are %d sentences", name, characters, len(found))
			}
		}
	}
}

func check(t *testing.T, name string, data []byte, want reading) {
	found, a := sentencesOf(t, name, data)
	if want.language != "" && a.Language != want.language {
		t.Errorf("language %q, want %q", a.Language, want.language)
	}
	if want.sentences != nil && !slices.Equal(found, want.sentences) {
		t.Errorf("got:\n%s", strings.Join(found, "\n"))
	}
	for _, s := range want.has {
		if !slices.Contains(found, s) {
			t.Errorf("no sentence %q in:\n%s", s, strings.Join(found, "\n"))
		}
	}
	for _, s := range want.never {
		if i := slices.IndexFunc(found, func(f string) bool { return strings.Contains(f, s) }); i >= 0 {
			t.Errorf("%q is a sentence", found[i])
		}
	}
	for _, h := range want.headings {
		if !slices.ContainsFunc(a.Blocks, func(b corpus.Block) bool { return b.Kind == corpus.Heading && a.Text[b.Start:b.End] == h }) {
			t.Errorf("%q is no heading", h)
		}
	}
}

// TestLines reads texts whose lines tell what belongs together.
func TestLines(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"items that hang":  {"Rules of the pier\n1) No dogs.\n2) No fires\n   on the pier, or\n   below it.\n3) Run:\n   make all\n", []string{"Rules of the pier", "1) No dogs.", "2) No fires on the pier, or below it.", "3) Run:", "make all"}},
		"a changelog":      {"CHANGES\n=======\n\n* Mended the bell, which rang\n  twice at noon.\n* Added a lamp.\n", []string{"* Mended the bell, which rang twice at noon.", "* Added a lamp."}},
		"a chat":           {"[10:32] <tom> when does it open?\n[10:33] <anna> at six\n10:34 - Bob: no, at seven\n[02.06.24, 10:35:12] Eva: It is closed today.\n", []string{"[10:32] <tom> when does it open?", "[10:33] <anna> at six", "10:34 - Bob: no, at seven", "[02.06.24, 10:35:12] Eva: It is closed today."}},
		"a time in a line": {"The gate of the harbour on the north side of the town opens at\n10:30 in winter, and the gate on the south side of it opens at\n11:30 all year, as the keepers of both of them told us.\n", []string{"The gate of the harbour on the north side of the town opens at 10:30 in winter, and the gate on the south side of it opens at 11:30 all year, as the keepers of both of them told us."}},
		"a manual":         {"LAMP(1)          Commands          LAMP(1)\n\nNAME\n       lamp - light a lamp.\n\nLamp 2.0         May 2024          LAMP(1)\n", []string{"lamp - light a lamp."}},
		"a broken line":    {"The gate is old.\n\nPort: the number between 1 and 65535 that the keeper\n\nhas picked at the start of the night.\n", []string{"The gate is old.", "Port: the number between 1 and 65535 that the keeper", "has picked at the start of the night."}},
	} {
		if got, _ := sentencesOf(t, "x.txt", []byte(c.text)); !slices.Equal(got, c.want) {
			t.Errorf("%s: got\n%s", name, strings.Join(got, "\n"))
		}
	}
}

// TestOpeningHours reads lines of days and hours, which are not when the text was published.
func TestOpeningHours(t *testing.T) {
	_, a := sentencesOf(t, "x.txt", []byte("The harbour is closed at night.\n\nOpening hours:\nMon-Fri   6:00-18:00\nSat       8:00-12:00\nSun       closed\n\nMonday 3 June 2024, 10:30\n"))
	var rows []string
	for _, b := range a.Blocks {
		if b.Kind == corpus.Table {
			rows = append(rows, a.Text[b.Start:b.End])
		}
	}
	if len(rows) != 3 {
		t.Errorf("rows %q of %+v", rows, a.Blocks)
	}
	if last := a.Blocks[len(a.Blocks)-1]; last.Kind != corpus.Byline {
		t.Errorf("%+v", last)
	}
}

// sentencesOf reads a file and returns its sentences that may be quoted, with single spaces.
func sentencesOf(t *testing.T, name string, data []byte) ([]string, corpus.Article) {
	t.Helper()
	articles, skips := corpustest.FromBytes(t, name, data, Read)
	if len(articles) != 1 {
		t.Fatalf("%d articles, %v", len(articles), skips)
	}
	a := articles[0]
	corpustest.CheckPassages(t, &a)
	var found []string
	for _, p := range corpus.Split(&a) {
		if p.Kind == corpus.Table || p.Kind == corpus.Code {
			continue
		}
		for _, s := range p.Sentences {
			found = append(found, strings.Join(strings.Fields(a.Text[s.Start:s.End]), " "))
		}
	}
	return found, a
}
