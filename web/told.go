package web

import (
	"strings"

	"verbatim/bot/library"
	"verbatim/corpus"
	"verbatim/index"
	"verbatim/index/prediction"
)

// found is what a look-up found.
type found struct {
	Passages []passage `json:"passages" nullable:"false" doc:"Best first"`
}

// A passage is a paragraph of an article. Offsets are bytes in the article's text.
type passage struct {
	Article string   `json:"article" doc:"Id of the article"`
	Start   int      `json:"bstart"`
	End     int      `json:"bend" doc:"The byte after its last"`
	Text    string   `json:"text" doc:"The article's text there, byte for byte"`
	Title   string   `json:"title"`
	Source  string   `json:"source" doc:"Address of the article; empty where it is not to be told"`
	Anchor  string   `json:"anchor,omitempty"`
	Section []string `json:"section,omitempty" nullable:"false" doc:"The headings above it, outermost first"`
	Date    *string  `json:"date" doc:"Such as 2024-03-05; null where it is not known"`
	Version string   `json:"version,omitempty" doc:"Of what the article documents"`
}

// sources is a page of the list of articles.
type sources struct {
	Total   int      `json:"total" doc:"How many there are in all"`
	Sources []source `json:"sources" nullable:"false"`
	Next    *int     `json:"next" doc:"The offset of the next page; null on the last"`
}

// A source is one article.
type source struct {
	ID        string  `json:"id"`
	Title     string  `json:"title"`
	Source    string  `json:"source" doc:"Address of the article; empty where it is not to be told"`
	Published *string `json:"published" doc:"RFC 3339; null where it is not known"`
	Language  string  `json:"language"`
	Passages  int     `json:"passages"`
	Bytes     int     `json:"bytes" doc:"Length of the text"`
}

// told returns an answer as whoever asked may see it.
func (d desk) told(a index.Answer) prediction.Answer {
	p := prediction.Of(a)
	for i := range p.Predictions {
		q := &p.Predictions[i]
		q.Source = d.tell(q.Source)
		for j := range q.Also {
			q.Also[j].Source = d.tell(q.Also[j].Source)
		}
	}
	return p
}

// tell returns a source that may be told: the paths of files are the business of whoever runs the
// site.
func (d desk) tell(source string) string {
	if d.config.Paths || public(source) {
		return source
	}
	return ""
}

// public reports whether a source may be told to everybody.
func public(source string) bool {
	return corpus.IsURL(source) || strings.HasPrefix(source, corpus.Shipped)
}

// label returns an article's title on one line, and where it has none its address or its id: never
// the path of a file.
func label(a index.Source) string {
	if !public(a.Source) {
		a.Source = ""
	}
	return library.Label(a)
}

func (d desk) foundOf(hits []index.PassageHit) found {
	f := found{Passages: make([]passage, 0, len(hits))}
	for _, h := range hits {
		f.Passages = append(f.Passages, passage{
			Article: h.Article.ID, Start: h.Start, End: h.End, Text: h.Text, Title: h.Article.Title, Source: d.tell(h.Article.Source),
			Anchor: h.Anchor, Section: h.Section, Date: prediction.Day(h.Date), Version: h.Version,
		})
	}
	return f
}

// sourcesOf returns the page of a list that begins after offset articles.
func (d desk) sourcesOf(all []index.Source, offset, limit int) sources {
	begin := min(offset, len(all))
	end := begin + min(limit, len(all)-begin)
	page := sources{Total: len(all), Sources: make([]source, 0, end-begin)}
	for _, a := range all[begin:end] {
		page.Sources = append(page.Sources, source{
			ID: a.ID, Title: a.Title, Source: d.tell(a.Source), Published: prediction.Time(a.Published),
			Language: a.Language, Passages: a.Passages, Bytes: a.Bytes,
		})
	}
	if end < len(all) {
		page.Next = &end
	}
	return page
}
