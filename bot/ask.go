package bot

import (
	"context"

	"verbatim/bot/card"
	"verbatim/bot/limit"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/index"
	"verbatim/monitor"
)

// quotesKept is how many quotes are asked for, so that the next ones are at hand.
const quotesKept = 5

// A request is a question on its way through the bot, whatever surface it came from.
type request struct {
	question   string
	understood string       // what it asks, where it leaves something out that stands in what it replies to; "" for the question itself
	lent       []store.Loan // the questions that understood has words of
	others     []string     // further questions in the same message
	article    string       // id of the only article to look in, "" for all
	server     string       // "" for a direct message, or where the bot is not a member
	channel    string
	user       string // id of the one who asks
	asked      string // id of the message with the question, "" for a command
	surface    monitor.Surface
	private    bool   // the answer is shown to the one who asks only
	gap        bool   // it is a question: noted when there is no answer
	words      string // of the server, for when there is no answer; "" for the bot's own
	people     string // id of the channel where people help, "" for none
	texts      *text.Texts
}

// asks returns what is looked for.
func (r *request) asks() string {
	if r.understood != "" {
		return r.understood
	}
	return r.question
}

// An answered request is what came of a request: the message to send, and the record to
// keep.
type answered struct {
	message message.Message
	record  store.Answer
	reason  index.Reason // why there is no answer, "" when there is one
}

// ask answers a request: the one way that every surface takes. The answer is to be recorded
// before it is sent.
func (b *Bot) ask(ctx context.Context, r request) (answered, error) {
	a, err := b.answer(ctx, r)
	b.found(ctx, resultOf(a, err))
	return a, err
}

func (b *Bot) answer(ctx context.Context, r request) (answered, error) {
	asked := limit.Question{User: r.user, Channel: r.channel, Server: r.server, Reply: r.asked != ""}
	if err := b.limits.Ask(asked, b.now()); err != nil {
		return answered{}, err
	}
	settings, err := b.settings(r.server)
	if err != nil {
		return answered{}, err
	}
	room, err := b.shelves.Of(r.server)
	if err != nil {
		return answered{}, err
	}
	if understood, otherwise := room.Understood(r.asks()); otherwise {
		r.understood = understood
	}
	found, err := b.find(ctx, r.server, b.store.Person(r.user), b.query(ctx, r.server, r.channel, r.asks(), r.article, settings))
	if err != nil {
		return answered{}, err
	}
	a := answered{record: b.newRecord(r, found), reason: found.Reason}
	if found.Abstained && found.Reason != index.NoQuestion && found.Haste < 1 && r.gap {
		if err := b.store.AddGap(r.server, r.asks(), string(found.Reason), a.record.Asker, a.record.At, a.record.Lenders()...); err != nil {
			b.log.ErrorContext(ctx, "could not note an unanswered question", "error", err)
		}
		b.monitor.Gap()
	}
	b.tally(r, found)
	a.message = b.render(r, a)
	return a, nil
}

// tally counts what was asked in a server and came of it. What was perhaps no question counts when
// it was answered.
func (b *Bot) tally(r request, found index.Answer) {
	t := store.Tally{Asked: 1, Answered: 1}
	if found.Abstained {
		t = store.Tally{Asked: 1, Silent: 1}
	}
	if r.server == "" || found.Abstained && (!r.gap || found.Reason == index.NoQuestion) {
		return
	}
	b.count(r.server, t)
}

// count adds to what is counted of a server today.
func (b *Bot) count(server string, t store.Tally) {
	b.store.AddTally(server, b.clock(), t, func(err error) {
		if err != nil {
			b.log.Error("could not count what was asked", "error", err)
		}
	})
}

// query makes the library's question from one that is asked in a channel.
func (b *Bot) query(ctx context.Context, server, channel, question, article string, s store.Settings) index.Query {
	view := b.confined().View(server, b.sourcesIn(ctx, s, channel))
	return index.Query{
		Text: question, Article: article, Sources: view.Sources, Within: view.Within,
		Top: quotesKept, Sections: true, Level: index.Level(s.Level),
	}
}

// view returns what may be seen in a channel of a server at this moment.
func (b *Bot) view(ctx context.Context, server, channel string) (index.Filter, error) {
	s, err := b.settings(server)
	return b.confined().View(server, b.sourcesIn(ctx, s, channel)), err
}

// settings returns a server's settings; direct messages have the defaults.
func (b *Bot) settings(server string) (store.Settings, error) {
	if server == "" {
		return store.Settings{}, nil
	}
	return b.store.Settings(server)
}

// render makes the message for an answer. The question is shown with it unless the
// answer replies to the message that asked.
func (b *Bot) render(r request, a answered) message.Message {
	if !a.record.Silent && len(a.record.Quotes) > 0 {
		return b.cardFor(r.texts, a.record, 0).Message()
	}
	s := card.Silence{
		Texts: r.texts, Key: a.record.Key, Reason: a.reason,
		Noted: r.server != "" && r.gap && a.record.Haste < 1, Closest: len(a.record.Quotes) > 0, Others: r.others, Understood: r.understood,
		Haste: a.record.Haste, Commands: b.commands(r.texts), Words: r.words, People: r.people,
	}
	if r.asked == "" {
		s.Question = r.question
	}
	return s.Message()
}

// cardFor makes the card for one quote of an answer.
func (b *Bot) cardFor(t *text.Texts, a store.Answer, rank int) card.Card {
	c := card.Card{
		Texts: t, Key: a.Key, Quote: shown(a.Quotes[rank]), Rank: rank, Quotes: len(a.Quotes),
		Confidence: a.Sure, Others: a.Others, At: a.At, Understood: a.Understood, Haste: a.Haste,
	}
	if a.Asked == "" {
		c.Question = a.Question
	}
	if room, err := b.shelves.Of(a.Server); err == nil {
		if l, ok := room.Lesson(c.Quote.Article.ID); ok {
			c.Taught = &l
		}
	}
	return c
}
