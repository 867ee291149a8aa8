package term

import (
	"bufio"
	"bytes"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/analysis/lang/da"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hu"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/no"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
	"github.com/blevesearch/bleve/v2/analysis/lang/tr"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
)

// A language knows the words that carry no meaning of their own and how to take a
// word down to its stem.
type language struct {
	tag   string // BCP 47 base tag
	stops map[string]bool
	stem  func(*snowballstem.Env) bool // nil: words stay as they are
}

// languages returns the language of a BCP 47 base tag. A tag that is not known gets
// one without stop words and stems; the empty tag is taken for English.
var languages = sync.OnceValue(func() map[string]*language {
	all := map[string]*language{}
	add := func(tag string, stops []byte, stem func(*snowballstem.Env) bool) {
		all[tag] = &language{tag: tag, stops: stopWords(stops), stem: stem}
	}
	add("en", en.EnglishStopWords, english.Stem)
	add("da", da.DanishStopWords, danish.Stem)
	add("de", de.GermanStopWords, german.Stem)
	add("es", es.SpanishStopWords, spanish.Stem)
	add("fi", fi.FinnishStopWords, finnish.Stem)
	add("fr", fr.FrenchStopWords, french.Stem)
	add("hu", hu.HungarianStopWords, hungarian.Stem)
	add("it", it.ItalianStopWords, italian.Stem)
	add("nl", nl.DutchStopWords, dutch.Stem)
	add("no", no.NorwegianStopWords, norwegian.Stem)
	add("nb", no.NorwegianStopWords, norwegian.Stem)
	add("pt", pt.PortugueseStopWords, portuguese.Stem)
	add("ro", ro.RomanianStopWords, romanian.Stem)
	add("ru", ru.RussianStopWords, russian.Stem)
	add("sv", sv.SwedishStopWords, swedish.Stem)
	add("tr", tr.TurkishStopWords, turkish.Stem)
	return all
})

func languageOf(tag string) *language {
	if tag == "" {
		tag = "en"
	}
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if l, ok := languages()[base]; ok {
		return l
	}
	return &language{tag: base}
}

// Language returns the base of a BCP 47 tag, by which analysis goes: "en" for "en-GB", and
// for "", which stands for a language that could not be told.
func Language(tag string) string { return languageOf(tag).tag }

// ForQuestions returns one analyzer for each language of a corpus that inflects words,
// English first, because a question does not tell its language.
func ForQuestions(tags []string) []*Analyzer {
	list := []*Analyzer{NewAnalyzer("en")}
	seen := map[string]bool{"en": true}
	for _, tag := range tags {
		l := languageOf(tag)
		if l.stem == nil || seen[l.tag] {
			continue
		}
		seen[l.tag] = true
		list = append(list, NewAnalyzer(tag))
	}
	return list
}

// stopWords reads a list in the format of the Snowball project: one word at the start
// of a line, comments after a bar.
func stopWords(list []byte) map[string]bool {
	stops := map[string]bool{}
	lines := bufio.NewScanner(bytes.NewReader(list))
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "|")
		for _, w := range strings.Fields(line) {
			EachWord(w, func(w Word) { stops[FoldCase(w.Text)] = true })
		}
	}
	return stops
}
