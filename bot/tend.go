package bot

import (
	"context"
	"time"
)

const (
	purgeEvery    = 6 * time.Hour    // how often old records are looked for
	sweepEvery    = 10 * time.Minute // how long the bytes of a deleted record may stay in the store
	publishEvery  = 5 * time.Second  // how often gaps are published, if they have changed
	registerEvery = time.Minute      // how often a failed registration is tried again, and deletions of other processes are looked for
)

// tend does what is due now and then until ctx ends: it deletes what has been kept for
// long enough, and what was deleted in another process, publishes the gaps for other
// processes, registers the commands should that have failed, sends the digests that are due, and
// greets new servers.
func (b *Bot) tend(ctx context.Context) {
	sweep, publish, register := time.NewTicker(sweepEvery), time.NewTicker(publishEvery), time.NewTicker(registerEvery)
	defer sweep.Stop()
	defer publish.Stop()
	defer register.Stop()
	purge := time.NewTimer(0)
	defer purge.Stop()
	b.publish()
	for {
		select {
		case <-purge.C:
			purge.Reset(b.purge())
			b.digests(ctx)
		case s := <-b.arrivals:
			b.greet(ctx, s)
		case <-sweep.C:
			b.sweep()
		case <-publish.C:
			b.publish()
		case <-register.C:
			b.registry.Again(ctx)
			b.obey()
		case <-ctx.Done():
			b.publish()
			return
		}
	}
}

// purge deletes what has been kept for long enough, and returns when to look again. It goes
// by Discord's clock alone: that of this machine may be a year ahead one day, and
// everything would be old.
func (b *Bot) purge() (again time.Duration) {
	now, known := b.discord.Now()
	if !known {
		return publishEvery
	}
	n, err := b.store.Purge(now.Add(-b.retention()))
	if err != nil {
		b.log.Error("could not delete old records", "error", err)
	} else if n > 0 {
		b.log.Info("deleted old records", "records", n)
	}
	return purgeEvery
}

// clock is the time that records are kept under: Discord's, this machine's as long as that is
// not known.
func (b *Bot) clock() time.Time {
	if now, known := b.discord.Now(); known {
		return now.UTC()
	}
	return b.now().UTC()
}

func (b *Bot) sweep() {
	if err := b.store.Sweep(); err != nil {
		b.log.Error("what was deleted is not wiped from the disk yet", "error", err)
	}
}

func (b *Bot) obey() {
	if err := b.store.Obey(); err != nil {
		b.log.Error("could not delete what was deleted elsewhere", "error", err)
	}
}

func (b *Bot) publish() {
	if err := b.store.PublishGaps(); err != nil {
		b.log.Error("could not publish the unanswered questions", "error", err)
	}
}
