package card

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/message"
	"verbatim/bot/text"
)

// Rights are what somebody may do with an answer.
type Rights struct {
	Delete bool // take its message away
	Manage bool // decide what is quoted in its server
	Solve  bool // say that it solved the question
}

// Up thanks for a vote for a quote, and offers to say that it solved the question.
func Up(t *text.Texts, key string, rank int, may Rights) message.Message {
	m := message.Message{Content: t.Feedback.Thanks}
	if may.Solve {
		m.Rows = []message.Row{{message.Button(t.Buttons.Solved, fmt.Sprintf("solved/%s/%d", key, rank))}}
	}
	return m
}

// Down thanks for a vote against a quote, offers to say why, and what else may be done.
func Down(t *text.Texts, key string, rank int, may Rights) message.Message {
	why := message.Button(t.Buttons.SayWhy, fmt.Sprintf("why/%s/%d", key, rank))
	return message.Message{Content: t.Feedback.ThanksWhy, Rows: []message.Row{append(message.Row{why}, tools(t, key, rank, may)...)}}
}

// Manage offers what may be done with a quote.
func Manage(t *text.Texts, key string, rank int, may Rights) message.Message {
	return message.Message{Content: t.Feedback.Manage, Rows: []message.Row{tools(t, key, rank, may)}}
}

func tools(t *text.Texts, key string, rank int, may Rights) (r message.Row) {
	if may.Delete {
		r = append(r, message.Button(t.Buttons.Delete, "delete/"+key))
	}
	if may.Manage {
		r = append(r, message.Button(t.Buttons.Hide, fmt.Sprintf("hide/%s/%d", key, rank)), message.Button(t.Buttons.Teach, "teachanswer/"+key))
	}
	return r
}

// ReasonForm asks for the reason of a vote against a quote.
func ReasonForm(t *text.Texts, key string, rank int) *discordgo.InteractionResponseData {
	return message.Form(fmt.Sprintf("reason/%s/%d", key, rank), t.Feedback.ModalTitle, discordgo.TextInput{
		CustomID: "reason", Label: t.Feedback.ModalLabel, Style: discordgo.TextInputParagraph,
		Placeholder: t.Feedback.ModalPlaceholder, MaxLength: MaxReason,
	})
}
