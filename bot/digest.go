package bot

import (
	"context"
	"errors"
	"time"

	"verbatim/bot/card"
	"verbatim/bot/store"
)

// digestDays is how often a server gets a digest, and what it tells of.
const digestDays = 7

// digests sends the servers that want one the digest that is due, by Discord's clock.
func (b *Bot) digests(ctx context.Context) {
	now, known := b.discord.Now()
	if !known {
		return
	}
	due, err := b.store.DueDigests(now.UTC(), digestDays*24*time.Hour)
	for server, channel := range due {
		if sending := b.digest(ctx, server, channel, now); sending != nil {
			b.log.WarnContext(ctx, "could not send a digest", "server", server, "channel", channel, "error", sending)
		}
	}
	if err != nil {
		b.log.ErrorContext(ctx, "could not look for digests that are due", "error", err)
	}
}

// digest sends a server's digest to a channel, unless nothing happened there.
func (b *Bot) digest(ctx context.Context, server, channel string, now time.Time) error {
	tally, err := b.store.Tally(server, now.AddDate(0, 0, 1-digestDays))
	if err != nil || tally == (store.Tally{}) {
		return err
	}
	gaps, failed := b.store.Gaps(server)
	settings, err := b.store.Settings(server)
	if err = errors.Join(failed, err); err != nil {
		return err
	}
	t := b.catalogue.For(settings.Language)
	if settings.Language == "" {
		locale, _ := b.locales.Get(server)
		t = b.catalogue.For(locale)
	}
	_, err = b.discord.Send(ctx, channel, card.Digest(t, b.commands(t), gaps, card.Span{Days: digestDays, Tally: tally}).Post())
	return err
}
