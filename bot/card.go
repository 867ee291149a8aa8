package bot

import (
	"fmt"
	"strings"

	"verbatim/bot/markdown"
	"verbatim/bot/text"
	"verbatim/index"
)

// A card shows one quote.
type card struct {
	texts      *text.Texts
	key        string // answer key
	question   string // shown above the quote; "" where Discord shows it
	quote      index.Quote
	rank       int     // of the quote in the answer, 0 for the best
	more       bool    // whether there is a next quote
	confidence float64 // of the answer, 0 to 1
	others     []string
}

// message renders the card.
func (c card) message() message {
	var b strings.Builder
	b.WriteString(echo(c.question))
	quote, cut := quoted(c.quote, maxQuote)
	b.WriteString(quote + "\n")
	b.WriteString(origin(c.texts, c.quote) + "\n")
	b.WriteString("-# " + c.sureness())
	if cut {
		b.WriteString(" · " + c.texts.Answer.Shortened)
	}
	m := message{content: b.String(), rows: []row{c.buttons()}}
	if len(c.others) > 0 {
		m.content += "\n" + c.texts.Answer.MoreQuestions
		m.rows = append(m.rows, otherButtons(c.key, c.others))
	}
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

func (c card) buttons() row {
	t, at := c.texts.Buttons, fmt.Sprintf("%s/%d", c.key, c.rank)
	r := row{button(t.Context, "context/"+at+"/0")}
	if c.more {
		r = append(r, button(t.Next, fmt.Sprintf("next/%s/%d", c.key, c.rank+1)))
	}
	r = append(r, emojiButton("👍", "", "up/"+at), emojiButton("👎", "", "down/"+at))
	if address, ok := markdown.WebURL(c.quote.Article.Source, c.quote.Anchor); ok {
		r = append(r, linkButton(t.Source, address))
	}
	return r
}

// otherButtons offers the further questions of a message.
func otherButtons(key string, questions []string) row {
	var r row
	for i, q := range questions {
		if i < maxButtons {
			r = append(r, button(markdown.OneLine(q), fmt.Sprintf("other/%s/%d", key, i)))
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

// origin tells where a quote stands: title, headings, date.
func origin(t *text.Texts, q index.Quote) string {
	parts := []string{titled(t, q.Article, q.Anchor)}
	if len(q.Section) > 0 {
		trail := markdown.OneLine(strings.Join(q.Section, " › "))
		parts = append(parts, markdown.Escape(markdown.Cut(trail, maxTrail)))
	}
	if day := t.Day(q.Article.Published); day != "" {
		parts = append(parts, day)
	}
	return strings.Join(parts, " · ")
}

// titled returns an article's title, linked to its source when that is on the web.
func titled(t *text.Texts, s index.Source, anchor string) string {
	title := articleName(t, s)
	if address, ok := markdown.WebURL(s.Source, anchor); ok {
		return markdown.Link(title, address)
	}
	return markdown.Escape(title)
}

// articleName returns what to call an article, on one line: its title, else its source,
// else its id.
func articleName(t *text.Texts, s index.Source) string {
	for _, name := range []string{s.Title, s.Source, s.ID} {
		if name = markdown.OneLine(name); name != "" {
			return markdown.Cut(name, maxTitle)
		}
	}
	return t.Answer.Untitled
}
