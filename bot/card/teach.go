package card

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/index"
)

// The fields of the forms with which something is taught, and how much fits in.
const (
	FieldQuestion = "question"
	FieldAnswer   = "answer"
	MaxTaught     = 300 // of a question, in UTF-16 units
	maxName       = 40  // of who taught, where that is shown
)

// TeachForm asks for a question, and with typed for the answer to it.
func TeachForm(t *text.Texts, id, question string, typed bool, answer string) *discordgo.InteractionResponseData {
	fields := []discordgo.TextInput{{
		CustomID: FieldQuestion, Label: t.Teach.Question, Style: discordgo.TextInputShort, Required: true,
		MaxLength: MaxTaught, Value: markdown.Cut(markdown.OneLine(question), MaxTaught),
	}}
	if typed {
		fields = append(fields, discordgo.TextInput{
			CustomID: FieldAnswer, Label: t.Teach.Answer, Style: discordgo.TextInputParagraph, Required: true,
			Placeholder: t.Teach.AnswerHelp, MaxLength: message.MaxModalInput, Value: markdown.Cut(answer, message.MaxModalInput),
		})
	}
	return message.Form(id, t.Teach.Title, fields...)
}

// Learnt says that something was taught, and what comes of its question when it is asked now: the
// quote that answers it, nil where what was taught does not.
func Learnt(t *text.Texts, c Commands, l store.Lesson, now *index.Quote) message.Message {
	shown := markdown.Escape(markdown.Cut(markdown.OneLine(l.Question), maxEcho))
	content := text.Fill(t.Teach.Done, "question", shown, "command", c("taught")) + "\n"
	if now == nil {
		content += t.Teach.Fails
	} else {
		quote, _ := quoted(*now, min(message.MaxContent-markdown.Len(content+t.Teach.Works)-1, maxQuote))
		content += t.Teach.Works + "\n" + quote
	}
	return message.Message{Content: content, Rows: []message.Row{lessonButtons(t, l)}}
}

// lessonsOnPage is how many lessons, or hidden sentences, are listed at once.
const lessonsOnPage = 10

// Lessons lists a page of what was taught, counted from 0.
func Lessons(t *text.Texts, c Commands, lessons []store.Lesson, page int) message.Message {
	if len(lessons) == 0 {
		return message.Message{Content: text.Fill(t.Teach.Empty, "command", c("teach"), "from", "**"+t.Commands.TeachFrom.Name+"**")}
	}
	shown, page, more := pageOf(lessons, page)
	content := "**" + text.Fill(t.Teach.Header, "n", len(lessons)) + "**"
	var options []discordgo.SelectMenuOption
	for _, l := range shown {
		content += "\n• " + markdown.Escape(markdown.Cut(called(t, l), 80)) + " · " + dotted([]string{taughtBy(t, l.Name), t.Day(l.At)})
		options = append(options, discordgo.SelectMenuOption{Label: markdown.Cut(called(t, l), message.MaxOptionText), Value: l.ID})
	}
	menu := message.SelectMenu("lesson", t.Teach.Pick, 1, options)
	menu.MaxValues = 1
	return message.Message{Content: content, Rows: []message.Row{{menu}, message.PageButtons(t.Buttons.PreviousPage, t.Buttons.NextPage, page, more, func(n int) string {
		return fmt.Sprintf("lessons/%d", n)
	})}}
}

// pageOf returns the entries of a page, its number, which is one that there is, and whether there
// is another one behind it.
func pageOf[T any](all []T, page int) (shown []T, number int, more bool) {
	pages := (len(all) + lessonsOnPage - 1) / lessonsOnPage
	page = min(max(page, 0), pages-1)
	return all[page*lessonsOnPage : min((page+1)*lessonsOnPage, len(all))], page, page+1 < pages
}

// Lesson shows one thing that was taught, with the means to change it.
func Lesson(t *text.Texts, l store.Lesson) message.Message {
	title := leading(markdown.Cut(called(t, l), maxTitle), index.Quote{Article: index.Source{Source: l.Link}})
	foot := dotted([]string{title, taughtBy(t, l.Name), t.Day(l.At)})
	quote, _ := markdown.Quote(l.Text, 0, 0, message.MaxContent-markdown.Len(foot)-2)
	return message.Message{Content: quote + "\n" + foot, Rows: []message.Row{lessonButtons(t, l)}}
}

func lessonButtons(t *text.Texts, l store.Lesson) message.Row {
	return message.Row{message.Button(t.Buttons.Change, "lessonform/"+l.ID), message.Button(t.Buttons.Remove, "lessondrop/"+l.ID)}
}

// called is what a lesson is called: its question, or else how its text begins.
func called(t *text.Texts, l store.Lesson) string {
	for _, name := range []string{l.Question, l.Text} {
		if name = markdown.OneLine(name); name != "" {
			return name
		}
	}
	return t.Answer.Untitled
}

// taughtBy says who wrote what was taught.
func taughtBy(t *text.Texts, name string) string {
	if name = markdown.OneLine(name); name == "" {
		return t.Answer.Taught
	}
	return text.Fill(t.Answer.TaughtBy, "name", markdown.Escape(markdown.Cut(name, maxName)))
}
