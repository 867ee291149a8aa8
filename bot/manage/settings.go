package manage

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/library"
	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/index"
)

// onSettings shows the settings of a server.
func (d *Desk) onSettings(ctx context.Context, c *call.Call) error {
	s, err := d.chosen(c)
	if err != nil {
		return err
	}
	return d.showPanel(c, d.panel(ctx, c, s, ""), func(m message.Message) error { return c.Reply(ctx, m, true) })
}

// showPanel sends the settings. Should Discord refuse them, it sends them without the
// channels that are picked now: one of them may be gone.
func (d *Desk) showPanel(c *call.Call, p card.Settings, send func(message.Message) error) error {
	err := send(p.Message())
	if rest.Status(err) != http.StatusBadRequest {
		return err
	}
	d.Log.Warn("Discord refused the settings; showing them without the channels", "server", c.GuildID, "error", err)
	p.Settings.AskChannels, p.Settings.AllowedChannels = nil, nil
	return send(p.Message())
}

// mayManage refuses those who may not manage the server. Discord checks too, but the
// managers of a server can change what it checks.
func mayManage(c *call.Call) error {
	switch {
	case c.Server() == "":
		return message.Refuse(c.Texts.Errors.ServerOnly)
	case !c.May(discordgo.PermissionManageGuild):
		return message.Refuse(c.Texts.Errors.ManagersOnly)
	}
	return nil
}

// change applies a change and shows the settings again, with a remark if there is one.
func (d *Desk) change(ctx context.Context, c *call.Call, remark string, change func(*store.Settings)) error {
	if err := mayManage(c); err != nil {
		return err
	}
	s, err := d.Store.ChangeSettings(c.GuildID, change)
	if err != nil {
		return err
	}
	d.Log.Info("settings changed", "server", c.GuildID, "what", call.Describe(c.Interaction))
	return d.showPanel(c, d.panel(ctx, c, s, remark), func(m message.Message) error { return c.Update(ctx, m) })
}

func (d *Desk) panel(ctx context.Context, c *call.Call, s store.Settings, remark string) card.Settings {
	picked := len(s.AllowedChannels) + len(s.AskChannels)
	s.AllowedChannels, s.AskChannels = d.standing(ctx, s.AllowedChannels), d.standing(ctx, s.AskChannels)
	return card.Settings{
		Texts: c.Texts, Settings: s, Remark: remark, Confined: d.Confine().Of(c.Server()), Catalogue: d.Catalogue, Content: d.Content, May: c.AppPermissions,
		Gone: len(s.AllowedChannels)+len(s.AskChannels) < picked, Barred: d.Barred(c.Server()),
	}
}

// channelsChecked is how many of the channels that were picked are looked up, which can take
// a request each.
const channelsChecked = 8

// standing leaves out the channels that were deleted.
func (d *Desk) standing(ctx context.Context, picked []string) []string {
	n := 0
	return slices.DeleteFunc(slices.Clone(picked), func(id string) bool {
		n++
		return n <= channelsChecked && d.Gone(ctx, id)
	})
}

func (d *Desk) onSetAskChannels(ctx context.Context, c *call.Call) error {
	return d.change(ctx, c, "", func(s *store.Settings) { s.AskChannels = c.Channels() })
}

func (d *Desk) onSetAllowedChannels(ctx context.Context, c *call.Call) error {
	return d.change(ctx, c, "", func(s *store.Settings) { s.AllowedChannels = c.Channels() })
}

func (d *Desk) onSetLevel(ctx context.Context, c *call.Call) error {
	return d.change(ctx, c, "", func(s *store.Settings) {
		for _, level := range []index.Level{index.Cautious, index.Balanced, index.Eager} {
			if slices.Contains(c.Values(), string(level)) {
				s.Level = string(level)
			}
		}
	})
}

func (d *Desk) onSetLanguage(ctx context.Context, c *call.Call) error {
	return d.change(ctx, c, "", func(s *store.Settings) {
		s.Language = ""
		for _, code := range d.Catalogue.Codes() {
			if slices.Contains(c.Values(), code) {
				s.Language = code
			}
		}
	})
}

func (d *Desk) onSetPrivate(ctx context.Context, c *call.Call) error {
	return d.change(ctx, c, "", func(s *store.Settings) { s.Private = c.Vars["state"] == "on" })
}

// onSetReset takes back what is chosen in the settings. The channels that are followed have a list
// of their own.
func (d *Desk) onSetReset(ctx context.Context, c *call.Call) error {
	return d.change(ctx, c, "", func(s *store.Settings) { *s = store.Settings{Follow: s.Follow} })
}

// onSourcesForm opens the form for the sources that a server sees.
func (d *Desk) onSourcesForm(ctx context.Context, c *call.Call) error {
	s, err := d.chosen(c)
	if err != nil {
		return err
	}
	return c.Form(ctx, card.SourcesForm(c.Texts, s.Sources))
}

// onSetSources takes the form's lines, and says which of them fit no article.
func (d *Desk) onSetSources(ctx context.Context, c *call.Call) error {
	typed, ok := c.Input("sources")
	if !ok {
		return message.Refuse(c.Texts.Errors.Unknown)
	}
	prefixes := lines(typed)
	remark, err := d.unknownSources(c, prefixes)
	if err != nil {
		return err
	}
	return d.change(ctx, c, remark, func(s *store.Settings) { s.Sources = prefixes })
}

// unknownSources says which of some beginnings fit no article, "" where all do.
func (d *Desk) unknownSources(c *call.Call, prefixes []string) (string, error) {
	room, err := d.Shelves.Of("")
	if err != nil {
		return "", err
	}
	all, err := room.Articles(d.Confine().View(c.Server(), nil)) // nobody learns here what else there is
	if err != nil {
		return "", err
	}
	var unknown []string
	for _, p := range prefixes {
		if !slices.ContainsFunc(all, func(a index.Source) bool { return library.Begins(a, p) }) {
			unknown = append(unknown, markdown.Cut(markdown.OneLine(p), 60))
		}
	}
	if len(unknown) == 0 {
		return "", nil
	}
	names := markdown.Escape(markdown.Cut(strings.Join(unknown, ", "), 200))
	return text.Fill(c.Texts.Settings.UnknownSources, "names", names), nil
}

// onSourcesHere opens the form for the sources that are seen in the channel where the settings were
// opened, or in its category. A thread has those of its channel.
func (d *Desk) onSourcesHere(ctx context.Context, c *call.Call) error {
	s, err := d.chosen(c)
	if err != nil {
		return err
	}
	channel, err := d.Discord.Channel(ctx, c.ChannelID)
	if err == nil && channel.IsThread() {
		channel, err = d.Discord.Channel(ctx, channel.ParentID)
	}
	if err != nil {
		return fmt.Errorf("look up the channel of the settings: %w", err)
	}
	return c.Form(ctx, card.SourcesHereForm(c.Texts, channel.ID, channel.ParentID, s))
}

// onSetSourcesIn takes that form's lines.
func (d *Desk) onSetSourcesIn(ctx context.Context, c *call.Call) error {
	in := map[string][]string{}
	var all []string
	for _, kind := range []string{"channel", "category"} {
		if typed, ok := c.Input(kind); ok {
			in[c.Vars[kind]] = lines(typed)
			all = append(all, lines(typed)...)
		}
	}
	remark, err := d.unknownSources(c, all)
	if err != nil {
		return err
	}
	return d.change(ctx, c, remark, func(s *store.Settings) {
		for place, sources := range in {
			s.SetSourcesIn(place, sources)
		}
	})
}

// lines returns the lines of a text that are not blank, trimmed.
func lines(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
