package bot

import (
	"context"
	"time"
)

const (
	purgeEvery    = 6 * time.Hour   // how often old records are looked for
	publishEvery  = 5 * time.Second // how often gaps are published, if they have changed
	registerEvery = time.Minute     // how often a failed registration is tried again
)

// tend does what is due now and then until ctx ends: it deletes what has been kept for
// long enough, publishes the gaps for other processes, and registers the commands should
// that have failed.
func (b *Bot) tend(ctx context.Context) {
	purge, publish, register := time.NewTicker(purgeEvery), time.NewTicker(publishEvery), time.NewTicker(registerEvery)
	defer purge.Stop()
	defer publish.Stop()
	defer register.Stop()
	b.purge()
	b.publish()
	for {
		select {
		case <-purge.C:
			b.purge()
		case <-publish.C:
			b.publish()
		case <-register.C:
			b.registry.Again(ctx)
		case <-ctx.Done():
			b.publish()
			return
		}
	}
}

func (b *Bot) purge() {
	n, err := b.store.Purge(b.now().Add(-b.config.Retention))
	if err != nil {
		b.log.Error("could not delete old records", "error", err)
	} else if n > 0 {
		b.log.Info("deleted old records", "records", n)
	}
}

func (b *Bot) publish() {
	if err := b.store.PublishGaps(); err != nil {
		b.log.Error("could not publish the unanswered questions", "error", err)
	}
}
