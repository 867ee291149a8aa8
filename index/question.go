package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	asked "verbatim/index/question"
	"verbatim/index/term"
)

// A question is what a query asks, in the terms of the corpus.
type question struct {
	text    string   // as the reader gets it: bounded, without control characters
	terms   []*ask   // distinct, in the order of the question
	phrases []phrase // what stood in quotation marks
	dropped []string // words without meaning of their own
}

// An ask is one term that a question asks for.
type ask struct {
	word   string    // as the question writes it
	terms  []variant // the ways in which the corpus may write it
	number bool
	name   bool // written with a capital inside the question
	df     int  // passages that hold it in their text, title or headings
	idf    float64
	fuzzy  bool // the corpus does not know the word: variants are similar ones
}

// A variant is one term that stands for an asked word.
type variant struct {
	term   string
	hash   uint32
	weight float64 // 1 for the word itself, less for a similar one
}

// A phrase is a run of words that has to stand in a sentence as it is.
type phrase []string // words in folded case and without accents

const (
	maxQuestion = 2000 // bytes of a question that are looked at
	maxTerms    = 40   // distinct terms that are looked up, the first ones
)

// parseQuestion analyses a question. No character in it has a meaning of its own but
// the quotation mark, and that only in pairs.
func parseQuestion(text string, analyzers []*term.Analyzer) *question {
	q := &question{text: cleanQuestion(asked.Clean(text))}
	seen := map[string]bool{}
	term.EachWord(q.text, func(w term.Word) {
		a := &ask{word: q.text[w.Start:w.End], number: term.HasDigit(w.Text), name: capital(q.text, w)}
		for i, an := range analyzers {
			t := an.Term(w)
			if t.Text == "" && i == 0 {
				a.terms = nil
				break // English stop words are dropped in every corpus
			}
			if t.Text != "" && !a.has(t.Text) {
				a.terms = append(a.terms, variant{term: t.Text, hash: t.Hash, weight: 1})
			}
		}
		switch {
		case len(a.terms) == 0:
			q.dropped = append(q.dropped, a.word)
		case !seen[a.terms[0].term] && len(q.terms) < maxTerms:
			seen[a.terms[0].term] = true
			q.terms = append(q.terms, a)
		}
	})
	q.phrases = quoted(q.text)
	return q
}

func (a *ask) has(term string) bool {
	for _, v := range a.terms {
		if v.term == term {
			return true
		}
	}
	return false
}

// cleanQuestion bounds a question and turns control characters and invalid bytes into
// spaces.
func cleanQuestion(s string) string {
	s = strings.ToValidUTF8(term.Clip(s, maxQuestion), " ")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// capital reports whether a word has a capital letter that the beginning of a sentence
// does not explain.
func capital(text string, w term.Word) bool {
	r, _ := utf8.DecodeRuneInString(text[w.Start:])
	return unicode.IsUpper(r) && w.Start > 0
}

// quoted returns what stands in pairs of double quotation marks, straight or curly.
func quoted(text string) []phrase {
	var out []phrase
	open := -1
	for i, r := range text {
		switch r {
		case '"', '“', '”', '„', '«', '»':
			if open < 0 {
				open = i + utf8.RuneLen(r)
				continue
			}
			if p := phraseOf(text[open:i]); len(p) > 1 {
				out = append(out, p)
			}
			open = -1
		}
	}
	return out
}

// phraseOf returns the words of a text in the form in which phrases are compared.
func phraseOf(text string) phrase {
	var p phrase
	term.EachWord(text, func(w term.Word) {
		if !w.Joined {
			p = append(p, term.FoldAccents(term.FoldCase(w.Text)))
		}
	})
	return p
}

// in reports whether the phrase stands in the words of a text.
func (p phrase) in(words phrase) bool {
	for i := 0; i+len(p) <= len(words); i++ {
		match := true
		for j := range p {
			if words[i+j] != p[j] {
				match = false
				break
			}
		}
		if match {
			return true
		}
	}
	return false
}
