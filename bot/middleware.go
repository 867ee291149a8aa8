package bot

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/gateway/rest"
	"verbatim/bot/text"
	"verbatim/index"
)

// A refusal is an error whose text is for the one who asked, not for the log.
type refusal struct{ text string }

func (r refusal) Error() string { return r.text }

// refuse returns the refusal with this text.
func refuse(text string) error { return refusal{text} }

// recovering turns a panic into an error.
func (b *Bot) recovering(next handler) handler {
	return func(ctx context.Context, c *call) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			}
		}()
		return next(ctx, c)
	}
}

// limiting holds back those who press buttons without end. Questions have limits of their
// own.
func (b *Bot) limiting(next handler) handler {
	return func(ctx context.Context, c *call) error {
		if c.Type == discordgo.InteractionMessageComponent {
			if wait, _ := b.limits.press.take(c.user(), b.now()); wait > 0 {
				return limited{scopeUser, wait}
			}
		}
		return next(ctx, c)
	}
}

// reporting logs each interaction and tells the one who asked, privately, when
// something went wrong.
func (b *Bot) reporting(next handler) handler {
	return func(ctx context.Context, c *call) error {
		start := time.Now()
		err := next(ctx, c)
		what := describe(c.Interaction)
		var no refusal
		var tooMuch limited
		switch {
		case err == nil:
			b.log.Debug("interaction done", "what", what, "took", time.Since(start))
			return nil
		case errors.As(err, &no), errors.As(err, &tooMuch):
			b.log.Debug("interaction refused", "what", what, "why", err)
		case errors.Is(err, rest.ErrTooLate) || rest.Code(err) == rest.CodeUnknownInteraction:
			b.log.Warn("interaction answered too late", "what", what, "took", time.Since(start))
			return nil
		default:
			b.log.Error("interaction failed", "what", what, "error", err)
		}
		if c.Type == discordgo.InteractionApplicationCommandAutocomplete {
			err = c.suggest(ctx, nil)
		} else {
			err = c.reply(ctx, message{content: apology(c.texts, err)}, true)
		}
		if err != nil {
			b.log.Warn("could not say what went wrong", "what", what, "error", err)
		}
		return nil
	}
}

// apology says what went wrong in words for the one who asked.
func apology(t *text.Texts, err error) string {
	var no refusal
	var tooMuch limited
	switch {
	case errors.As(err, &no):
		return no.text
	case errors.As(err, &tooMuch):
		return waitText(t, tooMuch)
	case errors.Is(err, context.DeadlineExceeded):
		return t.Errors.Slow
	case errors.Is(err, index.ErrNoIndex), errors.Is(err, index.ErrFormat):
		return t.Errors.NoIndex
	}
	return t.Errors.Failed
}

// waitText says how long to wait, in whole seconds, at least two: the texts are in the
// plural.
func waitText(t *text.Texts, l limited) string {
	seconds := max(2, int(math.Ceil(l.wait.Seconds())))
	switch l.scope {
	case scopeChannel:
		return text.Fill(t.Limits.Channel, "seconds", seconds)
	case scopeServer:
		return text.Fill(t.Limits.Server, "seconds", seconds)
	}
	return text.Fill(t.Limits.User, "seconds", seconds)
}
