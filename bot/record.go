package bot

import (
	"context"
	"crypto/rand"
	"hash/crc32"

	"verbatim/bot/call"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/index"
)

// newRecord makes the record of an answer to a request.
func (b *Bot) newRecord(r request, a index.Answer) store.Answer {
	record := store.Answer{
		Key: rand.Text(), Server: r.server, Channel: r.channel, Question: r.question, Others: r.others,
		Article: r.article, Asker: b.store.Person(r.user), Asked: r.asked, Language: r.texts.Code,
		Sure: a.Confidence, Silent: a.Abstained, At: b.now().UTC(),
	}
	for _, q := range a.Quotes {
		record.Quotes = append(record.Quotes, recorded(q))
	}
	return record
}

// recorded returns a quote as it is kept.
func recorded(q index.Quote) store.Quote {
	out := store.Quote{
		Ref:  store.Ref{Article: q.Article.ID, Start: q.Start, End: q.End, Sum: crc32.ChecksumIEEE([]byte(q.Text))},
		Text: q.Text, SpanStart: q.SpanStart, SpanEnd: q.SpanEnd, Section: q.Section, Anchor: q.Anchor,
		Title: q.Article.Title, Source: q.Article.Source, Published: q.Article.Published,
	}
	out.Sentence = &store.Place{Start: q.SentenceStart, End: q.SentenceEnd}
	if q.Before.Text != "" {
		out.Before = &store.Excerpt{Place: store.Place{Start: q.Before.Start, End: q.Before.End}, Text: q.Before.Text}
	}
	for _, s := range q.Also {
		out.Also = append(out.Also, store.Source{Article: s.ID, Title: s.Title, Source: s.Source})
	}
	return out
}

// sentenceRef names the sentence of a quote, as records from before texts were kept do.
func sentenceRef(q index.Quote) store.Ref {
	text := q.Text[q.SentenceStart-q.Start : q.SentenceEnd-q.Start]
	return store.Ref{Article: q.Article.ID, Start: q.SentenceStart, End: q.SentenceEnd, Sum: crc32.ChecksumIEEE([]byte(text))}
}

// shown returns a quote that was kept as the library gave it, as far as it is shown.
func shown(q store.Quote) index.Quote {
	out := index.Quote{
		Article: index.Source{ID: q.Article, Title: q.Title, Source: q.Source, Published: q.Published},
		Section: q.Section, Anchor: q.Anchor, Start: q.Start, End: q.End, Text: q.Text, SpanStart: q.SpanStart, SpanEnd: q.SpanEnd,
	}
	out.SentenceStart, out.SentenceEnd = q.Start, q.End
	if q.Sentence != nil {
		out.SentenceStart, out.SentenceEnd = q.Sentence.Start, q.Sentence.End
	}
	if q.Before != nil {
		out.Before = index.Excerpt{Start: q.Before.Start, End: q.Before.End, Text: q.Before.Text}
	}
	for _, s := range q.Also {
		out.Also = append(out.Also, index.Source{ID: s.Article, Title: s.Title, Source: s.Source})
	}
	return out
}

// record keeps an answer, before it is sent and again when its message is known. It does
// not wait for the disk.
func (b *Bot) record(a store.Answer) {
	b.store.SaveAnswerLater(a, func(err error) {
		if err != nil {
			b.log.Error("could not record an answer; its buttons do not work", "error", err)
		}
	})
}

// recordOf returns the record of the answer to the question in a message, or of the
// answer that a message shows, and false when there is none.
func (b *Bot) recordOf(message string) (store.Answer, bool, error) {
	a, ok, err := b.store.AnswerTo(message)
	if ok || err != nil {
		return a, ok, err
	}
	return b.store.AnswerIn(message)
}

// recall finds the answer that a component belongs to.
func (b *Bot) recall(c *call.Call) (store.Answer, error) {
	a, ok, err := b.store.Answer(c.Vars["key"])
	if err == nil && !ok {
		err = message.Refuse(c.Texts.Errors.Expired)
	}
	return a, err
}

// stands reports whether a quote still stands in the library, as it must to be shown again.
func (b *Bot) stands(q index.Quote) bool {
	_, _, err := b.library.Context(q)
	return err == nil
}

// whole returns an answer with the texts of its quotes. Those of an answer from before
// texts were kept are asked for again, once; what is not found any more stays without.
func (b *Bot) whole(ctx context.Context, a store.Answer) (store.Answer, error) {
	if len(a.Quotes) == 0 || a.Quotes[0].Text != "" {
		return a, nil
	}
	settings, err := b.settings(a.Server)
	if err != nil {
		return a, err
	}
	again := query(a.Question, a.Article, settings)
	again.Sections = false // as it was asked then
	found, err := b.find(ctx, party(a.Server, a.Asker), again)
	if err != nil {
		return a, err
	}
	a.Sure = found.Confidence
	for _, q := range found.Quotes {
		for i := range a.Quotes {
			if a.Quotes[i].Ref == sentenceRef(q) {
				a.Quotes[i] = recorded(q)
			}
		}
	}
	b.record(a)
	return a, nil
}
