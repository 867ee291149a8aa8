package manage

import (
	"context"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/hear"
	"verbatim/bot/message"
	"verbatim/bot/store"
)

// onLessons lists what was taught in a server.
func (d *Desk) onLessons(ctx context.Context, c *call.Call) error {
	lessons, err := d.Store.Lessons(c.GuildID)
	if err != nil {
		return err
	}
	return c.Reply(ctx, card.Lessons(c.Texts, d.Commands(c.Texts), lessons, 0), true)
}

// onLessonsPage turns the pages of the list.
func (d *Desk) onLessonsPage(ctx context.Context, c *call.Call) error {
	lessons, err := d.Store.Lessons(c.GuildID)
	if err != nil {
		return err
	}
	return c.Update(ctx, card.Lessons(c.Texts, d.Commands(c.Texts), lessons, c.Number("page")))
}

// lesson returns the lesson with an id, and refuses when it is gone.
func (d *Desk) lesson(c *call.Call, id string) (store.Lesson, error) {
	l, ok, err := d.Store.Lesson(c.GuildID, id)
	if err == nil && !ok {
		err = message.Refuse(c.Texts.Teach.Gone)
	}
	return l, err
}

// onLesson shows the lesson that was picked.
func (d *Desk) onLesson(ctx context.Context, c *call.Call) error {
	if len(c.Values()) != 1 {
		return message.Refuse(c.Texts.Errors.Unknown)
	}
	l, err := d.lesson(c, c.Values()[0])
	if err != nil {
		return err
	}
	return c.Reply(ctx, card.Lesson(c.Texts, l), true)
}

// onLessonForm opens the form to change a lesson. The words of a message are its author's and stay
// as they are.
func (d *Desk) onLessonForm(ctx context.Context, c *call.Call) error {
	l, err := d.lesson(c, c.Vars["id"])
	if err != nil {
		return err
	}
	return c.Form(ctx, card.TeachForm(c.Texts, "lessonsave/"+l.ID, l.Question, l.Link == "", l.Text))
}

// onLessonSave takes the form's fields.
func (d *Desk) onLessonSave(ctx context.Context, c *call.Call) error {
	l, err := d.lesson(c, c.Vars["id"])
	if err != nil {
		return err
	}
	if question, ok := c.Input(card.FieldQuestion); ok {
		question = hear.Anonymous(question)
		if store.QuestionID(question) != store.QuestionID(l.Question) {
			l.Askers = nil // it is nobody's words any more
		}
		l.Question = question
	}
	if answer, ok := c.Input(card.FieldAnswer); ok && l.Link == "" {
		l.Text, l.Written = hear.Anonymous(answer), d.Now().UTC()
	}
	return c.Soon(ctx, true, func(ctx context.Context) (message.Message, error) { return d.teach(ctx, c, l, none) })
}

// onLessonDrop removes a lesson.
func (d *Desk) onLessonDrop(ctx context.Context, c *call.Call) error {
	if err := d.Store.Unteach(c.GuildID, c.Vars["id"]); err != nil {
		return err
	}
	d.Log.Info("removed what was taught", "server", c.GuildID, "lesson", c.Vars["id"])
	return c.Update(ctx, message.Message{Content: c.Texts.Teach.Removed})
}

// onHidden lists the sentences that a server has hidden.
func (d *Desk) onHidden(ctx context.Context, c *call.Call) error {
	hidden, err := d.Store.Hidden(c.GuildID)
	if err != nil {
		return err
	}
	return c.Reply(ctx, card.Hidden(c.Texts, hidden, 0), true)
}

// onHiddenPage turns the pages of the list.
func (d *Desk) onHiddenPage(ctx context.Context, c *call.Call) error {
	hidden, err := d.Store.Hidden(c.GuildID)
	if err != nil {
		return err
	}
	return c.Update(ctx, card.Hidden(c.Texts, hidden, c.Number("page")))
}

// onUnhide lets the picked sentences be quoted again.
func (d *Desk) onUnhide(ctx context.Context, c *call.Call) error {
	for _, id := range c.Values() {
		if err := d.Store.Unhide(c.GuildID, id); err != nil {
			return err
		}
	}
	d.Log.Info("sentences may be quoted again", "server", c.GuildID, "sentences", len(c.Values()))
	return d.onHiddenPage(ctx, c)
}
