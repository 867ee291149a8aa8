package manage

import (
	"bytes"
	"context"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/message"
)

// moderates are the permissions of those who may see unanswered questions, and decide what is
// quoted.
const moderates = discordgo.PermissionManageMessages | discordgo.PermissionManageGuild

// onGaps lists the questions of a server that were not answered.
func (d *Desk) onGaps(ctx context.Context, c *call.Call) error {
	m, err := d.gapsPage(c, 0)
	if err != nil {
		return err
	}
	return c.Reply(ctx, m, true)
}

// onGapsPage turns the pages of the list.
func (d *Desk) onGapsPage(ctx context.Context, c *call.Call) error {
	m, err := d.gapsPage(c, c.Number("page"))
	if err != nil {
		return err
	}
	return c.Update(ctx, m)
}

// onGapsDone takes the picked questions off the list.
func (d *Desk) onGapsDone(ctx context.Context, c *call.Call) error {
	if !c.May(moderates) {
		return message.Refuse(c.Texts.Errors.ModeratorsOnly)
	}
	for _, id := range c.Values() {
		if err := d.Store.DropGap(c.GuildID, id); err != nil {
			return err
		}
	}
	return d.onGapsPage(ctx, c)
}

// maxExport is how large a file may be that the bot sends, in bytes. Discord takes 10 MiB
// (https://docs.discord.com/developers/reference#uploading-files).
const maxExport = 8 << 20

// onGapsExport sends the votes and unanswered questions of a server as a file of JSON
// lines.
func (d *Desk) onGapsExport(ctx context.Context, c *call.Call) error {
	if !c.May(moderates) {
		return message.Refuse(c.Texts.Errors.ModeratorsOnly)
	}
	var out bytes.Buffer
	if err := d.Store.ExportServer(&out, c.GuildID); err != nil {
		return err
	}
	data := out.Bytes()
	if len(data) > maxExport { // whole lines only
		data = data[:bytes.LastIndexByte(data[:maxExport], '\n')+1]
	}
	m := message.Message{Content: c.Texts.Gaps.Exported}
	return c.File(ctx, m, &discordgo.File{Name: "verbatim.jsonl", ContentType: "application/jsonl", Reader: bytes.NewReader(data)})
}

func (d *Desk) gapsPage(c *call.Call, page int) (message.Message, error) {
	if c.Server() == "" {
		return message.Message{}, message.Refuse(c.Texts.Errors.ServerOnly)
	}
	if !c.May(moderates) {
		return message.Message{}, message.Refuse(c.Texts.Errors.ModeratorsOnly)
	}
	gaps, err := d.Store.Gaps(c.GuildID)
	if err != nil {
		return message.Message{}, err
	}
	return card.Gaps(c.Texts, gaps, page), nil
}
