package bot

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/text"
)

func downMessage(t *text.Texts, key string, rank int) message {
	why := button(t.Buttons.SayWhy, fmt.Sprintf("why/%s/%d", key, rank))
	return message{content: t.Feedback.ThanksWhy, rows: []row{{why}}}
}

func reasonForm(t *text.Texts, key string, rank int) *discordgo.InteractionResponseData {
	return form(fmt.Sprintf("reason/%s/%d", key, rank), t.Feedback.ModalTitle, discordgo.TextInput{
		CustomID: "reason", Label: t.Feedback.ModalLabel, Style: discordgo.TextInputParagraph,
		Placeholder: t.Feedback.ModalPlaceholder, MaxLength: maxReason,
	})
}
