package message

import (
	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/rest"
	"verbatim/bot/markdown"
)

// A Message is what the bot shows, wherever it is sent. It never pings anybody and its
// links do not unfold.
type Message struct {
	Content string
	Rows    []Row
}

// A Row is a line of buttons, or one select menu.
type Row []discordgo.MessageComponent

// Components returns the rows that hold something, never nil.
func (m Message) Components() []discordgo.MessageComponent {
	out := []discordgo.MessageComponent{}
	for _, r := range m.Rows {
		if len(r) > 0 && len(out) < MaxRows {
			out = append(out, discordgo.ActionsRow{Components: r})
		}
	}
	return out
}

// Plain returns the message without buttons and links, for when Discord refuses one of them.
func (m Message) Plain() Message { return Message{Content: markdown.WithoutLinks(m.Content)} }

// Response returns the message as the data of an interaction's first answer.
func (m Message) Response(private bool) *discordgo.InteractionResponseData {
	flags := discordgo.MessageFlagsSuppressEmbeds
	if private {
		flags |= discordgo.MessageFlagsEphemeral
	}
	return &discordgo.InteractionResponseData{
		Content: Fit(m.Content), Components: m.Components(), Embeds: []*discordgo.MessageEmbed{}, Flags: flags,
	}
}

// Edit returns the message as a replacement of an interaction's answer.
func (m Message) Edit() *discordgo.WebhookEdit {
	content, components := Fit(m.Content), m.Components()
	return &discordgo.WebhookEdit{Content: &content, Components: &components}
}

// Followup returns the message as a private one beside an interaction's answer.
func (m Message) Followup() *discordgo.WebhookParams {
	return &discordgo.WebhookParams{
		Content: Fit(m.Content), Components: m.Components(),
		Flags: discordgo.MessageFlagsEphemeral | discordgo.MessageFlagsSuppressEmbeds,
	}
}

// Post returns the message for a channel.
func (m Message) Post() rest.Message {
	return rest.Message{Content: Fit(m.Content), Components: m.Components(), Flags: discordgo.MessageFlagsSuppressEmbeds}
}
