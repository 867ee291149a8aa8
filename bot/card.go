package bot

import (
	"fmt"
	"slices"
	"strings"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/text"
	"verbatim/index"
)

// A card shows one quote.
type card struct {
	texts      *text.Texts
	key        string // answer key
	question   string // shown above the quote, "" for none
	quote      index.Quote
	rank       int     // of the quote in the answer, 0 for the best
	quotes     int     // in the answer
	confidence float64 // of the answer, 0 to 1
	others     []string
}

// message renders the card.
func (c card) message() message.Message {
	head := echo(c.question)
	where := "\n" + origin(c.texts, c.quote, maxOrigin)
	foot := "\n-# " + c.sureness()
	m := message.Message{Rows: []message.Row{c.buttons()}}
	more := ""
	if len(c.others) > 0 {
		more = "\n" + c.texts.Answer.MoreQuestions
		m.Rows = append(m.Rows, otherButtons(c.key, c.others))
	}
	shortened := " · " + c.texts.Answer.Shortened
	room := message.MaxContent - markdown.Len(head+where+foot+shortened+more)
	quote, cut := quoted(c.quote, min(room, maxQuote))
	if cut {
		foot += shortened
	}
	also := alsoIn(c.texts, c.quote, min(room-markdown.Len(quote), maxAlsoLine))
	m.Content = head + quote + where + also + foot + more
	return m
}

// sureness says in words how sure the answer is; a later quote has no confidence of its
// own.
func (c card) sureness() string {
	switch {
	case c.rank > 0:
		return text.Fill(c.texts.Answer.Rank, "n", c.rank+1)
	case c.confidence >= 0.85:
		return c.texts.Answer.VerySure
	case c.confidence >= 0.6:
		return c.texts.Answer.FairlySure
	}
	return c.texts.Answer.Unsure
}

func (c card) buttons() message.Row {
	t, at := c.texts.Buttons, fmt.Sprintf("%s/%d", c.key, c.rank)
	r := message.Row{message.Button(t.Context, "context/"+at+"/"+pageOfSentence)}
	switch {
	case c.rank+1 < c.quotes:
		r = append(r, message.Button(t.Next, fmt.Sprintf("next/%s/%d", c.key, c.rank+1)))
	case c.rank > 0:
		r = append(r, message.Button(t.Best, fmt.Sprintf("next/%s/0", c.key)))
	}
	r = append(r, message.EmojiButton("👍", "", "up/"+at), message.EmojiButton("👎", "", "down/"+at))
	if address, ok := markdown.WebURL(c.quote.Article.Source, c.quote.Anchor); ok {
		r = append(r, message.LinkButton(t.Source, address))
	}
	return r
}

// otherButtons offers the further questions of a message.
func otherButtons(key string, questions []string) message.Row {
	var r message.Row
	for i, q := range questions {
		if i < message.MaxButtons {
			r = append(r, message.Button(markdown.OneLine(q), fmt.Sprintf("other/%s/%d", key, i)))
		}
	}
	return r
}

// echo shows a question again, on one line and inert.
func echo(question string) string {
	q := markdown.OneLine(question)
	if q == "" {
		return ""
	}
	return "**" + markdown.Escape(markdown.Cut(q, maxEcho)) + "**\n"
}

// quoted renders a quote with its span bold.
func quoted(q index.Quote, limit int) (content string, cut bool) {
	return markdown.Quote(q.Text, q.SpanStart-q.Start, q.SpanEnd-q.Start, limit)
}

// origin tells where a quote stands: title, headings, date. It takes at most limit
// units: what matters less is left out first.
func origin(t *text.Texts, q index.Quote, limit int) string {
	title := articleName(t, q.Article)
	plain := markdown.Escape(title)
	link := titled(t, q.Article, q.Anchor)
	trail := markdown.Escape(markdown.Cut(markdown.OneLine(strings.Join(q.Section, " › ")), maxTrail))
	day := t.Day(q.Article.Published)
	for _, parts := range [][]string{{link, trail, day}, {link, day}, {plain, trail, day}, {plain, day}} {
		if s := dotted(parts); markdown.Len(s) <= limit {
			return s
		}
	}
	return markdown.Escape(markdown.Cut(title, limit/2))
}

// dotted joins the parts that are not empty.
func dotted(parts []string) string {
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(parts, " · ")
}
