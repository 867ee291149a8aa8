package term

import (
	"strings"

	"github.com/blevesearch/snowballstem"
)

// An Analyzer turns text into terms: words without case, accents, possessive endings
// and inflection. It is not safe for concurrent use.
type Analyzer struct {
	lang  *language
	cache map[string]*Term // by the word as written; the empty term for a stop word
}

// A Term is a word after analysis. It never changes.
type Term struct {
	Text  string
	Bytes []byte // of Text, shared by all who index it
	Hash  uint32 // of Text
}

// maxCached bounds the memory of an analyzer: some 10 MB when full.
const maxCached = 1 << 16

// maxTerm is the length in bytes from which a word is no word but data (base64, a
// long URL); its beginning stands for it.
const maxTerm = 64

// NewAnalyzer returns an analyzer for the language of a BCP 47 tag, "" for English. One that
// is not known has no stop words, and its words stay as they are.
func NewAnalyzer(tag string) *Analyzer {
	return &Analyzer{lang: languageOf(tag), cache: map[string]*Term{}}
}

// Each calls yield with every term of the text and the word it comes from. Stop words
// are left out.
func (a *Analyzer) Each(text string, yield func(*Term, Word)) {
	EachWord(text, func(w Word) {
		if t := a.Term(w); t.Text != "" {
			yield(t, w)
		}
	})
}

// Terms returns the terms of a text in order, stop words left out.
func (a *Analyzer) Terms(text string) []*Term {
	var out []*Term
	a.Each(text, func(t *Term, _ Word) { out = append(out, t) })
	return out
}

// Term returns the term of a word; its Text is "" for a stop word.
func (a *Analyzer) Term(w Word) *Term {
	if t, ok := a.cache[w.Text]; ok {
		return t
	}
	s := a.analyse(w)
	t := &Term{Text: s, Bytes: []byte(s), Hash: Hash(s)}
	if len(a.cache) >= maxCached {
		clear(a.cache)
	}
	a.cache[strings.Clone(w.Text)] = t // the text it was cut from may be large
	return t
}

func (a *Analyzer) analyse(w Word) string {
	s := FoldCase(w.Text)
	if len(s) > maxTerm {
		return Clip(s, maxTerm)
	}
	if a.lang.stops[s] {
		return ""
	}
	if a.lang.tag == "en" {
		s = FoldAccents(s)
	}
	if a.lang.stem != nil && !w.Script && !HasDigit(s) {
		env := snowballstem.NewEnv(s)
		a.lang.stem(env)
		s = env.Current()
	}
	return FoldAccents(s)
}

// Clip cuts s to at most n bytes without cutting a character.
func Clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

// HasDigit reports whether a word holds a digit 0 to 9.
func HasDigit(s string) bool {
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			return true
		}
	}
	return false
}
