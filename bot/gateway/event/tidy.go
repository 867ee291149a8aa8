package event

import (
	"maps"
	"slices"

	"github.com/bwmarrin/discordgo"
)

// TidyMessage takes out the nulls that a damaged message may carry in its lists, so that
// handlers can walk them.
func TidyMessage(m *discordgo.Message) {
	m.Mentions = withoutNil(m.Mentions)
	m.Embeds = withoutNil(m.Embeds)
	m.Attachments = withoutNil(m.Attachments)
	if r := m.ReferencedMessage; r != nil {
		if r.Author == nil {
			m.ReferencedMessage = nil
			return
		}
		TidyMessage(r)
	}
}

// TidyInteraction does the same for an interaction.
func TidyInteraction(i *discordgo.Interaction) {
	if i.Message != nil {
		TidyMessage(i.Message)
	}
	data, ok := i.Data.(discordgo.ApplicationCommandInteractionData)
	if !ok {
		return
	}
	data.Options = tidyOptions(data.Options)
	if r := data.Resolved; r != nil {
		maps.DeleteFunc(r.Messages, func(_ string, m *discordgo.Message) bool { return m == nil })
		maps.DeleteFunc(r.Users, func(_ string, u *discordgo.User) bool { return u == nil })
		for _, m := range r.Messages {
			TidyMessage(m)
		}
	}
	i.Data = data
}

func tidyOptions(options []*discordgo.ApplicationCommandInteractionDataOption) []*discordgo.ApplicationCommandInteractionDataOption {
	options = withoutNil(options)
	for _, o := range options {
		o.Options = tidyOptions(o.Options)
	}
	return options
}

func withoutNil[T any](list []*T) []*T {
	return slices.DeleteFunc(list, func(p *T) bool { return p == nil })
}
