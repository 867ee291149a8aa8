package local

import "log/slog"

// OpenVerifying opens an engine after so many bytes were verified.
func OpenVerifying(dir string, log *slog.Logger, most int64) (*Engine, error) {
	return openEngine(dir, log, most)
}
