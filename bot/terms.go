package bot

import "time"

// Terms are what may change while the bot runs.
type terms struct {
	confine   Confinement
	retention time.Duration
}

// Adjust changes to which sources servers are confined, and how long questions, feedback and the
// links between questions and answers are kept; 0 means [DefaultRetention]. It holds at once, and
// may be called while the bot runs.
func (b *Bot) Adjust(confine Confinement, retention time.Duration) {
	if retention == 0 {
		retention = DefaultRetention
	}
	b.terms.Store(&terms{confine, retention})
}

func (b *Bot) confined() Confinement    { return b.terms.Load().confine }
func (b *Bot) retention() time.Duration { return b.terms.Load().retention }
