package manage

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/command"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/hear"
	"verbatim/bot/memory"
	"verbatim/bot/message"
	"verbatim/bot/shelf"
	"verbatim/bot/store"
	"verbatim/bot/text"
)

// routeTeaching takes what moderators do with what is quoted.
func (d *Desk) routeTeaching(r *call.Router) {
	d.offered = memory.New[offered](formsKept)
	r.Command(command.Teach, moderating(d.onTeach))
	r.Command(command.TeachFrom, moderating(d.onTeachFrom))
	r.Command(command.Taught, moderating(d.onLessons))
	r.Command(command.Hidden, moderating(d.onHidden))
	r.Command(command.Stats, moderating(d.onStats))
	r.Command(command.Alias, moderating(d.onAlias))

	r.Custom("teachtyped/{gap}/{answer}", moderating(d.onTyped))
	r.Custom("teachoffered/{key}", moderating(d.onOffered))
	r.Custom("lessons/{page}", moderating(d.onLessonsPage))
	r.Custom("lesson", moderating(d.onLesson))
	r.Custom("lessonform/{id}", moderating(d.onLessonForm))
	r.Custom("lessonsave/{id}", moderating(d.onLessonSave))
	r.Custom("lessondrop/{id}", moderating(d.onLessonDrop))
	r.Custom("setdigest", d.onSetDigest)
	r.Custom("aliases/{page}", moderating(d.onAliasesPage))
	r.Custom("aliasdrop/{page}", moderating(d.onAliasDrop))
	r.Custom("hidden/{page}", moderating(d.onHiddenPage))
	r.Custom("unhide/{page}", moderating(d.onUnhide))
}

// moderating lets moderators of a server through alone. Discord checks too, but the managers of a
// server can change what it checks.
func moderating(next call.Handler) call.Handler {
	return func(ctx context.Context, c *call.Call) error {
		switch {
		case c.Server() == "":
			return message.Refuse(c.Texts.Errors.ServerOnly)
		case !c.May(moderates):
			return message.Refuse(c.Texts.Errors.ModeratorsOnly)
		}
		return next(ctx, c)
	}
}

// An offered message is what somebody wrote, on its way to become a lesson.
type offered struct {
	server  string
	text    string
	link    string
	name    string // of who wrote it
	author  store.Person
	written time.Time
}

// formsKept is how many forms for offered messages may be open.
const formsKept = 1000

// none stands in a custom_id for no gap, and for no answer.
const none = "-"

// onTeach teaches the message that a link leads to, or opens the form for an answer.
func (d *Desk) onTeach(ctx context.Context, c *call.Call) error {
	question, link := hear.Anonymous(c.Option("question")), strings.TrimSpace(c.Option("message"))
	if link == "" {
		return c.Form(ctx, card.TeachForm(c.Texts, typedID(none, none), question, true, ""))
	}
	return c.Soon(ctx, true, func(ctx context.Context) (message.Message, error) {
		o, err := d.fetch(ctx, c, link)
		if err != nil {
			return message.Message{}, err
		}
		return d.teach(ctx, c, o.lesson(question), none)
	})
}

// typedID is the custom_id of a form that closes a gap, or belongs to an answer.
func typedID(gap, answer string) string { return "teachtyped/" + gap + "/" + answer }

// messageLink is a link to a message, as Discord's clients copy it: server, channel, message.
var messageLink = regexp.MustCompile(`^https://(?:(?:ptb|canary)\.)?discord(?:app)?\.com/channels/(\d{1,20})/(\d{1,20})/(\d{1,20})/?$`)

// fetch gets the message that a link leads to. It must stand in the server where it is to be
// taught, whatever the link says of that.
func (d *Desk) fetch(ctx context.Context, c *call.Call, link string) (offered, error) {
	if !d.Content {
		return offered{}, message.Refuse(text.Fill(c.Texts.Teach.NeedsIntent, "command", "**"+c.Texts.Commands.TeachFrom.Name+"**"))
	}
	missing := message.Refuse(c.Texts.Teach.NoMessage)
	parts := messageLink.FindStringSubmatch(link)
	if parts == nil || parts[1] != c.GuildID {
		return offered{}, missing
	}
	channel, err := d.Discord.Channel(ctx, parts[2])
	if err == nil && channel.GuildID != c.GuildID {
		return offered{}, missing
	}
	reads := false
	if err == nil {
		reads, err = d.reads(ctx, c, channel)
	}
	var m *discordgo.Message
	if err == nil && reads {
		m, err = d.Discord.Message(ctx, parts[2], parts[3])
	}
	switch {
	case err == nil && !reads:
		return offered{}, message.Refuse(c.Texts.Teach.NotYours)
	case rest.Gone(err) || rest.Forbidden(err):
		return offered{}, missing
	case err != nil:
		return offered{}, fmt.Errorf("fetch a message to learn from: %w", err)
	}
	return d.offer(c, m), nil
}

// offer takes from a message of a server what a lesson needs.
func (d *Desk) offer(c *call.Call, m *discordgo.Message) offered {
	o := offered{
		server: c.GuildID, text: hear.Anonymous(m.Content), name: call.NameOf(m.Author), written: m.Timestamp.UTC(),
		link: fmt.Sprintf("https://discord.com/channels/%s/%s/%s", c.GuildID, m.ChannelID, m.ID),
	}
	if m.Author != nil {
		o.author = d.Store.Person(m.Author.ID)
	}
	return o
}

