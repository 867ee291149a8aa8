package manage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/message"
	"verbatim/index/update"
)

const (
	progressEvery = 3 * time.Second  // how often the message is brought up to date
	tokenLife     = 14 * time.Minute // how long it can be: Discord allows 15 minutes
)

// onReindex reads the sources again, for the owner of the bot, and tells how far it is
// and what has changed.
func (d *Desk) onReindex(ctx context.Context, c *call.Call) error {
	locked := false
	err := c.Soon(ctx, true, func(ctx context.Context) (message.Message, error) {
		owner, err := d.owns(ctx, c.UserID())
		if err != nil {
			return message.Message{}, err
		}
		if !owner || d.Reindex == nil {
			return message.Message{}, message.Refuse(c.Texts.Errors.OwnerOnly)
		}
		if locked = d.reindexing.TryLock(); !locked {
			return message.Message{}, message.Refuse(c.Texts.Reindex.Busy)
		}
		return message.Message{Content: c.Texts.Reindex.Started}, nil
	})
	if err != nil {
		if locked {
			d.reindexing.Unlock()
		}
		return err
	}
	start := d.Now()
	report, err := d.reindex(ctx, c, start)
	if err != nil && ctx.Err() == nil {
		d.Log.Error("reindex failed", "error", err)
	}
	d.Log.Info("reindex ended", "added", report.Added, "changed", report.Changed, "removed", report.Removed, "took", d.Now().Sub(start))
	d.tell(ctx, c, card.Report(c.Texts, report, err))
	return nil
}

// reindex reads the sources and tells of the progress. It gives the lock back before
// anything is told of the end: who reads that may ask again at once.
func (d *Desk) reindex(ctx context.Context, c *call.Call, start time.Time) (update.Report, error) {
	defer d.reindexing.Unlock()
	told := start
	return d.Reindex(ctx, func(p update.Progress) {
		if now := d.Now(); now.Sub(told) >= progressEvery && now.Sub(start) < tokenLife {
			told = now
			d.tell(ctx, c, card.Progress(c.Texts, p))
		}
	})
}

// tell replaces the message of a call, and only logs when that fails: what it tells of
// goes on.
func (d *Desk) tell(ctx context.Context, c *call.Call, m message.Message) {
	if err := c.Reply(ctx, m, true); err != nil {
		d.Log.Warn("could not tell about the reindex", "error", err)
	}
}

// owns reports whether somebody owns the bot; see [rest.Client.Owners].
func (d *Desk) owns(ctx context.Context, user string) (bool, error) {
	owners, err := d.Discord.Owners(ctx)
	if err != nil {
		return false, fmt.Errorf("look up the bot's owner: %w", err)
	}
	return user != "" && slices.Contains(owners, user), nil
}
