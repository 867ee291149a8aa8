package rush

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"verbatim/bot/memory"
	"verbatim/index"
	"verbatim/index/question"
)

const (
	keptAnswers = 500
	keptBytes   = 32 << 10 // of the texts of an answer that is kept
)

// A key stands for a query: equal questions in equal bounds have the same. It is a hash, so that
// nobody's words are kept.
type key [sha256.Size]byte

// keyOf returns the key of a query in any haste. Questions are equal that differ in courtesy,
// blanks, case and the mark at the end only: none of them changes what is found.
func keyOf(q index.Query) key {
	q.Haste = 0
	q.Text = strings.ToLower(strings.Join(strings.Fields(question.Clean(q.Text)), " "))
	q.Text = strings.TrimRight(q.Text, "?!. ")
	return sha256.Sum256(fmt.Appendf(nil, "%#v", q))
}

// A shelf keeps the latest answers of one edition of the library. The caller sees to it that one
// at a time uses it.
type shelf struct {
	edition index.Edition
	answers *memory.Memory[index.Answer]
}

// of empties the shelf where it holds answers of another edition.
func (s *shelf) of(e index.Edition) *memory.Memory[index.Answer] {
	if s.answers == nil || s.edition != e {
		s.edition, s.answers = e, memory.New[index.Answer](keptAnswers)
	}
	return s.answers
}

func (s *shelf) get(e index.Edition, k key) (index.Answer, bool) { return s.of(e).Get(string(k[:])) }

// put keeps an answer, unless it is a large one.
func (s *shelf) put(e index.Edition, k key, a index.Answer) {
	a.Question = ""
	if size(a) <= keptBytes {
		s.of(e).Put(string(k[:]), a)
	}
}

// size returns the bytes of an answer's texts.
func size(a index.Answer) (n int) {
	for _, q := range a.Quotes {
		n += len(q.Text) + len(q.Before.Text) + len(q.Directive)
	}
	return n
}
