package bot

import (
	"github.com/bwmarrin/discordgo"

	"verbatim/bot/markdown"
)

// button makes a grey button.
func button(label, customID string) discordgo.Button {
	return discordgo.Button{Label: markdown.Cut(label, maxLabel), Style: discordgo.SecondaryButton, CustomID: customID}
}

// emojiButton makes a grey button with an emoji; the label may be "".
func emojiButton(emoji, label, customID string) discordgo.Button {
	b := button(label, customID)
	b.Emoji = &discordgo.ComponentEmoji{Name: emoji}
	return b
}

// linkButton makes a button that opens an address, which must come from
// [markdown.WebURL].
func linkButton(label, address string) discordgo.Button {
	return discordgo.Button{Label: markdown.Cut(label, maxLabel), Style: discordgo.LinkButton, URL: address}
}

// pageButtons makes the buttons to go back and on. id makes the custom_id that leads to
// a page, counted from 0.
func pageButtons(previous, next string, page int, more bool, id func(page int) string) row {
	if page == 0 && !more {
		return nil
	}
	back, on := emojiButton("◀️", previous, id(max(page-1, 0))), emojiButton("▶️", next, id(page+1))
	back.Disabled, on.Disabled = page == 0, !more
	return row{back, on}
}

// selectMenu makes a menu in which from atLeast to all options can be picked.
func selectMenu(customID, placeholder string, atLeast int, options []discordgo.SelectMenuOption) discordgo.SelectMenu {
	return discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, CustomID: customID, Placeholder: markdown.Cut(placeholder, maxMenuPlaceholder),
		MinValues: &atLeast, MaxValues: len(options), Options: options,
	}
}

// form makes a form with one field, whose texts are cut to what Discord takes.
func form(customID, title string, field discordgo.TextInput) *discordgo.InteractionResponseData {
	field.Label = markdown.Cut(field.Label, maxModalLabel)
	field.Placeholder = markdown.Cut(field.Placeholder, maxPlaceholder)
	return &discordgo.InteractionResponseData{
		CustomID: customID, Title: markdown.Cut(title, maxModalTitle), Embeds: []*discordgo.MessageEmbed{},
		Components: []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{field}}},
	}
}
