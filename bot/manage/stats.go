package manage

import (
	"context"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/message"
	"verbatim/bot/store"
)

// onStats shows what was asked, answered and taught in a server.
func (d *Desk) onStats(ctx context.Context, c *call.Call) error {
	s, err := d.Store.Settings(c.GuildID)
	if err != nil {
		return err
	}
	m, err := d.stats(c, s)
	if err != nil {
		return err
	}
	return c.Reply(ctx, m, true)
}

// onSetDigest chooses the channel that gets a weekly digest.
func (d *Desk) onSetDigest(ctx context.Context, c *call.Call) error {
	if err := mayManage(c); err != nil {
		return err
	}
	channel := ""
	if picked := c.Channels(); len(picked) > 0 {
		channel = picked[0]
	}
	s, err := d.Store.ChangeSettings(c.GuildID, func(s *store.Settings) { s.Digest = channel })
	if err != nil {
		return err
	}
	m, err := d.stats(c, s)
	if err != nil {
		return err
	}
	return c.Update(ctx, m)
}

func (d *Desk) stats(c *call.Call, s store.Settings) (message.Message, error) {
	gaps, err := d.Store.Gaps(c.GuildID)
	if err != nil {
		return message.Message{}, err
	}
	var spans []card.Span
	for _, days := range []int{7, 30} {
		tally, err := d.Store.Tally(c.GuildID, d.Now().AddDate(0, 0, 1-days))
		if err != nil {
			return message.Message{}, err
		}
		spans = append(spans, card.Span{Days: days, Tally: tally})
	}
	return card.Stats(c.Texts, d.Commands(c.Texts), gaps, s.Digest, spans...), nil
}
