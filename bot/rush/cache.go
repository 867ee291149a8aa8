package rush

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/bot/memory"
	"verbatim/index"
	"verbatim/index/question"
)

const (
	keptAnswers = 500
	keptBytes   = 32 << 10 // of the texts of an answer that is kept
)

// A key stands for a query that is put to an edition of a room: equal questions in equal bounds
// have the same.
type key struct {
	generation int
	sum        [sha256.Size]byte // so that nobody's words are kept
}

// keyOf returns the key of a query in any haste. Questions are equal that differ in courtesy,
// blanks, the first letter's case and the mark at the end only: further on capitals tell names.
func keyOf(room string, e index.Edition, q index.Query) key {
	q.Haste = 0
	q.Text = strings.TrimRight(strings.Join(strings.Fields(question.Clean(q.Text)), " "), "?!. ")
	if first, size := utf8.DecodeRuneInString(q.Text); first != utf8.RuneError {
		q.Text = string(unicode.ToLower(first)) + q.Text[size:]
	}
	return key{e.Generation, sha256.Sum256(fmt.Appendf(nil, "%q %#v %#v", room, e, q))}
}

// A cache keeps the latest answers of one generation of the library. The caller sees to it that
// one at a time uses it.
type cache struct {
	generation int
	answers    *memory.Memory[index.Answer]
}

// of empties the cache where it holds answers of another generation.
func (c *cache) of(k key) *memory.Memory[index.Answer] {
	if c.answers == nil || c.generation != k.generation {
		c.generation, c.answers = k.generation, memory.New[index.Answer](keptAnswers)
	}
	return c.answers
}

func (c *cache) get(k key) (index.Answer, bool) { return c.of(k).Get(string(k.sum[:])) }

// put keeps an answer, unless it is a large one.
func (c *cache) put(k key, a index.Answer) {
	a.Question = ""
	if size(a) <= keptBytes {
		c.of(k).Put(string(k.sum[:]), a)
	}
}

// size returns the bytes of an answer's texts.
func size(a index.Answer) (n int) {
	for _, q := range a.Quotes {
		n += len(q.Text) + len(q.Before.Text) + len(q.Directive)
	}
	return n
}
