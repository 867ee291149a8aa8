package bot

import (
	"verbatim/bot/gateway"
	"verbatim/bot/memory"
)

// Handed is what a bot needs to go on where another one stopped, in this process or the next: its
// sessions with Discord, and what it learned from Discord that is told only once.
type Handed struct {
	Sessions []gateway.Session            `json:"sessions"`
	Locales  map[string]string            `json:"locales"` // see Bot
	Roles    map[string]map[string]string `json:"roles"`
	Latest   map[string]string            `json:"latest"`
}

// Handed returns what another bot needs to go on, once Run has returned because of
// [gateway.ErrHandOver].
func (b *Bot) Handed() Handed {
	return Handed{Sessions: b.discord.Sessions(), Locales: b.locales.All(), Roles: b.roles.All(), Latest: b.latest.All()}
}

// Standing returns what another bot would need to go on if this one ended now without handing over.
func (b *Bot) Standing() Handed {
	return Handed{Sessions: b.discord.Standing(), Locales: b.locales.All(), Roles: b.roles.All(), Latest: b.latest.All()}
}

// take remembers what another bot has learned.
func (b *Bot) take(h Handed) {
	putAll(b.locales, h.Locales)
	putAll(b.roles, h.Roles)
	putAll(b.latest, h.Latest)
}

func putAll[V any](m *memory.Memory[V], values map[string]V) {
	for key, v := range values {
		m.Put(key, v)
	}
}
