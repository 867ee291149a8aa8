package bot

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"verbatim/bot/gateway/pace"
	"verbatim/bot/hear"
)

// Bots such as PluralKit and Tupperbox post what a member wrote again, by a webhook under
// another name, and delete the member's message. Where a server's managers want it, the
// copy is answered in place of the original, which waits a moment for it.
const (
	copiedWithin = 1500 * time.Millisecond // how long an original waits
	copiedAfter  = 20 * time.Second        // how long its copy is known as one
	originals    = 200                     // how many messages are kept
)

// An original is a message that may come again.
type original struct {
	hear.Message
	at   time.Time
	gone chan struct{} // closed when it was deleted, or has come again
}

// copies keeps the latest messages of people where copies are answered. It is safe for
// concurrent use.
type copies struct {
	mu     sync.Mutex
	latest []*original
}

func newCopies() *copies { return &copies{} }

// expect keeps a message that may come again.
func (c *copies) expect(m hear.Message, now time.Time) *original {
	c.mu.Lock()
	defer c.mu.Unlock()
	o := &original{m, now, make(chan struct{})}
	c.latest = append(slices.DeleteFunc(c.latest, func(o *original) bool { return now.Sub(o.at) >= copiedAfter }), o)
	if len(c.latest) > originals {
		c.latest = slices.Delete(c.latest, 0, len(c.latest)-originals)
	}
	return o
}

// wait waits for a copy, and returns false when there is one, or the original is deleted.
// What is no original does not wait.
func (o *original) wait(ctx context.Context) bool {
	if o == nil {
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, copiedWithin)
	defer cancel()
	select {
	case <-o.gone:
		return false
	case <-ctx.Done():
		return true
	}
}

// end lets an original that waits go. The caller holds c.mu.
func (o *original) end() {
	select {
	case <-o.gone:
	default:
		close(o.gone)
	}
}

// deleted notes that a message is no more.
func (c *copies) deleted(message string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, o := range c.latest {
		if o.ID == message {
			o.end()
		}
	}
}

// claim makes the copy of a message its author's, and reports whether it is one: the same
// text, or a part of it, for what marks the text for copying is left out.
func (c *copies) claim(m *hear.Message, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	text := strings.TrimSpace(m.Content)
	for i := len(c.latest) - 1; i >= 0; i-- {
		o := c.latest[i]
		if o.Channel == m.Channel && now.Sub(o.at) < copiedAfter && text != "" && strings.Contains(o.Content, text) {
			m.Person, m.Author = true, o.Author
			o.end()
			c.latest = slices.Delete(c.latest, i, i+1)
			return true
		}
	}
	return false
}

// settle sees to copies. It returns false for a message of no person; that of a webhook
// which is the copy of a person's message becomes its author's. A person's message where
// copies are answered is returned as an original, to be waited for.
func (b *Bot) settle(ctx context.Context, m *hear.Message) (*original, bool, error) {
	if m.Server == "" || !m.Person && !m.Webhook {
		return nil, m.Person, nil
	}
	s, err := b.settings(m.Server)
	switch {
	case err != nil || !s.Proxies:
		return nil, m.Person, err
	case m.Person:
		return b.copies.expect(*m, b.now()), true, nil
	}
	for try := 0; !b.copies.claim(m, b.now()); try++ { // the copy can be here before its original
		if try == 3 || pace.Pause(ctx, copiedWithin/10) != nil {
			return nil, false, nil
		}
	}
	return nil, true, nil
}
