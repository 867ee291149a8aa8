package store

import (
	"hash/crc32"
	"time"
)

// A Ref names a quote.
type Ref struct {
	Article string `json:"article"`
	Start   int    `json:"start"` // byte offset in the article's text
	End     int    `json:"end"`   // exclusive
	Sum     uint32 `json:"sum"`   // CRC-32 (IEEE) of the text, to notice that it is no longer the same
}

// RefOf names a text that begins somewhere in an article.
func RefOf(article string, start int, text string) Ref {
	return Ref{Article: article, Start: start, End: start + len(text), Sum: crc32.ChecksumIEEE([]byte(text))}
}

// StandsIn reports whether an article's text is, where the quote stands, what it was.
func (r Ref) StandsIn(text string) bool {
	return 0 <= r.Start && r.Start < r.End && r.End <= len(text) && RefOf(r.Article, r.Start, text[r.Start:r.End]) == r
}

// A Quote is a quote as it was shown.
type Quote struct {
	Ref
	Text      string    `json:"text,omitempty"`       // "" in a record from before texts were kept
	Sentence  *Place    `json:"sentence,omitempty"`   // that was chosen; nil in a record from before quotes were more than one
	Before    *Excerpt  `json:"before,omitempty"`     // what is shown above the quote, nil for nothing
	SpanStart int       `json:"span_start,omitempty"` // byte offset in the article's text
	SpanEnd   int       `json:"span_end,omitempty"`   // exclusive; equal to SpanStart when there is no span
	Section   []string  `json:"section,omitempty"`    // headings above the sentence, outermost first
	Anchor    string    `json:"anchor,omitempty"`     // fragment of the source that leads to it
	Directive string    `json:"directive,omitempty"`  // that leads a browser to the very words
	Title     string    `json:"title,omitempty"`      // of the article
	Source    string    `json:"source,omitempty"`     // URL or path of the article
	Published time.Time `json:"published,omitzero"`
	Date      time.Time `json:"date,omitzero"`     // of the quoted section
	Version   string    `json:"version,omitempty"` // of what the article documents
	Also      []Source  `json:"also,omitempty"`    // other articles that hold the same sentence
}

// A Place is a range of bytes in an article's text.
type Place struct {
	Start int `json:"start"`
	End   int `json:"end"` // exclusive
}

// An Excerpt is a range of an article's text, and the text.
type Excerpt struct {
	Place
	Text string `json:"text"`
}

// A Source is an article by the names that people know it by.
type Source struct {
	Article string `json:"article"`
	Title   string `json:"title,omitempty"`
	Source  string `json:"source,omitempty"` // URL or path
}
