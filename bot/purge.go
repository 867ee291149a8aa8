package bot

import (
	"context"
	"time"
)

const (
	purgeEvery   = 6 * time.Hour // how often old records are looked for
	publishEvery = time.Minute   // how often the gaps are published, if there are new ones
)

// tend looks after the store until ctx ends: it deletes what has been kept for long
// enough, and publishes the gaps for other processes.
func (b *Bot) tend(ctx context.Context) {
	purge, publish := time.NewTicker(purgeEvery), time.NewTicker(publishEvery)
	defer purge.Stop()
	defer publish.Stop()
	b.purge()
	b.publish()
	for {
		select {
		case <-purge.C:
			b.purge()
		case <-publish.C:
			b.publish()
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
		b.gapsChanged.Store(true)
	}
}

func (b *Bot) publish() {
	if !b.gapsChanged.Swap(false) {
		return
	}
	if err := b.store.PublishGaps(); err != nil {
		b.log.Error("could not publish the unanswered questions", "error", err)
	}
}
