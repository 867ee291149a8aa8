package bot

import (
	"context"
	"time"
)

// purgeEvery is how often old records are looked for.
const purgeEvery = 6 * time.Hour

// purge deletes what has been kept for long enough, now and every few hours, until ctx
// ends.
func (b *Bot) purge(ctx context.Context) {
	tick := time.NewTicker(purgeEvery)
	defer tick.Stop()
	for {
		n, err := b.store.Purge(b.now().Add(-b.config.Retention))
		if err != nil {
			b.log.Error("could not delete old records", "error", err)
		} else if n > 0 {
			b.log.Info("deleted old records", "records", n)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
