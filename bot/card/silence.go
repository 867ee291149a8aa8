package card

import (
	"strings"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/text"
	"verbatim/index"
)

// maxClosest is how many sentences are shown as the closest ones.
const maxClosest = 3

// A Silence says that the library does not answer a question.
type Silence struct {
	Texts      *text.Texts
	Key        string
	Question   string
	Reason     index.Reason
	Noted      bool // the moderators will see it
	Closest    bool // there are sentences to offer
	Others     []string
	Understood string  // the question as it was taken, where that is not what it says; "" for none
	Haste      float64 // the share of the usual reading that was left out, 0 to 1

	Commands Commands
	Words    string // of the server, in place of the bot's own; "" for those
	People   string // id of the channel where people help, "" for none
}

// Message renders the silence.
func (s Silence) Message() message.Message {
	if s.Reason == index.NoQuestion {
		return message.Message{Content: s.Texts.Silence.NoQuestion}
	}
	var b strings.Builder
	b.WriteString(echo(s.Question))
	b.WriteString(s.words() + "\n-# " + s.next())
	if s.Noted {
		b.WriteString("\n-# " + s.Texts.Silence.Noted)
	}
	b.WriteString(understood(s.Texts, s.Understood) + inHaste(s.Texts, s.Haste))
	m := message.Message{Rows: []message.Row{otherButtons(s.Key, s.Others)}}
	if len(s.Others) > 0 {
		b.WriteString("\n" + s.Texts.Answer.MoreQuestions)
	}
	if s.Closest {
		m.Rows = append(m.Rows, message.Row{message.Button(s.Texts.Buttons.Closest, "closest/"+s.Key)})
	}
	m.Content = b.String()
	return m
}

// words says that there is no answer: as the server does, or else in the bot's own words.
func (s Silence) words() string {
	if s.Words == "" {
		return s.Texts.Silence.NotInSources
	}
	return markdown.Escape(markdown.Cut(s.Words, MaxRefusal))
}

// next says what to do now.
func (s Silence) next() string {
	if s.People == "" {
		return text.Fill(s.Texts.Silence.Next, "search", s.Commands("search"))
	}
	return text.Fill(s.Texts.Silence.NextPeople, "search", s.Commands("search"), "channel", "<#"+s.People+">")
}

// Closest shows the sentences that come closest to a question without an answer.
func Closest(t *text.Texts, quotes []index.Quote) message.Message {
	if len(quotes) == 0 {
		return message.Message{Content: t.Silence.NoClosest}
	}
	content := t.Silence.Closest
	quotes = quotes[:min(len(quotes), maxClosest)]
	room := (message.MaxContent - markdown.Len(content)) / len(quotes)
	for _, q := range quotes {
		q.SpanEnd = q.SpanStart // what does not answer has no answer in bold
		where := origin(t, q, room/2)
		quote, _ := quoted(q, room-markdown.Len(where)-2)
		content += "\n" + quote + "\n" + where
	}
	return message.Message{Content: content}
}
