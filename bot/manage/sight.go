package manage

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/sight"
)

// reads reports whether the one who acts reads what stands in a channel of the server: nobody is to
// read through the bot what Discord does not show. A thread of a parent that the bot cannot look up
// has the error of that.
func (d *Desk) reads(ctx context.Context, c *call.Call, channel *discordgo.Channel) (bool, error) {
	var s sight.Server
	if err := d.Discord.Server(ctx, c.GuildID, &s); err != nil {
		return false, err
	}
	m := sight.Member{ID: c.UserID()}
	if c.Member != nil {
		m.Roles = c.Member.Roles
	}
	if !channel.IsThread() {
		return sight.Reads(s, m, channel), nil
	}
	parent, err := d.Discord.Channel(ctx, channel.ParentID)
	if err != nil {
		return false, err
	}
	added := false
	if channel.Type == discordgo.ChannelTypeGuildPrivateThread {
		if added, err = d.Discord.Added(ctx, channel.ID, m.ID); err != nil {
			return false, err
		}
	}
	return sight.ReadsThread(s, m, channel, parent, added), nil
}
