package bot

import (
	"context"
	"crypto/rand"
	"hash/crc32"

	"verbatim/bot/card"
	"verbatim/bot/limit"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/index"
)

const (
	quotesKept = 5 // quotes asked for, so that the next ones are at hand
)

// A request is a question on its way through the bot, whatever surface it came from.
type request struct {
	question string
	others   []string // further questions in the same message
	article  string   // id of the only article to look in, "" for all
	server   string   // "" for a direct message, or where the bot is not a member
	channel  string
	user     string // id of the one who asks
	asked    string // id of the message with the question, "" for a command
	private  bool   // the answer is shown to the one who asks only
	silent   bool   // perhaps not a question at all: not noted when there is no answer
	texts    *text.Texts
}

// A remembered answer is an answer with its record.
type remembered struct {
	answer index.Answer
	record store.Answer
}

// ask answers a request: the one way that every surface takes. The message is to be sent
// and the answer recorded afterwards.
func (b *Bot) ask(ctx context.Context, r request) (message.Message, remembered, error) {
	if scope, wait := b.limits.Take(r.user, r.channel, r.server, b.now()); scope != limit.None {
		return message.Message{}, remembered{}, limit.Reached{Scope: scope, Wait: wait}
	}
	settings, err := b.settings(r.server)
	if err != nil {
		return message.Message{}, remembered{}, err
	}
	found, err := b.library.Answer(ctx, query(r.question, r.article, settings))
	if err != nil {
		return message.Message{}, remembered{}, err
	}
	m := remembered{answer: found, record: b.newRecord(r, found)}
	if found.Abstained && found.Reason != index.NoQuestion && !r.silent {
		if err := b.store.AddGap(r.server, r.question, string(found.Reason), m.record.Asker, m.record.At); err != nil {
			b.log.Error("could not note an unanswered question", "error", err)
		}
	}
	b.recent.Put(m.record.Key, m)
	return render(r, m), m, nil
}

// query makes the library's question from ours.
func query(question, article string, s store.Settings) index.Query {
	return index.Query{Text: question, Article: article, Sources: s.Sources, Top: quotesKept, Level: index.Level(s.Level)}
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
	record.Quotes = references(a.Quotes)
	return record
}

// reference names a quote for the store.
func reference(q index.Quote) store.Ref {
	return store.Ref{Article: q.Article.ID, Start: q.Start, End: q.End, Sum: crc32.ChecksumIEEE([]byte(q.Text))}
}

func references(quotes []index.Quote) []store.Ref {
	var refs []store.Ref
	for _, q := range quotes {
		refs = append(refs, reference(q))
	}
	return refs
}

// render makes the message for an answer. The question is shown with it unless the
// answer replies to the message that asked.
func render(r request, m remembered) message.Message {
	echo := r.asked == ""
	if !m.answer.Abstained && len(m.answer.Quotes) > 0 {
		return cardFor(r.texts, m, 0, echo).Message()
	}
	s := card.Silence{
		Texts: r.texts, Key: m.record.Key, Reason: m.answer.Reason,
		Noted: r.server != "", Closest: len(m.answer.Quotes) > 0, Others: r.others,
	}
	if echo {
		s.Question = r.question
	}
	return s.Message()
}

// cardFor makes the card for one quote of an answer.
func cardFor(t *text.Texts, m remembered, rank int, echo bool) card.Card {
	c := card.Card{
		Texts: t, Key: m.record.Key, Quote: m.answer.Quotes[rank], Rank: rank, Quotes: len(m.answer.Quotes),
		Confidence: m.answer.Confidence, Others: m.record.Others,
	}
	if echo {
		c.Question = m.record.Question
	}
	return c
}

// record keeps an answer that was sent in a message, whose id is "" when it is unknown.
// It does not wait for the disk: until the store has the answer, memory does.
func (b *Bot) record(m remembered, messageID string) {
	m.record.Message = messageID
	b.recent.Put(m.record.Key, m)
	for _, id := range []string{m.record.Asked, m.record.Message} {
		if id != "" {
			b.linked.Put(id, m.record.Key)
		}
	}
	b.store.SaveAnswerLater(m.record, func(err error) {
		if err != nil {
			b.log.Error("could not record an answer; its buttons will not last", "error", err)
		}
	})
}

// recordOf returns the record of the answer to the question in a message, or of the
// answer that a message shows, and false when there is none.
func (b *Bot) recordOf(message string) (store.Answer, bool, error) {
	if key, ok := b.linked.Get(message); ok {
		if m, ok := b.recent.Get(key); ok {
			return m.record, true, nil
		}
	}
	a, ok, err := b.store.AnswerTo(message)
	if ok || err != nil {
		return a, ok, err
	}
	return b.store.AnswerIn(message)
}
