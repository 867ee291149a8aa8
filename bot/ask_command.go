package bot

import (
	"context"
)

// onAsk answers /ask.
func (b *Bot) onAsk(ctx context.Context, c *call) error {
	settings, err := b.settings(c.GuildID)
	if err != nil {
		return err
	}
	private := c.flag("private", settings.Private)
	var answered remembered
	err = c.soon(ctx, private, func(ctx context.Context) (message, error) {
		r := b.commandRequest(c, c.option("question"))
		var m message
		m, answered, err = b.ask(ctx, r)
		return m, err
	})
	if err != nil {
		return err
	}
	b.record(answered, "")
	return nil
}

// commandRequest makes a request from an interaction. The question is shown with the
// answer, because Discord does not show it to others.
func (b *Bot) commandRequest(c *call, question string) request {
	r := request{server: c.GuildID, channel: c.ChannelID, user: c.user(), echo: true, texts: c.texts}
	r.setQuestions(questionsIn(question))
	return r
}

// setQuestions makes the first question the one to answer, and keeps some others.
func (r *request) setQuestions(questions []string) {
	if len(questions) == 0 {
		return
	}
	r.question = questions[0]
	r.others = questions[1:min(len(questions), 1+othersKept)]
}
