package prediction

import (
	"time"

	"verbatim/index"
)

// An Answer is what was said to one question. The tags doc and nullable are for documents that
// describe it.
type Answer struct {
	ID          string       `json:"id" doc:"Of the question; empty where it has none"`
	Question    string       `json:"question"`
	Predictions []Quote      `json:"predictions" nullable:"false" doc:"Best first; where abstained, the closest sentences, which are not the answer"`
	Score       *float64     `json:"score" doc:"Confidence: the share of such answers that are right; null where nothing was found"`
	Abstained   bool         `json:"abstained" doc:"Whether the corpus does not answer the question"`
	Reason      index.Reason `json:"reason,omitempty" doc:"Why it abstained"`
}

// A Quote is the sentence that was chosen, what is quoted for it, and where it stands.
type Quote struct {
	Article   string   `json:"article" doc:"Id of the article"`
	Start     int      `json:"bstart" doc:"Of the sentence: its first byte in the article's text"`
	End       int      `json:"bend" doc:"The byte after its last"`
	Score     float64  `json:"score" doc:"Comparable only inside one answer"`
	Extent    *[2]int  `json:"extent,omitempty" nullable:"false" doc:"Of the quote, in bytes of the article's text"`
	Quote     string   `json:"quote" doc:"The article's text there, byte for byte"`
	Span      *[2]int  `json:"span" nullable:"true" doc:"The answer proper in it, in bytes of the article's text; null where there is none"`
	Before    *Excerpt `json:"before,omitempty" doc:"What has to be in sight above the quote, such as the header of a table"`
	Title     string   `json:"title"`
	Source    string   `json:"source" doc:"Address or path of the article; empty where it is not to be told"`
	Anchor    string   `json:"anchor,omitempty"`
	Link      string   `json:"link,omitempty" doc:"Leads a browser to the quote's very words"`
	Section   []string `json:"section,omitempty" nullable:"false" doc:"The headings above it, outermost first"`
	Published *string  `json:"published" doc:"RFC 3339; null where it is not known"`
	Date      *string  `json:"date" doc:"Day of the section quoted or of the article's last change, such as 2024-03-05; null where it is not known"`
	Version   string   `json:"version,omitempty" doc:"Of what the article documents"`
	Also      []Other  `json:"also,omitempty" nullable:"false" doc:"Other articles that hold the same sentence"`
}

// An Excerpt is a part of the article's text, byte for byte.
type Excerpt struct {
	Start int    `json:"bstart"`
	End   int    `json:"bend"`
	Text  string `json:"text"`
}

// An Other is another article that holds the same sentence.
type Other struct {
	Article string `json:"article"`
	Title   string `json:"title"`
	Source  string `json:"source"`
}

// Of returns what stands for an answer.
func Of(a index.Answer) Answer {
	r := Answer{Question: a.Question, Abstained: a.Abstained, Reason: a.Reason, Predictions: make([]Quote, 0, len(a.Quotes))}
	if len(a.Quotes) > 0 {
		r.Score = &a.Confidence
	}
	for _, q := range a.Quotes {
		r.Predictions = append(r.Predictions, OfQuote(q))
	}
	return r
}

// OfQuote returns what stands for a quote.
func OfQuote(q index.Quote) Quote {
	out := Quote{
		Article: q.Article.ID, Start: q.SentenceStart, End: q.SentenceEnd, Score: q.Score,
		Extent: &[2]int{q.Start, q.End}, Quote: q.Text,
		Title: q.Article.Title, Source: q.Article.Source,
		Anchor: q.Anchor, Link: q.Link(), Section: q.Section,
		Published: Time(q.Article.Published), Date: Day(q.Date), Version: q.Version,
	}
	if q.SpanStart < q.SpanEnd {
		out.Span = &[2]int{q.SpanStart, q.SpanEnd}
	}
	if q.Before.Text != "" {
		out.Before = &Excerpt{Start: q.Before.Start, End: q.Before.End, Text: q.Before.Text}
	}
	for _, a := range q.Also {
		out.Also = append(out.Also, Other{Article: a.ID, Title: a.Title, Source: a.Source})
	}
	return out
}

// Day returns the day of t, nil for the zero time.
func Day(t time.Time) *string { return formatted(t, time.DateOnly) }

// Time returns t as RFC 3339, nil for the zero time.
func Time(t time.Time) *string { return formatted(t, time.RFC3339) }

func formatted(t time.Time, layout string) *string {
	if t.IsZero() {
		return nil
	}
	s := t.Format(layout)
	return &s
}
