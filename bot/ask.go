package bot

import (
	"context"
	"crypto/rand"
	"hash/crc32"
	"time"

	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/index"
)

const (
	answerTimeout = 20 * time.Second // for one answer, all in all
	quotesKept    = 5                // quotes asked for, so that the next ones are at hand
	othersKept    = maxButtons       // further questions of one message
)

// A request is a question on its way through the bot, whatever surface it came from.
type request struct {
	question string
	others   []string // further questions in the same message
	article  string   // id of the only article to look in, "" for all
	server   string   // "" for a direct message
	channel  string
	user     string // id of the one who asks
	asked    string // id of the message with the question, "" for a command
	echo     bool   // show the question with the answer
	texts    *text.Texts
}

// ask answers a request: the one way that every surface takes. The message is to be sent
// and the answer recorded afterwards.
func (b *Bot) ask(ctx context.Context, r request) (message, remembered, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	settings, err := b.settings(r.server)
	if err != nil {
		return message{}, remembered{}, err
	}
	found, err := b.library.Answer(ctx, index.Query{
		Text: r.question, Article: r.article, Sources: settings.Sources,
		Top: quotesKept, Level: index.Level(settings.Level),
	})
	if err != nil {
		return message{}, remembered{}, err
	}
	m := remembered{answer: found, record: b.newRecord(r, found)}
	if found.Abstained && found.Reason != index.NoQuestion {
		if err := b.store.AddGap(r.server, r.question, string(found.Reason), m.record.Asker, m.record.At); err != nil {
			b.log.Error("could not note an unanswered question", "error", err)
		}
	}
	b.recent.put(m)
	return b.render(r, m), m, nil
}

// settings returns a server's settings; direct messages have the defaults.
func (b *Bot) settings(server string) (store.Settings, error) {
	if server == "" {
		return store.Settings{}, nil
	}
	return b.store.Settings(server)
}

// newRecord makes the record of an answer to a request.
func (b *Bot) newRecord(r request, a index.Answer) store.Answer {
	record := store.Answer{
		Key: rand.Text(), Server: r.server, Channel: r.channel, Question: r.question, Others: r.others,
		Article: r.article, Asker: b.store.Person(r.user), Asked: r.asked, Language: r.texts.Code,
		Silent: a.Abstained, At: b.now().UTC(),
	}
	for _, q := range a.Quotes {
		record.Quotes = append(record.Quotes, reference(q))
	}
	return record
}

// reference names a quote for the store.
func reference(q index.Quote) store.Ref {
	return store.Ref{Article: q.Article.ID, Start: q.Start, End: q.End, Sum: crc32.ChecksumIEEE([]byte(q.Text))}
}

// render makes the message for an answer.
func (b *Bot) render(r request, m remembered) message {
	question := ""
	if r.echo {
		question = r.question
	}
	if m.answer.Abstained || len(m.answer.Quotes) == 0 {
		return silence{
			texts: r.texts, key: m.record.Key, question: question, reason: m.answer.Reason,
			noted: r.server != "", closest: len(m.answer.Quotes) > 0, others: r.others,
		}.message()
	}
	return card{
		texts: r.texts, key: m.record.Key, question: question, quote: m.answer.Quotes[0],
		more: len(m.answer.Quotes) > 1, confidence: m.answer.Confidence, others: r.others,
	}.message()
}

// record keeps an answer that was sent in a message, whose id is "" for a private one.
func (b *Bot) record(m remembered, messageID string) {
	m.record.Message = messageID
	b.recent.put(m)
	if err := b.store.SaveAnswer(m.record); err != nil {
		b.log.Error("could not record an answer; its buttons will not last", "error", err)
	}
}
