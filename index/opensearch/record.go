package opensearch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"verbatim/index/engine"
	"verbatim/index/record"
)

// sumSize is how much of the SHA-256 of a record is kept.
const sumSize = 8

// sealed returns what is kept under an id as bytes that tell whether they are that.
func sealed(id string, data []byte) []byte { return append(sumOf(id, data), data...) }

// opened returns the bytes that were sealed.
func opened(id string, kept []byte) ([]byte, error) {
	if len(kept) < sumSize || !bytes.Equal(sumOf(id, kept[sumSize:]), kept[:sumSize]) {
		return nil, fmt.Errorf("document %s: %w", id, engine.ErrDamaged)
	}
	return kept[sumSize:], nil
}

func sumOf(id string, data []byte) []byte {
	h := sha256.New()
	h.Write([]byte(id))
	h.Write([]byte{0})
	h.Write(data)
	return h.Sum(nil)[:sumSize:sumSize]
}

// The ids of documents.
const (
	metaID       = "meta"
	passagePlace = "%d-%d" // number of the article, ordinal of the passage
)

func articleID(number int) string      { return fmt.Sprintf("a%d", number) }
func blocksID(number int) string       { return fmt.Sprintf("b%d", number) }
func textID(number, part int) string   { return fmt.Sprintf("t%d-%d", number, part) }
func passageID(number, nth int) string { return fmt.Sprintf(passagePlace, number, nth) }

// noteID is a hash, for topics and keys may be of any length.
func noteID(topic, key string) string { return "n" + digest(topic, key) }

// topicOf is what the notes under a topic are found by.
func topicOf(topic string) string { return digest(topic) }

func digest(parts ...string) string {
	var e record.Encoder
	for _, p := range parts {
		e.String(p)
	}
	sum := sha256.Sum256(e.Buf)
	return hex.EncodeToString(sum[:16])
}

// maxKey is how many bytes of an id or a source can be filtered by; what differs behind them is told apart by a hash.
const maxKey = 8000

// keyOf returns what an id or a source is indexed as.
func keyOf(s string) string {
	s = written(s)
	if len(s) <= maxKey {
		return s
	}
	return prefixOf(s) + "\x00" + digest(s)
}

// prefixOf returns what the key of whatever begins with s begins with.
func prefixOf(s string) string {
	s = written(s)
	for n := maxKey; n < len(s); n-- {
		if utf8.RuneStart(s[n]) {
			return s[:n]
		}
	}
	return s
}

// written returns a string as JSON can hold it: names of files may be any bytes.
func written(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			r = '\U0010FF00' + rune(s[0]) // which no text uses
		}
		b.WriteRune(r)
		s = s[n:]
	}
	return b.String()
}

// encodeArticle returns what is kept of an article beside its text.
func encodeArticle(a *engine.Article) []byte {
	var e record.Encoder
	for _, s := range []string{a.ID, a.Title, a.Source, a.Language} {
		e.String(s)
	}
	e.Time(a.Published)
	e.Time(a.Revised)
	e.Buf = append(e.Buf, a.Hash[:]...)
	for _, n := range []int{a.Number, a.Bytes, a.Passages, a.Sentences, a.TextTerms, a.AllTerms} {
		e.Int(n)
	}
	return e.Buf
}

func decodeArticle(b []byte) (*engine.Article, error) {
	d := record.Decoder{Buf: b}
	a := &engine.Article{ID: d.String(), Title: d.String(), Source: d.String(), Language: d.String()}
	a.Published, a.Revised = d.Time(), d.Time()
	copy(a.Hash[:], d.Bytes(len(a.Hash)))
	for _, n := range []*int{&a.Number, &a.Bytes, &a.Passages, &a.Sentences, &a.TextTerms, &a.AllTerms} {
		*n = d.Int()
	}
	return a, d.Err
}

// partBytes is how much of a text is kept in a document.
const partBytes = 8 << 10

// parts is how many documents a text of so many bytes takes.
func parts(size int) int { return (size + partBytes - 1) / partBytes }
