package index

import (
	"context"

	"verbatim/index/engine"
)

// quotes makes quotes of candidates and checks them against the stored texts.
func (s *session) quotes(ctx context.Context, list []*candidate) ([]Quote, error) {
	texts, err := s.texts(ctx, list)
	if err != nil {
		return nil, err
	}
	quotes, articles := make([]Quote, len(list)), make([]*engine.Article, len(list))
	for i, c := range list {
		sen := c.sentence()
		articles[i] = s.articles[c.passage.Article]
		quotes[i] = Quote{
			Article: describe(articles[i]), Section: c.passage.Headings, Anchor: c.passage.Anchor,
			Date: dateOf(articles[i], c.passage.Headings), Version: namingsOf(articles[i]).label(),
			Start: sen.Start, End: sen.End, Text: texts[i], SentenceStart: sen.Start, SentenceEnd: sen.End,
			SpanStart: sen.Start + c.spanStart, SpanEnd: sen.Start + c.spanEnd, Score: c.score,
		}
		if c.stretch != nil {
			quotes[i].grow(c.stretch)
		}
	}
	return quotes, verify(ctx, s.snapshot, articles, quotes)
}

// grow makes the quote of a sentence that of the stretch it stands in. What a sentence that only
// leads to the answer marks is not the answer.
func (q *Quote) grow(to *stretch) {
	q.Start, q.End, q.Text = to.Start, to.End, to.text
	q.Before = Excerpt{Start: to.Before.Start, End: to.Before.End, Text: to.before}
	if to.Lead {
		q.SpanEnd = q.SpanStart
	}
}

// also returns the articles that the twins of a quote stand in.
func (s *session) also(ctx context.Context, twins []*candidate) ([]Source, error) {
	if err := s.knowAll(ctx, twins); err != nil {
		return nil, err
	}
	var out []Source
	seen := map[int]bool{}
	for _, c := range twins {
		if number := c.passage.Article; !seen[number] {
			seen[number] = true
			out = append(out, describe(s.articles[number]))
		}
	}
	return out, nil
}

func describe(a *engine.Article) Source {
	return Source{
		ID: a.ID, Title: a.Title, Source: a.Source, Published: a.Published, Revised: a.Revised,
		Language: a.Language, Passages: a.Passages, Bytes: a.Bytes,
	}
}
