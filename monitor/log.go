package monitor

import (
	"context"
	"crypto/rand"
	"log/slog"
	"strings"
)

type requestKey struct{}

// Request returns a context for work on something that came from outside, with an id by which its
// lines in the log are found; the same where it has one already.
func Request(ctx context.Context) context.Context {
	if requestOf(ctx) != "" {
		return ctx
	}
	const length = 10 // 50 bits
	return context.WithValue(ctx, requestKey{}, strings.ToLower(rand.Text()[:length]))
}

// requestOf returns the id of the request that a context is for, "" for none.
func requestOf(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// Logs returns a handler that writes to another, and adds to each line the id of the request that
// it is about, as its context tells.
func Logs(to slog.Handler) slog.Handler { return logs{to} }

type logs struct{ slog.Handler }

// Handle implements [slog.Handler].
func (l logs) Handle(ctx context.Context, r slog.Record) error {
	if id := requestOf(ctx); id != "" {
		r = r.Clone()
		r.AddAttrs(slog.String("request", id))
	}
	return l.Handler.Handle(ctx, r)
}

// WithAttrs implements [slog.Handler].
func (l logs) WithAttrs(attrs []slog.Attr) slog.Handler { return logs{l.Handler.WithAttrs(attrs)} }

// WithGroup implements [slog.Handler].
func (l logs) WithGroup(name string) slog.Handler { return logs{l.Handler.WithGroup(name)} }
