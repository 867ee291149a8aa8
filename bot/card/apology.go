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

// NotHere says that answers are not wanted in a channel, and where they are.
func NotHere(t *text.Texts, s store.Settings) string {
	var names []string
	for _, id := range s.AllowedChannels[:min(len(s.AllowedChannels), 5)] {
		names = append(names, "<#"+id+">")
	}
	return text.Fill(t.Errors.NotHere, "channels", strings.Join(names, ", "))
}
