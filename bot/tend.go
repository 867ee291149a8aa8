package bot

import (
	"context"
	"time"
)

const (
	purgeEvery  = 6 * time.Hour // how often old records are looked for
	minuteEvery = time.Minute   // how often gaps are published, and failed registrations tried again
)

// tend does what is due now and then until ctx ends: it deletes what has been kept for
// long enough, publishes the gaps for other processes, and registers the commands should
// that have failed.
func (b *Bot) tend(ctx context.Context) {
	purge, minute := time.NewTicker(purgeEvery), time.NewTicker(minuteEvery)
	defer purge.Stop()
	defer minute.Stop()
	b.purge()
	b.publish()
	for {
		select {
		case <-purge.C:
			b.purge()
		case <-minute.C:
			b.publish()
			b.ensureCommands(ctx)
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
