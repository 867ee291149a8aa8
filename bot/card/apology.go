package card

import (
	"context"
	"errors"
	"math"
	"strings"

	"verbatim/bot/limit"
	"verbatim/bot/message"
	"verbatim/bot/store"
	"verbatim/bot/text"
	"verbatim/index"
)

// Apology says what went wrong in words for the one who asked.
func Apology(t *text.Texts, err error) string {
	var no message.Refusal
	var tooMuch limit.Reached
	switch {
	case errors.As(err, &no):
		return no.Text
	case errors.As(err, &tooMuch):
		return waitText(t, tooMuch)
	case errors.Is(err, index.ErrAway): // which may be about a time that ran out
		return t.Errors.Away
	case errors.Is(err, store.ErrAway), errors.Is(err, store.ErrTaken):
		return t.Errors.Unsaved
	case errors.Is(err, context.DeadlineExceeded):
		return t.Errors.Slow
	case errors.Is(err, index.ErrNoIndex), errors.Is(err, index.ErrFormat), errors.Is(err, index.ErrDamaged):
		return t.Errors.NoIndex
	}
	return t.Errors.Failed
}

// waitText says how long to wait, in whole seconds, at least two: the texts are in the
// plural.
func waitText(t *text.Texts, l limit.Reached) string {
	seconds := max(2, int(math.Ceil(l.Wait.Seconds())))
	switch l.Scope {
	case limit.Channel:
		return text.Fill(t.Limits.Channel, "seconds", seconds)
	case limit.Server:
		return text.Fill(t.Limits.Server, "seconds", seconds)
	}
	return text.Fill(t.Limits.User, "seconds", seconds)
}

// NotHere says that answers are not wanted in a channel, and in which they are.
func NotHere(t *text.Texts, allowed []string) string {
	var names []string
	for _, id := range allowed[:min(len(allowed), 5)] {
		names = append(names, "<#"+id+">")
	}
	return text.Fill(t.Errors.NotHere, "channels", strings.Join(names, ", "))
}

// Barred says why there was no answer in a channel: the bot may not write there, or what it
// wrote was held back.
func Barred(t *text.Texts, c Commands, channel string, held bool) message.Message {
	why := t.Errors.Barred
	if held {
		why = t.Errors.Held
	}
	return message.Message{Content: text.Fill(why, "channel", "<#"+channel+">", "ask", c("ask"))}
}

// Unreadable says that Discord does not show the bot a message, and what does.
func Unreadable(t *text.Texts) message.Message {
	return message.Message{Content: text.Fill(t.Errors.Unreadable, "command", "**"+t.Commands.AskAbout.Name+"**")}
}
