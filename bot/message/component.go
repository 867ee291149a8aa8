package message

import (
	"github.com/bwmarrin/discordgo"

	"verbatim/bot/markdown"
)

// Button makes a grey button.
func Button(label, customID string) discordgo.Button {
	return discordgo.Button{Label: markdown.Cut(label, MaxLabel), Style: discordgo.SecondaryButton, CustomID: customID}
}

// EmojiButton makes a grey button with an emoji; the label may be "".
func EmojiButton(emoji, label, customID string) discordgo.Button {
	b := Button(label, customID)
	b.Emoji = &discordgo.ComponentEmoji{Name: emoji}
	return b
}

// LinkButton makes a button that opens an address, which must come from
// [markdown.WebURL].
func LinkButton(label, address string) discordgo.Button {
	return discordgo.Button{Label: markdown.Cut(label, MaxLabel), Style: discordgo.LinkButton, URL: address}
}

// PageButtons makes the buttons to go back and on. id makes the custom_id that leads to
// a page, counted from 0.
func PageButtons(previous, next string, page int, more bool, id func(page int) string) Row {
	if page == 0 && !more {
		return nil
	}
	back, on := EmojiButton("◀️", previous, id(max(page-1, 0))), EmojiButton("▶️", next, id(page+1))
	back.Disabled, on.Disabled = page == 0, !more
	return Row{back, on}
}

// SelectMenu makes a menu in which from atLeast to all options can be picked.
func SelectMenu(customID, placeholder string, atLeast int, options []discordgo.SelectMenuOption) discordgo.SelectMenu {
	return discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, CustomID: customID, Placeholder: markdown.Cut(placeholder, MaxMenuPlaceholder),
		MinValues: &atLeast, MaxValues: len(options), Options: options,
	}
}

// Form makes a form with some fields, whose texts are cut to what Discord takes.
func Form(customID, title string, fields ...discordgo.TextInput) *discordgo.InteractionResponseData {
	form := &discordgo.InteractionResponseData{CustomID: customID, Title: markdown.Cut(title, maxModalTitle), Embeds: []*discordgo.MessageEmbed{}}
	for _, field := range fields {
		field.Label = markdown.Cut(field.Label, maxModalLabel)
		field.Placeholder = markdown.Cut(field.Placeholder, maxPlaceholder)
		form.Components = append(form.Components, discordgo.ActionsRow{Components: []discordgo.MessageComponent{field}})
	}
	return form
}
