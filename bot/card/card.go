package card

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/index"
)

// A Card shows one quote.
type Card struct {
	Texts      *text.Texts
	Key        string // answer key
	Question   string // shown above the quote, "" for none
	Quote      index.Quote
	Rank       int     // of the quote in the answer, 0 for the best
	Quotes     int     // in the answer
	Confidence float64 // of the answer, 0 to 1
	Others     []string
	At         time.Time     // when the answer was given: what is old by then says so
	Understood string        // the question as it was taken, where that is not what it says; "" for none
	Taught     *store.Lesson // that is quoted, nil for what stands in the sources that all share
	Haste      float64       // the share of the usual reading that was left out, 0 to 1
}

// Message renders the card.
func (c Card) Message() message.Message {
	head := echo(c.Question) + before(c.Quote)
	where, linked := originOf(c.Texts, c.Quote, maxOrigin)
	where = "\n" + where
	foot := "\n-# " + c.sureness() + c.asOf() + c.taught() + understood(c.Texts, c.Understood) + inHaste(c.Texts, c.Haste)
	m := message.Message{Rows: []message.Row{otherButtons(c.Key, c.Others), c.buttons(linked)}} // below the line that speaks of them
	more := ""
	if len(c.Others) > 0 {
		more = "\n" + c.Texts.Answer.MoreQuestions
	}
	shortened := " · " + c.Texts.Answer.Shortened
	room := message.MaxContent - markdown.Len(head+where+foot+shortened+more)
	quote, cut := quoted(c.Quote, min(room, maxQuote))
	if cut {
		foot += shortened
	}
	also := alsoIn(c.Texts, c.Quote, min(room-markdown.Len(quote), maxAlsoLine))
	m.Content = head + quote + where + also + foot + more
	return m
}

// sureness says in words how sure the answer is; a later quote has no confidence of its
// own.
func (c Card) sureness() string {
	switch {
	case c.Rank > 0:
		return text.Fill(c.Texts.Answer.Rank, "n", c.Rank+1)
	case c.Confidence >= 0.85:
		return c.Texts.Answer.VerySure
	case c.Confidence >= 0.6:
		return c.Texts.Answer.FairlySure
	}
	return c.Texts.Answer.Unsure
}

// asOf tells the year of an old quote, behind a dot.
func (c Card) asOf() string {
	if !c.Quote.Old(c.At) {
		return ""
	}
	return " · " + text.Fill(c.Texts.Answer.Old, "year", c.Quote.Date.Year())
}

// taught tells who has taught what is quoted, behind a dot.
func (c Card) taught() string {
	if c.Taught == nil {
		return ""
	}
	return " · " + taughtBy(c.Texts, c.Taught.Name)
}

// understood tells in a line of small print how a question was taken.
func understood(t *text.Texts, question string) string {
	if question == "" {
		return ""
	}
	shown := markdown.Escape(markdown.Cut(markdown.OneLine(question), maxEcho))
	return "\n-# " + text.Fill(t.Answer.Understood, "question", shown)
}

// inHaste tells in a line of small print that less was read than is read as a rule.
func inHaste(t *text.Texts, haste float64) string {
	switch {
	case haste <= 0:
		return ""
	case haste < 1:
		return "\n-# " + t.Answer.Hurried
	}
	return "\n-# " + t.Answer.Unread
}

// buttons makes the row of an answer. There is one that leads to the source where no link in
// the text does.
func (c Card) buttons(linked bool) message.Row {
	t, at := c.Texts.Buttons, fmt.Sprintf("%s/%d", c.Key, c.Rank)
	r := message.Row{message.Button(t.Context, "context/"+at+"/"+PageOfSentence)}
	switch {
	case c.Rank+1 < c.Quotes:
		r = append(r, message.Button(t.Next, fmt.Sprintf("next/%s/%d", c.Key, c.Rank+1)))
	case c.Rank > 0:
		r = append(r, message.Button(t.Best, fmt.Sprintf("next/%s/0", c.Key)))
	}
	r = append(r, message.EmojiButton("👍", "", "up/"+at), message.EmojiButton("👎", "", "down/"+at))
	if to, ok := address(c.Quote); ok && !linked {
		r = append(r, message.LinkButton(t.Source, to))
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

// before shows in small print what has to be in sight above a quote, on one line, the cells of a
// row with bars between them.
func before(q index.Quote) string {
	s := markdown.OneLine(strings.ReplaceAll(q.Before.Text, "\t", " | "))
	if s == "" {
		return ""
	}
	return "-# " + markdown.Escape(markdown.Cut(s, maxBefore)) + "\n"
}

// quoted renders a quote with its span bold.
func quoted(q index.Quote, limit int) (content string, cut bool) {
	return markdown.Quote(q.Text, q.SpanStart-q.Start, q.SpanEnd-q.Start, limit)
}

// origin tells where a quote stands: title, headings, version, date. It takes at most limit
// units: what matters less is left out first.
func origin(t *text.Texts, q index.Quote, limit int) string {
	line, _ := originOf(t, q, limit)
	return line
}

// originOf does the same, and tells whether the title links to the source.
func originOf(t *text.Texts, q index.Quote, limit int) (line string, linked bool) {
	title := Name(t, q.Article)
	plain := markdown.Escape(title)
	link := leading(title, q)
	q.Directive = ""
	section := leading(title, q)
	trail := markdown.Escape(markdown.Cut(markdown.OneLine(strings.Join(index.Trail(q.Article.Title, q.Section), " › ")), maxTrail))
	day := t.Day(q.Date)
	if q.Date.IsZero() {
		day = t.Day(q.Article.Published)
	}
	if q.Version != "" {
		day = dotted([]string{text.Fill(t.Answer.Version, "version", markdown.Escape(markdown.OneLine(q.Version))), day})
	}
	for _, parts := range [][]string{{link, trail, day}, {section, trail, day}, {section, day}, {plain, trail, day}, {plain, day}} {
		if s := dotted(parts); markdown.Len(s) <= limit {
			return s, parts[0] != plain
		}
	}
	return markdown.Escape(markdown.Cut(title, limit/2)), false
}

// From tells where an answer stands.
func From(t *text.Texts, q index.Quote) message.Message {
	line, linked := originOf(t, q, maxOrigin)
	m := message.Message{Content: t.Answer.From + "\n" + line + alsoIn(t, q, maxAlsoLine)}
	if to, ok := address(q); ok && !linked {
		m.Rows = []message.Row{{message.LinkButton(t.Buttons.Source, to)}}
	}
	return m
}

// dotted joins the parts that are not empty.
func dotted(parts []string) string {
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(parts, " · ")
}
