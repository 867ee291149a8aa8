package bot

import (
	"context"
	"crypto/rand"
	"slices"

	"verbatim/bot/call"
	"verbatim/bot/message"
	"verbatim/bot/shelf"
	"verbatim/bot/store"
	"verbatim/index"
)

// newRecord makes the record of an answer to a request.
func (b *Bot) newRecord(r request, a index.Answer) store.Answer {
	record := store.Answer{
		Key: rand.Text(), Server: r.server, Channel: r.channel, Question: r.question, Understood: r.understood, Lent: r.lent, Others: r.others,
		Article: r.article, Asker: b.store.Person(r.user), Asked: r.asked, Language: r.texts.Code,
		Sure: a.Confidence, Haste: a.Haste, Silent: a.Abstained, At: b.clock(),
	}
	for _, q := range a.Quotes {
		record.Quotes = append(record.Quotes, recorded(q))
	}
	return record
}

// recorded returns a quote as it is kept.
func recorded(q index.Quote) store.Quote {
	out := store.Quote{
		Ref:  store.RefOf(q.Article.ID, q.Start, q.Text),
		Text: q.Text, SpanStart: q.SpanStart, SpanEnd: q.SpanEnd, Section: q.Section, Anchor: q.Anchor, Directive: q.Directive,
		Title: q.Article.Title, Source: q.Article.Source, Published: q.Article.Published,
		Date: q.Date, Version: q.Version,
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
	return store.RefOf(q.Article.ID, q.SentenceStart, text)
}

// shown returns a quote that was kept as the library gave it, as far as it is shown.
func shown(q store.Quote) index.Quote {
	out := index.Quote{
		Article: index.Source{ID: q.Article, Title: q.Title, Source: q.Source, Published: q.Published},
		Section: q.Section, Anchor: q.Anchor, Directive: q.Directive, Date: q.Date, Version: q.Version,
		Start: q.Start, End: q.End, Text: q.Text, SpanStart: q.SpanStart, SpanEnd: q.SpanEnd,
	}
	if out.Date.IsZero() { // kept before sections had dates
		out.Date = q.Published
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

// recall finds the answer that a component belongs to. It belongs where it was given: in its
// server, outside of one in its channel.
func (b *Bot) recall(c *call.Call) (store.Answer, error) {
	a, ok, err := b.store.Answer(c.Vars["key"])
	if err != nil {
		return store.Answer{}, err
	}
	here := a.Server == c.GuildID
	if a.Server == "" { // where the bot came along with a user it may have become a member since
		here = a.Channel == c.ChannelID
	}
	if !ok || !here {
		return store.Answer{}, message.Refuse(c.Texts.Errors.Expired)
	}
	return a, nil
}

// readable returns an answer with the texts of its quotes, as far as its server may see them
// at this moment: whoever runs the server, or the bot, may have taken sources from it since, or
// hidden a sentence.
// A quote from elsewhere becomes the zero one, which stands nowhere.
func (b *Bot) readable(ctx context.Context, a store.Answer) (store.Answer, error) {
	a, err := b.whole(ctx, a)
	if err != nil {
		return a, err
	}
	view, err := b.view(ctx, a.Server, a.Channel)
	if err != nil {
		return a, err
	}
	room, err := b.shelves.Of(a.Server)
	if err != nil {
		return a, err
	}
	a.Quotes = slices.Clone(a.Quotes)
	for i := range a.Quotes {
		if a.Quotes[i], err = permitted(room, view, a.Quotes[i]); err != nil {
			return a, err
		}
	}
	return a, nil
}

// permitted returns a quote without those of its sources that a view does not let through,
// and the zero quote when it does not let its own through or a sentence of it is hidden.
func permitted(room *shelf.Room, view index.Filter, q store.Quote) (store.Quote, error) {
	seen, err := room.Sees(view, index.Source{ID: q.Article, Source: q.Source})
	hidden := room.Hides(q.Text) || q.Before != nil && room.Hides(q.Before.Text)
	if err != nil || !seen || hidden {
		return store.Quote{}, err
	}
	q.Title = room.Called(index.Source{Title: q.Title}).Title
	var also []store.Source
	for _, other := range q.Also {
		seen, err := room.Sees(view, index.Source{ID: other.Article, Source: other.Source})
		if err != nil {
			return store.Quote{}, err
		}
		if seen {
			other.Title = room.Called(index.Source{Title: other.Title}).Title
			also = append(also, other)
		}
	}
	q.Also = also
	return q, nil
}

// stands reports whether a quote still stands in a server's library, as it must to be shown again.
func (b *Bot) stands(server string, q index.Quote) bool {
	room, err := b.shelves.Of(server)
	if err == nil {
		_, _, err = room.Context(q)
	}
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
	again := b.query(ctx, a.Server, a.Channel, a.Asks(), a.Article, settings)
	again.Sections = false // as it was asked then
	found, err := b.find(ctx, a.Server, a.Asker, again)
	if err != nil {
		return a, err
	}
	a.Sure, a.Haste = found.Confidence, found.Haste
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
