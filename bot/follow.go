package bot

import (
	"verbatim/bot/hear"
	"verbatim/bot/store"
	"verbatim/index/question"
)

// follow returns how a question in reply to an answer is understood, "" where it stands on its own
// or answers nothing of ours.
func (b *Bot) follow(m hear.Message, asks string) (string, error) {
	if m.Reply.ID == "" || asks == "" {
		return "", nil
	}
	a, ok, err := b.store.AnswerIn(m.Reply.ID)
	if err != nil || !ok || a.Silent || len(a.Quotes) == 0 {
		return "", err
	}
	understood, ok := question.FollowUp(turnOf(a), asks)
	if !ok {
		return "", nil
	}
	return understood, nil
}

// turnOf returns what was asked and answered.
func turnOf(a store.Answer) question.Turn {
	q := a.Quotes[0]
	t := question.Turn{Question: a.Asks(), Quote: q.Text}
	if from, to := q.SpanStart-q.Start, q.SpanEnd-q.Start; 0 <= from && from < to && to <= len(q.Text) {
		t.Span = q.Text[from:to]
	}
	return t
}
