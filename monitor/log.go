package monitor

import (
	"context"
	"log/slog"
)

// Logs returns a handler that writes to another, and adds to each line the id of the question that
// it is about, as its context tells.
func Logs(to slog.Handler) slog.Handler { return logs{to} }

type logs struct{ slog.Handler }

func (l logs) Handle(ctx context.Context, r slog.Record) error {
	if q := Of(ctx); q != nil {
		r = r.Clone()
		r.AddAttrs(slog.String("request", q.ID))
	}
	return l.Handler.Handle(ctx, r)
}

func (l logs) WithAttrs(attrs []slog.Attr) slog.Handler { return logs{l.Handler.WithAttrs(attrs)} }
func (l logs) WithGroup(name string) slog.Handler       { return logs{l.Handler.WithGroup(name)} }
