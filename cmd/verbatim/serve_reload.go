package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"reflect"
	"slices"
	"sync/atomic"
	"syscall"

	"verbatim/index/engine"
	"verbatim/index/update"
	"verbatim/monitor"
)

// A running is what serve was told, and what SIGHUP may change while it runs. It is safe for
// concurrent use.
type running struct {
	now   atomic.Pointer[config]
	read  func() (config, error) // the configuration, once more
	level slog.LevelVar
	look  chan struct{} // asks for a look at the corpus
	hup   chan os.Signal

	monitor *monitor.Monitor // counts; nil for nobody
}

// newRunning begins with a configuration. From now on SIGHUP does not end the program.
func newRunning(c config, read func() (config, error)) *running {
	r := &running{read: read, look: make(chan struct{}, 1), hup: make(chan os.Signal, 1)}
	r.now.Store(&c)
	r.level.Set(c.LogLevel)
	signal.Notify(r.hup, syscall.SIGHUP) // which Windows never sends
	return r
}

// end gives SIGHUP back what it does by itself.
func (r *running) end() { signal.Stop(r.hup) }

func (r *running) config() config { return *r.now.Load() }

// logger returns a logger that obeys the level of now.
func (r *running) logger(l *slog.Logger) *slog.Logger {
	return slog.New(leveled{l.Handler(), &r.level})
}

// A leveled handler lets through what a level permits that may change.
type leveled struct {
	slog.Handler
	level *slog.LevelVar
}

func (h leveled) Enabled(_ context.Context, l slog.Level) bool { return l >= h.level.Level() }

func (h leveled) WithAttrs(as []slog.Attr) slog.Handler {
	return leveled{h.Handler.WithAttrs(as), h.level}
}

func (h leveled) WithGroup(name string) slog.Handler {
	return leveled{h.Handler.WithGroup(name), h.level}
}

// reloads reads the configuration again whenever SIGHUP comes, until ctx ends, and looks at the
// corpus.
func (r *running) reloads(ctx context.Context, apply func(config), log *slog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.hup:
			r.reload(apply, log)
		}
	}
}

// reload reads the configuration once more and applies what can change while the program runs.
// One that is wrong changes nothing.
func (r *running) reload(apply func(config), log *slog.Logger) {
	c, err := r.read()
	if err != nil {
		log.Error("the configuration cannot be used, and stays as it was", "error", err)
		return
	}
	next, applied, later := r.config().changed(c)
	r.now.Store(&next)
	r.level.Set(next.LogLevel)
	apply(next)
	log.Info("read the configuration again", "applied", applied)
	if len(later) > 0 {
		log.Warn("some of what changed in the configuration needs a restart", "settings", later)
	}
	select {
	case r.look <- struct{}{}:
	default: // a look is asked for already
	}
}

// changeable are the settings that hold as soon as they are read again.
var changeable = []string{
	"VERBATIM_LOG_LEVEL", "VERBATIM_CONFINE", "VERBATIM_RETENTION_DAYS", "VERBATIM_CORPUS", "VERBATIM_DEPTH",
	"VERBATIM_ALLOW_PRIVATE", "VERBATIM_GIT_DATES", "VERBATIM_FOLLOW_LINKS", "VERBATIM_LARGE_ARCHIVES",
}

// changed returns c with the settings of another that hold at once, and the names of those that
// differ: of these, and of those that need a restart.
func (c config) changed(to config) (next config, applied, later []string) {
	next = c
	a, b := reflect.ValueOf(&next).Elem(), reflect.ValueOf(to)
	for i := range a.NumField() {
		name := a.Type().Field(i).Tag.Get("env")
		if name == "" || reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			continue
		}
		if slices.Contains(changeable, name) {
			applied = append(applied, name)
			a.Field(i).Set(b.Field(i))
		} else {
			later = append(later, name)
		}
	}
	return next, applied, later
}

// reindex brings the index up to date with what is configured now, and tells what that changed.
func (r *running) reindex(ctx context.Context, keepWeb bool, log *slog.Logger) ([]string, error) {
	c := r.config()
	o := c.updating()
	o.KeepWeb = keepWeb
	o.Dropping = func(gone []update.Dropped) {
		for _, d := range gone {
			log.Warn("a root is read no more, as VERBATIM_CORPUS does not name it", "root", d.Root, "articles", d.Articles)
		}
	}
	report, err := countedUpdate(ctx, r.monitor, c, o, log)
	if report.Switched {
		log.Info("reindexed", "added", report.Added, "changed", report.Changed, "removed", report.Removed,
			"skipped", len(report.Skipped), "took", report.Took)
		logSkips(log, report)
	}
	return report.Roots, err
}

// looks reindexes whenever a look at the corpus is asked for, until ctx ends.
func (r *running) looks(ctx context.Context, log *slog.Logger) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.look:
		}
		_, err := r.reindex(ctx, false, log)
		switch locked, is := errors.AsType[*engine.LockedError](err); {
		case err == nil || ctx.Err() != nil:
		case is:
			log.Info("the corpus is not looked at now", "because", locked)
		default:
			log.Error(fmt.Sprintf("the corpus could not be read again: %v", err))
		}
	}
}
