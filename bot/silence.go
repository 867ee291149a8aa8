package bot

import (
	"strings"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/text"
	"verbatim/index"
)

// maxClosest is how many sentences are shown as the closest ones.
const maxClosest = 3

// A silence says that the library does not answer a question.
type silence struct {
	texts    *text.Texts
	key      string
	question string
	reason   index.Reason
	noted    bool // the moderators will see it
	closest  bool // there are sentences to offer
	others   []string
}

// message renders the silence.
func (s silence) message() message.Message {
	if s.reason == index.NoQuestion {
		return message.Message{Content: s.texts.Silence.NoQuestion}
	}
	var b strings.Builder
	b.WriteString(echo(s.question))
	b.WriteString(s.texts.Silence.NotInSources)
	if s.noted {
		b.WriteString("\n-# " + s.texts.Silence.Noted)
	}
	m := message.Message{}
	if s.closest {
		m.Rows = append(m.Rows, message.Row{message.Button(s.texts.Buttons.Closest, "closest/"+s.key)})
	}
	if len(s.others) > 0 {
		b.WriteString("\n" + s.texts.Answer.MoreQuestions)
		m.Rows = append(m.Rows, otherButtons(s.key, s.others))
	}
	m.Content = b.String()
	return m
}

// closestMessage shows the sentences that come closest to a question without an answer.
func closestMessage(t *text.Texts, quotes []index.Quote) message.Message {
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
