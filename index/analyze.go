package index

import (
	"github.com/blevesearch/snowballstem"
)

// An analyzer turns text into terms: words without case, accents, possessive endings
// and inflection. The same terms go into the bleve index and into the store, and
// questions go through the same analysis, so that all three speak of the same thing.
// It is not safe for concurrent use.
type analyzer struct {
	lang  *language
	cache map[string]string // word as written → term, "" for a stop word
}

// maxCached bounds the memory of an analyzer: some 10 MB when full.
const maxCached = 1 << 16

// maxTerm is the length in bytes from which a word is no word but data (base64, a
// long URL); its beginning stands for it.
const maxTerm = 64

func newAnalyzer(tag string) *analyzer {
	return &analyzer{lang: languageOf(tag), cache: map[string]string{}}
}

// each calls yield with every term of the text and the word it comes from. Stop words
// are left out.
func (a *analyzer) each(text string, yield func(term string, w word)) {
	eachWord(text, func(w word) {
		if t := a.term(w); t != "" {
			yield(t, w)
		}
	})
}

// terms returns the terms of a text in order, stop words left out.
func (a *analyzer) terms(text string) []string {
	var out []string
	a.each(text, func(t string, _ word) { out = append(out, t) })
	return out
}

func (a *analyzer) term(w word) string {
	if t, ok := a.cache[w.text]; ok {
		return t
	}
	t := a.analyse(w)
	if len(a.cache) >= maxCached {
		clear(a.cache)
	}
	a.cache[w.text] = t
	return t
}

func (a *analyzer) analyse(w word) string {
	s := foldCase(w.text)
	if len(s) > maxTerm {
		return clip(s, maxTerm)
	}
	if a.lang.stops[s] {
		return ""
	}
	if a.lang.tag == "en" {
		s = foldAccents(s)
	}
	if a.lang.stem != nil && !w.script && !hasDigit(s) {
		env := snowballstem.NewEnv(s)
		a.lang.stem(env)
		s = env.Current()
	}
	return foldAccents(s)
}

// clip cuts s to at most n bytes without cutting a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

func hasDigit(s string) bool {
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			return true
		}
	}
	return false
}
