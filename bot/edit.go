package bot

import (
	"context"
	"errors"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway"
	"verbatim/bot/gateway/event"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/hear"
	"verbatim/bot/limit"
	"verbatim/bot/store"
	"verbatim/monitor"
)

// editedWithin is how old a message may be to be answered for the first time because it
// was edited.
const editedWithin = time.Hour

// onEdit answers an edited question anew, in place of the old answer.
func (b *Bot) onEdit(ctx context.Context, m *discordgo.Message) {
	b.live.Heard(m, b.nameOf(ctx, m.ChannelID))
	ctx = monitor.Request(ctx)
	b.retell(m)
	old, answered, err := b.recordOf(m.ID)
	if err != nil {
		b.log.ErrorContext(ctx, "could not look up an edited question", "error", err)
		return
	}
	h, err := b.meant(ctx, hear.From(m), hear.History{
		Update: true, Old: !fresh(m.ID, b.clock()), Answered: answered, Question: old.Question,
	})
	if err != nil {
		b.log.ErrorContext(ctx, "could not read an edited question", "error", err)
		return
	}
	if h.do != hear.Answer {
		return
	}
	done, mine, err := b.claim(ctx, editing(m))
	switch {
	case err == nil && !mine:
		return
	case err == nil && answered:
		err = b.answerAnew(ctx, h, old)
	case err == nil:
		err = b.answerMessage(ctx, h)
	}
	if done != nil {
		defer done()
	}
	var tooMuch limit.Reached
	if errors.As(err, &tooMuch) {
		err = b.hold(ctx, h, tooMuch)
	}
	if err != nil {
		b.log.ErrorContext(ctx, "could not answer an edited question", "channel", m.ChannelID, "error", err)
	}
}

// fresh reports whether a message was written lately.
func fresh(id string, now time.Time) bool {
	at, err := discordgo.SnowflakeTimestamp(id)
	return err == nil && now.Sub(at) < editedWithin
}

// answerAnew puts a new answer in place of the old one, or takes the old one away when
// there is nothing to say any more.
func (b *Bot) answerAnew(ctx context.Context, h heard, old store.Answer) error {
	ctx, q := b.monitor.Ask(ctx, h.surface, event.Arrival(ctx))
	defer q.Done()
	a, speak, err := b.hear(ctx, h)
	if err != nil {
		return err
	}
	if !speak {
		return b.takeBack(ctx, old)
	}
	a.record.Channel = old.Channel // which may be a thread of its own
	b.record(a.record)
	err = b.discord.Edit(ctx, old.Channel, old.Message, a.message.Post())
	if rest.Code(err) == rest.CodeInvalidForm {
		err = b.discord.Edit(ctx, old.Channel, old.Message, a.message.Plain().Post())
	}
	if rest.Gone(err) {
		return errors.Join(b.store.DropAnswer(a.record.Key), b.store.Retract(old.Key))
	}
	if err != nil {
		return err
	}
	q.Delivered()
	if err := b.store.Retract(old.Key); err != nil {
		return err
	}
	a.record.Message = old.Message
	b.record(a.record)
	return nil
}

// onDelete takes the answer along when its question is deleted, and forgets an answer that
// was deleted itself.
func (b *Bot) onDelete(ctx context.Context, deleted gateway.Deletion) {
	b.live.Deleted(deleted.Channel, deleted.Message)
	b.copies.deleted(deleted.Message)
	b.unteach(deleted.Server, deleted.Message)
	a, ok, err := b.recordOf(deleted.Message)
	switch {
	case err != nil || !ok:
	case a.Message == deleted.Message:
		err = b.store.DropAnswer(a.Key)
	default:
		err = b.takeBack(ctx, a)
	}
	if err != nil {
		b.log.ErrorContext(ctx, "could not see to a deleted message", "error", err)
	}
}

// takeBack deletes an answer and its message, after its question was taken back.
func (b *Bot) takeBack(ctx context.Context, a store.Answer) error {
	if a.Message != "" {
		if err := b.discord.Delete(ctx, a.Channel, a.Message); err != nil && !rest.Gone(err) {
			return err
		}
	}
	return b.store.Retract(a.Key)
}
