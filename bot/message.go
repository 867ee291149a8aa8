package bot

import (
	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/rest"
)

// A message is what the bot shows, wherever it is sent. It never pings anybody and its
// links do not unfold.
type message struct {
	content string
	rows    []row
}

// A row is a line of buttons, or one select menu.
type row []discordgo.MessageComponent

// components returns the rows that hold something, never nil.
func (m message) components() []discordgo.MessageComponent {
	out := []discordgo.MessageComponent{}
	for _, r := range m.rows {
		if len(r) > 0 && len(out) < maxRows {
			out = append(out, discordgo.ActionsRow{Components: r})
		}
	}
	return out
}

// response returns the message as the data of an interaction's first answer.
func (m message) response(private bool) *discordgo.InteractionResponseData {
	flags := discordgo.MessageFlagsSuppressEmbeds
	if private {
		flags |= discordgo.MessageFlagsEphemeral
	}
	return &discordgo.InteractionResponseData{
		Content: fit(m.content), Components: m.components(), Embeds: []*discordgo.MessageEmbed{}, Flags: flags,
	}
}

// edit returns the message as a replacement of an interaction's answer.
func (m message) edit() *discordgo.WebhookEdit {
	content, components := fit(m.content), m.components()
	return &discordgo.WebhookEdit{Content: &content, Components: &components}
}

// followup returns the message as a private one beside an interaction's answer.
func (m message) followup() *discordgo.WebhookParams {
	return &discordgo.WebhookParams{
		Content: fit(m.content), Components: m.components(),
		Flags: discordgo.MessageFlagsEphemeral | discordgo.MessageFlagsSuppressEmbeds,
	}
}

// post returns the message for a channel.
func (m message) post() rest.Message {
	return rest.Message{Content: fit(m.content), Components: m.components(), Flags: discordgo.MessageFlagsSuppressEmbeds}
}
