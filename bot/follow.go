package bot

import (
	"context"
	"slices"

	"verbatim/bot/hear"
	"verbatim/bot/store"
	"verbatim/index/question"
)

// follow returns how a question in reply to an answer is understood, and by which questions; ""
// where it stands on its own or answers nothing of ours.
func (b *Bot) follow(ctx context.Context, m hear.Message, asks string) (string, []store.Loan, error) {
	if m.Reply.ID == "" || asks == "" {
		return "", nil, nil
	}
	a, ok, err := b.store.AnswerIn(m.Reply.ID)
	if err != nil || !ok || a.Silent || len(a.Quotes) == 0 {
		return "", nil, err
	}
	if a, err = b.readable(ctx, a); err != nil {
		return "", nil, err
	}
	understood, ok := question.FollowUp(turnOf(a), asks)
	if !ok {
		return "", nil, nil
	}
	return understood, append(slices.Clone(a.Lent), store.Loan{Answer: a.Key, Asker: a.Asker}), nil
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
