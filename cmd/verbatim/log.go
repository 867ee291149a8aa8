package main

import (
	"io"
	"log/slog"
	"time"

	"verbatim/monitor"
)

// newLogger returns the logger that the configuration asks for. Lines about one request carry
// its id.
func newLogger(c config, w io.Writer) *slog.Logger {
	o := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "json" {
		o.ReplaceAttr = withUnit
		return slog.New(monitor.Logs(slog.NewJSONHandler(w, o)))
	}
	return slog.New(monitor.Logs(slog.NewTextHandler(w, o)))
}

// withUnit puts the unit of a duration into its name, where it would be a bare number.
func withUnit(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() != slog.KindDuration {
		return a
	}
	return slog.Float64(a.Key+"_ms", float64(a.Value.Duration())/float64(time.Millisecond))
}