func (o offered) lesson(question string) store.Lesson {
	return store.Lesson{
		Server: o.server, Question: question, Text: o.text, Link: o.link, Name: o.name, Author: o.author, Written: o.written,
	}
}

// onTeachFrom asks which question the message answers that the command was used on. What that
// message replies to is the first guess.
func (d *Desk) onTeachFrom(ctx context.Context, c *call.Call) error {
	m := c.Target()
	if m == nil {
		return message.Refuse(c.Texts.Teach.NoMessage)
	}
	if m.ChannelID == "" {
		m.ChannelID = c.ChannelID
	}
	o := d.offer(c, m)
	if !quotable(o.lesson("")) {
		return message.Refuse(c.Texts.Teach.NoSentence)
	}
	question := ""
	if m.ReferencedMessage != nil {
		question, _ = hear.Questions(m.ReferencedMessage.Content)
	}
	key := rand.Text()
	d.offered.Put(key, o)
	return c.Form(ctx, card.TeachForm(c.Texts, "teachoffered/"+key, question, false, ""))
}

// onOffered teaches the message for which the form was opened.
func (d *Desk) onOffered(ctx context.Context, c *call.Call) error {
	o, ok := d.offered.Get(c.Vars["key"])
	question, filled := c.Input(card.FieldQuestion)
	if !ok || !filled || o.server != c.GuildID {
		return message.Refuse(c.Texts.Teach.TooOld)
	}
	return c.Soon(ctx, true, func(ctx context.Context) (message.Message, error) {
		return d.teach(ctx, c, o.lesson(hear.Anonymous(question)), none)
	})
}

// onGapTeach opens the form for the answer to an unanswered question.
func (d *Desk) onGapTeach(ctx context.Context, c *call.Call) error {
	gaps, err := d.Store.Gaps(c.GuildID)
	if err != nil {
		return err
	}
	for _, g := range gaps {
		if slices.Contains(c.Values(), g.ID) {
			return c.Form(ctx, card.TeachForm(c.Texts, typedID(g.ID, none), g.Question, true, ""))
		}
	}
	return message.Refuse(c.Texts.Teach.Gone)
}

// onTyped teaches what was typed into the form.
func (d *Desk) onTyped(ctx context.Context, c *call.Call) error {
	question, ok := c.Input(card.FieldQuestion)
	answer, filled := c.Input(card.FieldAnswer)
	if !ok || !filled {
		return message.Refuse(c.Texts.Errors.Unknown)
	}
	l := store.Lesson{
		Server: c.GuildID, Question: hear.Anonymous(question), Text: hear.Anonymous(answer), Name: c.Name(), Written: d.Now().UTC(),
	}
	if a, ok, err := d.Store.Answer(c.Vars["answer"]); err != nil {
		return err
	} else if ok && a.Server == c.GuildID && store.QuestionID(a.Asks()) == store.QuestionID(l.Question) {
		l.Askers = append(a.Lenders(), a.Asker)
	}
	return c.Soon(ctx, true, func(ctx context.Context) (message.Message, error) { return d.teach(ctx, c, l, c.Vars["gap"]) })
}

// teach keeps a lesson, and asks its question to see whether it is answered now.
func (d *Desk) teach(ctx context.Context, c *call.Call, l store.Lesson, gap string) (message.Message, error) {
	if !quotable(l) {
		return message.Message{}, message.Refuse(c.Texts.Teach.NoSentence)
	}
	l.Question, l.Teacher, l.At = strings.TrimSpace(l.Question), d.Store.Person(c.UserID()), d.Now().UTC()
	l, err := d.Store.Teach(l, gap)
	if errors.Is(err, store.ErrManyLessons) {
		return message.Message{}, message.Refuse(text.Fill(c.Texts.Teach.Full, "n", store.MaxLessons, "command", d.Commands(c.Texts)(command.Taught)))
	}
	if err != nil {
		return message.Message{}, err
	}
	d.Log.Info("taught", "server", c.GuildID, "lesson", l.ID)
	return d.learnt(ctx, c, l), nil
}

// learnt says what was taught, and what its question is answered with now. That it could not be
// asked is no reason not to say so.
func (d *Desk) learnt(ctx context.Context, c *call.Call, l store.Lesson) message.Message {
	a, err := d.Ask(ctx, c.GuildID, c.ChannelID, l.Teacher, l.Question)
	if err != nil {
		d.Log.Warn("could not ask what was taught", "error", err)
	}
	if err == nil && !a.Abstained && len(a.Quotes) > 0 && a.Quotes[0].Article.ID == shelf.ArticleID(l) {
		return card.Learnt(c.Texts, d.Commands(c.Texts), l, &a.Quotes[0])
	}
	return card.Learnt(c.Texts, d.Commands(c.Texts), l, nil)
}

// quotable reports whether there is a sentence in a lesson.
func quotable(l store.Lesson) bool {
	_, err := shelf.Article(l)
	return err == nil
}
