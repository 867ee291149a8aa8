package manage

import (
	"context"
	"strings"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/message"
	"verbatim/bot/store"
)

// onMore shows the second page of the settings.
func (d *Desk) onMore(ctx context.Context, c *call.Call) error {
	s, err := d.chosen(c)
	if err != nil {
		return err
	}
	return showMore(ctx, c, s)
}

// showMore shows the second page in the place of what is there.
func showMore(ctx context.Context, c *call.Call, s store.Settings) error {
	return c.Update(ctx, card.Settings{Texts: c.Texts, Settings: s, May: c.AppPermissions}.More())
}

// onBack shows the first page again.
func (d *Desk) onBack(ctx context.Context, c *call.Call) error {
	s, err := d.chosen(c)
	if err != nil {
		return err
	}
	return d.showPanel(c, d.panel(ctx, c, s, ""), func(m message.Message) error { return c.Update(ctx, m) })
}

// chosen returns the settings, for those who may manage them.
func (d *Desk) chosen(c *call.Call) (store.Settings, error) {
	if err := mayManage(c); err != nil {
		return store.Settings{}, err
	}
	return d.Store.Settings(c.GuildID)
}

// changeMore applies a change and shows the second page.
func (d *Desk) changeMore(ctx context.Context, c *call.Call, change func(*store.Settings)) error {
	if err := mayManage(c); err != nil {
		return err
	}
	s, err := d.Store.ChangeSettings(c.GuildID, change)
	if err != nil {
		return err
	}
	return showMore(ctx, c, s)
}

func (d *Desk) onSetPeople(ctx context.Context, c *call.Call) error {
	return d.changeMore(ctx, c, func(s *store.Settings) {
		s.People = ""
		if picked := c.Channels(); len(picked) > 0 {
			s.People = picked[0]
		}
	})
}

func (d *Desk) onSetThreads(ctx context.Context, c *call.Call) error {
	return d.changeMore(ctx, c, func(s *store.Settings) { s.Threads = c.Vars["state"] == "on" })
}

func (d *Desk) onSetProxies(ctx context.Context, c *call.Call) error {
	return d.changeMore(ctx, c, func(s *store.Settings) { s.Proxies = c.Vars["state"] == "on" })
}

// onRefusalForm opens the form for the words of a refusal.
func (d *Desk) onRefusalForm(ctx context.Context, c *call.Call) error {
	s, err := d.chosen(c)
	if err != nil {
		return err
	}
	return c.Form(ctx, card.RefusalForm(c.Texts, s.Refusal))
}

func (d *Desk) onSetRefusal(ctx context.Context, c *call.Call) error {
	words, ok := c.Input("words")
	if !ok {
		return message.Refuse(c.Texts.Errors.Unknown)
	}
	return d.changeMore(ctx, c, func(s *store.Settings) { s.Refusal = strings.TrimSpace(words) })
}
