package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/call"
	"verbatim/bot/card"
	"verbatim/bot/gateway/rest"
	"verbatim/bot/limit"
	"verbatim/bot/message"
)

// recovering turns a panic into an error.
func (b *Bot) recovering(next call.Handler) call.Handler {
	return func(ctx context.Context, c *call.Call) (err error) {
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
func (b *Bot) limiting(next call.Handler) call.Handler {
	return func(ctx context.Context, c *call.Call) error {
		if c.Type == discordgo.InteractionMessageComponent {
			if err := b.limits.Press(c.UserID(), b.now()); err != nil {
				return err
			}
		}
		return next(ctx, c)
	}
}

// reporting logs each interaction and tells the one who asked, privately, when
// something went wrong.
func (b *Bot) reporting(next call.Handler) call.Handler {
	return func(ctx context.Context, c *call.Call) error {
		start := time.Now()
		err := next(ctx, c)
		what := call.Describe(c.Interaction)
		var no message.Refusal
		var tooMuch limit.Reached
		switch {
		case err == nil:
			b.log.DebugContext(ctx, "interaction done", "what", what, "took", time.Since(start))
			return nil
		case errors.As(err, &no), errors.As(err, &tooMuch):
			b.log.DebugContext(ctx, "interaction refused", "what", what, "why", err)
		case errors.Is(err, call.ErrTaken):
			b.log.InfoContext(ctx, "another process has answered an interaction", "what", what)
			return nil
		case errors.Is(err, rest.ErrTooLate) || rest.Code(err) == rest.CodeUnknownInteraction:
			b.log.WarnContext(ctx, "interaction answered too late", "what", what, "took", time.Since(start))
			return nil
		case rest.Held(err):
			b.log.InfoContext(ctx, "an answer was held back", "what", what, "error", err)
		default:
			b.log.ErrorContext(ctx, "interaction failed", "what", what, "error", err)
		}
		if c.Type == discordgo.InteractionApplicationCommandAutocomplete {
			err = c.Suggest(ctx, nil)
		} else {
			err = c.Reply(ctx, b.apology(c, err), true)
		}
		if err != nil {
			b.log.WarnContext(ctx, "could not say what went wrong", "what", what, "error", err)
		}
		return nil
	}
}

// apology says what went wrong with an interaction.
func (b *Bot) apology(c *call.Call, err error) message.Message {
	if rest.Held(err) {
		return card.Barred(c.Texts, b.commands(c.Texts), c.ChannelID, true)
	}
	return message.Message{Content: card.Apology(c.Texts, err)}
}
