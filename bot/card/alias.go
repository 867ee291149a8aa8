package card

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
)

// Alias says what a word is taken for from now on.
func Alias(t *text.Texts, c Commands, a store.Alias) message.Message {
	return message.Message{Content: text.Fill(t.Alias.Done, "word", markdown.Escape(a.Word), "means", markdown.Escape(a.Means), "command", c("alias"))}
}

// Aliases lists a page of aliases, counted from 0.
func Aliases(t *text.Texts, aliases []store.Alias, page int) message.Message {
	if len(aliases) == 0 {
		return message.Message{Content: t.Alias.Empty}
	}
	shown, page, more := pageOf(aliases, page)
	content := "**" + text.Fill(t.Alias.Header, "n", len(aliases)) + "**"
	var options []discordgo.SelectMenuOption
	for _, a := range shown {
		content += "\n• " + markdown.Escape(a.Word) + " → " + markdown.Escape(a.Means)
		options = append(options, discordgo.SelectMenuOption{Label: markdown.Cut(a.Word+" → "+a.Means, message.MaxOptionText), Value: a.Word})
	}
	return message.Message{Content: content, Rows: []message.Row{
		{message.SelectMenu(fmt.Sprintf("aliasdrop/%d", page), t.Alias.Pick, 1, options)},
		message.PageButtons(t.Buttons.PreviousPage, t.Buttons.NextPage, page, more, func(n int) string { return fmt.Sprintf("aliases/%d", n) }),
	}}
}
