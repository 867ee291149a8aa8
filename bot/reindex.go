package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"verbatim/bot/markdown"
	"verbatim/bot/text"
	"verbatim/index/engine"
	"verbatim/index/update"
)

const (
	progressEvery = 3 * time.Second  // how often the message is brought up to date
	tokenLife     = 14 * time.Minute // how long it can be: Discord allows 15 minutes
)

// onReindex reads the sources again, for the owner of the bot, and tells how far it is
// and what has changed.
func (b *Bot) onReindex(ctx context.Context, c *call) error {
	locked := false
	err := c.soon(ctx, true, func(ctx context.Context) (message, error) {
		owner, err := b.owns(ctx, c.user())
		if err != nil {
			return message{}, err
		}
		if !owner || b.config.Reindex == nil {
			return message{}, refuse(c.texts.Errors.OwnerOnly)
		}
		if locked = b.reindexing.TryLock(); !locked {
			return message{}, refuse(c.texts.Reindex.Busy)
		}
		return message{content: c.texts.Reindex.Started}, nil
	})
	if err != nil {
		if locked {
			b.reindexing.Unlock()
		}
		return err
	}
	start := b.now()
	report, err := b.reindex(ctx, c, start)
	if err != nil && ctx.Err() == nil {
		b.log.Error("reindex failed", "error", err)
	}
	b.log.Info("reindex ended", "added", report.Added, "changed", report.Changed, "removed", report.Removed, "took", b.now().Sub(start))
	b.tell(ctx, c, reportMessage(c.texts, report, err))
	return nil
}

// reindex reads the sources and tells of the progress. It gives the lock back before
// anything is told of the end: who reads that may ask again at once.
func (b *Bot) reindex(ctx context.Context, c *call, start time.Time) (update.Report, error) {
	defer b.reindexing.Unlock()
	told := start
	return b.config.Reindex(ctx, func(p update.Progress) {
		if now := b.now(); now.Sub(told) >= progressEvery && now.Sub(start) < tokenLife {
			told = now
			b.tell(ctx, c, progressMessage(c.texts, p))
		}
	})
}

// tell replaces the message of a call, and only logs when that fails: what it tells of
// goes on.
func (b *Bot) tell(ctx context.Context, c *call, m message) {
	if err := c.reply(ctx, m, true); err != nil {
		b.log.Warn("could not tell about the reindex", "error", err)
	}
}

// owns reports whether somebody owns the bot: its application's owner, or a member of
// the team that does.
func (b *Bot) owns(ctx context.Context, user string) (bool, error) {
	app, err := b.discord.Application(ctx)
	if err != nil {
		return false, fmt.Errorf("look up the bot's owner: %w", err)
	}
	var owners []string
	if app.Owner != nil {
		owners = append(owners, app.Owner.ID)
	}
	if app.Team != nil {
		for _, m := range app.Team.Members {
			if m != nil && m.User != nil {
				owners = append(owners, m.User.ID)
			}
		}
	}
	return user != "" && slices.Contains(owners, user), nil
}

// progressMessage tells how far a reindex has come.
func progressMessage(t *text.Texts, p update.Progress) message {
	total := "?"
	if p.Total > 0 {
		total = fmt.Sprint(p.Total)
	}
	return message{content: text.Fill(t.Reindex.Progress, "done", p.Inputs, "total", total, "articles", p.Articles)}
}

// skipsShown is how many of the skipped inputs are named.
const skipsShown = 5

// reportMessage tells what a reindex did.
func reportMessage(t *text.Texts, r update.Report, err error) message {
	var busy *engine.LockedError
	switch {
	case errors.As(err, &busy):
		return message{content: t.Reindex.Busy}
	case err != nil:
		return message{content: t.Reindex.Failed}
	}
	content := t.Reindex.Nothing
	if r.Added+r.Changed+r.Removed > 0 {
		content = text.Fill(t.Reindex.Done, "added", r.Added, "changed", r.Changed, "removed", r.Removed, "unchanged", r.Unchanged)
	}
	if len(r.Skipped) == 0 {
		return message{content: content}
	}
	content += "\n" + text.Fill(t.Reindex.Skipped, "n", len(r.Skipped))
	for _, s := range r.Skipped[:min(len(r.Skipped), skipsShown)] {
		what := strings.TrimSpace(s.Input + " " + s.Place)
		content += "\n• " + markdown.Escape(markdown.Cut(markdown.OneLine(what), 100)) + ": " + markdown.Escape(string(s.Reason))
	}
	if more := len(r.Skipped) - skipsShown; more > 0 {
		content += "\n" + text.Fill(t.Reindex.MoreSkipped, "n", more)
	}
	return message{content: content}
}
