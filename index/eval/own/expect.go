package own

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"verbatim/index"
	"verbatim/index/eval"
)

// An expectation is a question's, with the articles that it names found.
type expectation struct {
	Question
	named  map[string]bool // ids of the articles of Articles
	either map[string]bool // ids of the articles that Expected names
	absent []string        // names in Articles that no article has
}

// expect finds the articles that a question names among those of an index.
func expect(q Question, l library) expectation {
	e := expectation{Question: q, named: map[string]bool{}, either: map[string]bool{}}
	for _, name := range q.Articles {
		ids := l.find(name)
		if len(ids) == 0 {
			e.absent = append(e.absent, name)
		}
		for _, id := range ids {
			e.named[id] = true
		}
	}
	for _, name := range q.Expected {
		for _, id := range l.find(name) {
			e.either[id] = true
		}
	}
	return e
}

// wanted says what should come of the question.
func (e expectation) wanted() eval.Wanted {
	switch {
	case e.Silence:
		return eval.Silence
	case len(e.Expected)+len(e.Articles) > 0:
		return eval.Reply
	}
	return eval.Anything
}

// met tells whether a quote is what was expected.
func (e expectation) met(q index.Quote) bool {
	if e.wanted() != eval.Reply || len(e.Articles) > 0 && !e.among(q, e.named) {
		return false
	}
	if len(e.Expected) == 0 || e.among(q, e.either) {
		return true
	}
	quote := words(q.Text)
	return slices.ContainsFunc(e.Expected, func(expected string) bool { return agree(quote, words(expected)) })
}

// among tells whether a quote stands in one of some articles, there or as well.
func (e expectation) among(q index.Quote, ids map[string]bool) bool {
	return ids[q.Article.ID] || slices.ContainsFunc(q.Also, func(s index.Source) bool { return ids[s.ID] })
}

// agree tells whether a quote says what was expected: it holds each of those words, in any
// order, or, in writing without spaces, the characters; or it is a sentence of a longer text
// that was expected.
func agree(quote, expected []string) bool {
	const fewest = 4 // words of a quote that are no mere part of something else
	if len(expected) == 0 {
		return false
	}
	if !slices.ContainsFunc(expected, func(w string) bool { return !slices.Contains(quote, w) }) {
		return true
	}
	said, wanted := " "+strings.Join(quote, " ")+" ", " "+strings.Join(expected, " ")+" "
	if len(quote) >= fewest && strings.Contains(wanted, said) {
		return true
	}
	return spaceless(wanted) && strings.Contains(said, strings.TrimSpace(wanted))
}

// spaceless tells whether a text is in a script that puts no spaces between words.
func spaceless(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
	})
}

// words cuts a text into its words, without case, accents and marks around them. A mark inside
// of one, such as the dot of a version or the dash of a flag, stays.
func words(text string) []string {
	folded := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text))
	var all []string
	for _, field := range strings.Fields(folded) {
		if w := strings.TrimFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mc, r) }); w != "" {
			all = append(all, w)
		}
	}
	return all
}

// A library finds articles by what people call them.
type library map[string][]string // ids by name

// newLibrary returns the names of articles: ids, titles, sources, and the ends of paths and
// addresses.
func newLibrary(sources []index.Source) library {
	l := library{}
	for _, s := range sources {
		seen := map[string]bool{}
		add := func(name string) {
			if name != "" && !seen[name] {
				seen[name] = true
				l[name] = append(l[name], s.ID)
			}
		}
		add(tidy(s.Title))
		for _, place := range []string{tidy(s.ID), tidy(s.Source)} {
			add(place)
			for i, r := range place {
				if r == '/' {
					add(place[i+1:])
				}
			}
		}
	}
	return l
}

func (l library) find(name string) []string { return l[tidy(name)] }

// tidy makes one of the ways to write a name: in lower case, with slashes, without a slash or a
// section at its end.
func tidy(name string) string {
	name = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(name), `\`, "/"))
	if at := strings.LastIndexByte(name, '#'); at > 0 {
		name = name[:at]
	}
	return strings.TrimPrefix(strings.TrimRight(name, "/"), "./")
}
