package bot

import (
	"context"
	"fmt"
	"time"

	"verbatim/index"

	"github.com/bwmarrin/discordgo"
)

// Claims see to it that one process of several answers an event that they all get.
type Claims interface {
	// Claim makes an event this process's, and reports whether it is: another one that has it is waited for, and may have seen to it. done
	// must be called once the event is seen to.
	Claim(ctx context.Context, event string) (done func(), mine bool, err error)
}

// claim makes an event this process's, and reports whether it is; where no other gets it, it is. Interactions need no claim: of two
// answers to one Discord takes the first.
func (b *Bot) claim(ctx context.Context, event string) (done func(), mine bool, err error) {
	if b.config.Claims == nil {
		return func() {}, true, nil
	}
	done, mine, err = b.config.Claims.Claim(ctx, event)
	if err != nil {
		return nil, false, fmt.Errorf("%w: %w", index.ErrAway, err)
	}
	if !mine {
		b.log.InfoContext(ctx, "another process has seen to a message", "event", event)
	}
	return done, mine, nil
}

// editing names an edit of a message among all.
func editing(m *discordgo.Message) string {
	if m.EditedTimestamp == nil {
		return m.ID + " edited"
	}
	return m.ID + " edited " + m.EditedTimestamp.UTC().Format(time.RFC3339Nano)
}
