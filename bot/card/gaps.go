package card

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
)

// gapsOnPage is how many unanswered questions are listed at once.
const gapsOnPage = 10

// Gaps lists a page of gaps, counted from 0.
func Gaps(t *text.Texts, gaps []store.Gap, page int) message.Message {
	if len(gaps) == 0 {
		return message.Message{Content: t.Gaps.Empty}
	}
	pages := (len(gaps) + gapsOnPage - 1) / gapsOnPage
	page = min(max(page, 0), pages-1)
	shown := gaps[page*gapsOnPage : min((page+1)*gapsOnPage, len(gaps))]
	content := "**" + text.Fill(t.Gaps.Header, "n", len(gaps)) + "**"
	var options []discordgo.SelectMenuOption
	for _, g := range shown {
		question := markdown.OneLine(g.Question)
		content += "\n• " + markdown.Escape(markdown.Cut(question, 80)) + " · " + text.Fill(t.Gaps.Asked, "n", g.Count)
		options = append(options, discordgo.SelectMenuOption{Label: markdown.Cut(question, message.MaxOptionText), Value: g.ID})
	}
	export := message.Row{message.Button(t.Buttons.Export, "gapsexport")}
	teach := message.SelectMenu("gapteach", t.Gaps.Teach, 1, options)
	teach.MaxValues = 1
	return message.Message{Content: content, Rows: []message.Row{
		{teach},
		{message.SelectMenu(fmt.Sprintf("gapsdone/%d", page), t.Gaps.Pick, 1, options)},
		message.PageButtons(t.Buttons.PreviousPage, t.Buttons.NextPage, page, page+1 < pages, func(n int) string { return fmt.Sprintf("gaps/%d", n) }),
		export,
	}}
}
