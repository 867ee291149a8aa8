package card

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
)

// Hid says that a sentence is hidden from now on.
func Hid(t *text.Texts, c Commands) message.Message {
	return message.Message{Content: text.Fill(t.Hidden.Done, "command", c("hidden"))}
}

// Hidden lists a page of hidden sentences, counted from 0.
func Hidden(t *text.Texts, hidden []store.Hidden, page int) message.Message {
	if len(hidden) == 0 {
		return message.Message{Content: t.Hidden.Empty}
	}
	shown, page, more := pageOf(hidden, page)
	content := "**" + text.Fill(t.Hidden.Header, "n", len(hidden)) + "**"
	var options []discordgo.SelectMenuOption
	for _, h := range shown {
		sentence := markdown.OneLine(h.Sentence)
		where := markdown.Escape(markdown.Cut(markdown.OneLine(h.Title), 40))
		content += "\n• " + dotted([]string{markdown.Escape(markdown.Cut(sentence, 80)), where})
		options = append(options, discordgo.SelectMenuOption{Label: markdown.Cut(sentence, message.MaxOptionText), Value: h.ID})
	}
	return message.Message{Content: content, Rows: []message.Row{
		{message.SelectMenu(fmt.Sprintf("unhide/%d", page), t.Hidden.Pick, 1, options)},
		message.PageButtons(t.Buttons.PreviousPage, t.Buttons.NextPage, page, more, func(n int) string { return fmt.Sprintf("hidden/%d", n) }),
	}}
}
