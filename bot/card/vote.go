package card

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/message"
	"verbatim/bot/text"
)

// Down thanks for a vote against a quote, and offers to say why.
func Down(t *text.Texts, key string, rank int) message.Message {
	why := message.Button(t.Buttons.SayWhy, fmt.Sprintf("why/%s/%d", key, rank))
	return message.Message{Content: t.Feedback.ThanksWhy, Rows: []message.Row{{why}}}
}

// ReasonForm asks for the reason of a vote against a quote.
func ReasonForm(t *text.Texts, key string, rank int) *discordgo.InteractionResponseData {
	return message.Form(fmt.Sprintf("reason/%s/%d", key, rank), t.Feedback.ModalTitle, discordgo.TextInput{
		CustomID: "reason", Label: t.Feedback.ModalLabel, Style: discordgo.TextInputParagraph,
		Placeholder: t.Feedback.ModalPlaceholder, MaxLength: MaxReason,
	})
}
