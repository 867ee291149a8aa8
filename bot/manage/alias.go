package manage

import (
	"context"
	"errors"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/command"
	"verbatim/bot/hear"
	"verbatim/bot/markdown"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
)

// onAlias names what a word of a server means, or lists those words.
func (d *Desk) onAlias(ctx context.Context, c *call.Call) error {
	a := store.Alias{Server: c.GuildID, Word: plain(c.Option("word")), Means: plain(c.Option("means"))}
	switch {
	case a.Word == "" && a.Means == "":
		aliases, err := d.Store.Aliases(c.GuildID)
		if err != nil {
			return err
		}
		return c.Reply(ctx, card.Aliases(c.Texts, aliases, 0), true)
	case store.QuestionID(a.Word) == "" || store.QuestionID(a.Means) == "":
		return message.Refuse(c.Texts.Alias.Both)
	}
	err := d.Store.SetAlias(a)
	if errors.Is(err, store.ErrManyAliases) {
		return message.Refuse(text.Fill(c.Texts.Alias.Full, "n", store.MaxAliases, "command", d.Commands(c.Texts)(command.Alias)))
	}
	if err != nil {
		return err
	}
	d.Log.Info("named a word", "server", c.GuildID)
	return c.Reply(ctx, card.Alias(c.Texts, d.Commands(c.Texts), a), true)
}

// plain returns what was typed on one line, without anybody's id.
func plain(typed string) string { return markdown.OneLine(hear.Anonymous(typed)) }

// onAliasesPage turns the pages of the list.
func (d *Desk) onAliasesPage(ctx context.Context, c *call.Call) error {
	aliases, err := d.Store.Aliases(c.GuildID)
	if err != nil {
		return err
	}
	return c.Update(ctx, card.Aliases(c.Texts, aliases, c.Number("page")))
}

// onAliasDrop removes the picked words.
func (d *Desk) onAliasDrop(ctx context.Context, c *call.Call) error {
	for _, word := range c.Values() {
		if err := d.Store.DropAlias(c.GuildID, word); err != nil {
			return err
		}
	}
	return d.onAliasesPage(ctx, c)
}
