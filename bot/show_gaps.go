package bot

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/markdown"
	"verbatim/bot/store"
	"verbatim/bot/text"
)

// gapsOnPage is how many unanswered questions are listed at once.
const gapsOnPage = 10

// gapsMessage lists a page of gaps, counted from 0.
func gapsMessage(t *text.Texts, gaps []store.Gap, page int) message {
	if len(gaps) == 0 {
		return message{content: t.Gaps.Empty}
	}
	pages := (len(gaps) + gapsOnPage - 1) / gapsOnPage
	page = min(max(page, 0), pages-1)
	shown := gaps[page*gapsOnPage : min((page+1)*gapsOnPage, len(gaps))]
	content := "**" + text.Fill(t.Gaps.Header, "n", len(gaps)) + "**"
	var options []discordgo.SelectMenuOption
	for _, g := range shown {
		question := markdown.OneLine(g.Question)
		content += "\n• " + markdown.Escape(markdown.Cut(question, 80)) + " · " + text.Fill(t.Gaps.Asked, "n", g.Count)
		options = append(options, discordgo.SelectMenuOption{Label: markdown.Cut(question, maxOptionText), Value: g.ID})
	}
	export := row{button(t.Buttons.Export, "gapsexport")}
	return message{content: content, rows: []row{
		{selectMenu(fmt.Sprintf("gapsdone/%d", page), t.Gaps.Pick, 1, options)},
		pageButtons(t.Buttons.PreviousPage, t.Buttons.NextPage, page, page+1 < pages, func(n int) string { return fmt.Sprintf("gaps/%d", n) }),
		export,
	}}
}
