package index

import (
	"strings"

	"github.com/blevesearch/snowballstem"
)

// An analyzer turns text into terms: words without case, accents, possessive endings
// and inflection. The same terms go into the bleve index and into the store, and
// questions go through the same analysis, so that all three speak of the same thing.
// It is not safe for concurrent use.
type analyzer struct {
	lang  *language
	cache map[string]*term // by the word as written; the empty term for a stop word
}

// A term is a word after analysis.
type term struct {
	text  string
	bytes []byte // of text, shared by all who index it
	hash  uint32
}

// maxCached bounds the memory of an analyzer: some 10 MB when full.
const maxCached = 1 << 16

// maxTerm is the length in bytes from which a word is no word but data (base64, a
// long URL); its beginning stands for it.
const maxTerm = 64

func newAnalyzer(tag string) *analyzer {
	return &analyzer{lang: languageOf(tag), cache: map[string]*term{}}
}

// each calls yield with every term of the text and the word it comes from. Stop words
// are left out.
func (a *analyzer) each(text string, yield func(*term, word)) {
	eachWord(text, func(w word) {
		if t := a.term(w); t.text != "" {
			yield(t, w)
		}
	})
}

// terms returns the terms of a text in order, stop words left out.
func (a *analyzer) terms(text string) []*term {
	var out []*term
	a.each(text, func(t *term, _ word) { out = append(out, t) })
	return out
}

func (a *analyzer) term(w word) *term {
	if t, ok := a.cache[w.text]; ok {
		return t
	}
	s := a.analyse(w)
	t := &term{text: s, bytes: []byte(s), hash: termHash(s)}
	if len(a.cache) >= maxCached {
		clear(a.cache)
	}
	a.cache[strings.Clone(w.text)] = t // the text it was cut from may be large
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
