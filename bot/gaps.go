package bot

import (
	"bytes"
	"context"
	"fmt"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/markdown"
	"verbatim/bot/store"
	"verbatim/bot/text"
)

// moderates are the permissions of those who may see unanswered questions.
const moderates = discordgo.PermissionManageMessages | discordgo.PermissionManageGuild

// gapsOnPage is how many unanswered questions are listed at once.
const gapsOnPage = 10

// onGaps lists the questions of a server that were not answered.
func (b *Bot) onGaps(ctx context.Context, c *call) error {
	m, err := b.gapsPage(c, 0)
	if err != nil {
		return err
	}
	return c.reply(ctx, m, true)
}

// onGapsPage turns the pages of the list.
func (b *Bot) onGapsPage(ctx context.Context, c *call) error {
	m, err := b.gapsPage(c, c.number("page"))
	if err != nil {
		return err
	}
	return c.update(ctx, m)
}

// onGapsDone takes the picked questions off the list.
func (b *Bot) onGapsDone(ctx context.Context, c *call) error {
	if !c.may(moderates) {
		return refuse(c.texts.Errors.ModeratorsOnly)
	}
	for _, id := range c.values() {
		if err := b.store.DropGap(c.GuildID, id); err != nil {
			return err
		}
	}
	b.gapsChanged.Store(true)
	return b.onGapsPage(ctx, c)
}

// maxExport is how large a file may be that the bot sends, in bytes. Discord takes 10 MiB
// (https://docs.discord.com/developers/reference#uploading-files).
const maxExport = 8 << 20

// onGapsExport sends the votes and unanswered questions of a server as a file of JSON
// lines.
func (b *Bot) onGapsExport(ctx context.Context, c *call) error {
	if !c.may(moderates) {
		return refuse(c.texts.Errors.ModeratorsOnly)
	}
	var out bytes.Buffer
	if err := b.store.ExportServer(&out, c.GuildID); err != nil {
		return err
	}
	data := out.Bytes()
	if len(data) > maxExport { // whole lines only
		data = data[:bytes.LastIndexByte(data[:maxExport], '\n')+1]
	}
	m := message{content: c.texts.Gaps.Exported}
	response := m.response(true)
	response.Files = []*discordgo.File{{Name: "verbatim.jsonl", ContentType: "application/jsonl", Reader: bytes.NewReader(data)}}
	_, err := c.first(ctx, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: response})
	return err
}

func (b *Bot) gapsPage(c *call, page int) (message, error) {
	if c.server() == "" {
		return message{}, refuse(c.texts.Errors.ServerOnly)
	}
	if !c.may(moderates) {
		return message{}, refuse(c.texts.Errors.ModeratorsOnly)
	}
	gaps, err := b.store.Gaps(c.GuildID)
	if err != nil {
		return message{}, err
	}
	return gapsMessage(c.texts, gaps, page), nil
}

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
