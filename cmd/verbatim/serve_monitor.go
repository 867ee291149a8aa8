package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"time"

	"verbatim/bot/rush"
	"verbatim/index/engine"
	"verbatim/index/update"
	"verbatim/monitor"
)

// flushTimeout is how long the last spans may take to be sent when serve ends.
const flushTimeout = 5 * time.Second

// thisProgram tells the monitor which program this is.
func thisProgram() monitor.Program {
	v := thisVersion()
	return monitor.Program{Version: v.Version, Commit: cmp.Or(v.Commit, "unknown"), Go: v.Go}
}

// monitorServing returns what counts for serve. It sends traces where the configuration names a
// collector; stop sends the last of them.
func monitorServing(ctx context.Context, c config, log *slog.Logger) (m *monitor.Monitor, stop func(), err error) {
	p := thisProgram()
	m = monitor.New(p)
	if c.Traces == "" {
		return m, func() {}, nil
	}
	flush, err := m.Trace(ctx, c.Traces, p, log)
	if err != nil {
		return nil, nil, err
	}
	return m, func() {
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTimeout)
		defer cancel()
		if err := flush(ending); err != nil {
			log.Warn("the last traces are lost", "error", err)
		}
	}, nil
}

// surfaces lists where serve answers.
func (c config) surfaces(token string) (on []string) {
	if token != "" {
		on = append(on, "discord")
	}
	if c.Listen != "" {
		on = append(on, "http")
	}
	return on
}

// tellIndex has the state of the index told, and logs what runs.
func tellIndex(ctx context.Context, m *monitor.Monitor, c config, x *library, on []string, log *slog.Logger) {
	m.Index(func() (monitor.Index, error) {
		s, err := x.State(context.WithoutCancel(ctx))
		err = cmp.Or(err, x.engine.State().Away)
		return monitor.Index{Generation: s.Generation, Built: s.Created, Articles: s.Articles, Passages: s.Passages, Vectors: s.Vectors}, err
	})
	s, err := x.State(ctx)
	if err != nil {
		log.Warn("the index does not tell its state", "error", err)
	}
	p := thisProgram()
	log.Info("serving", "version", p.Version, "commit", p.Commit, "data", c.Data, "corpus", s.Roots, "generation", s.Generation,
		"age", time.Since(s.Created).Round(time.Second), "articles", s.Articles, "passages", s.Passages,
		"surfaces", on, "listen", c.Listen, "traces", withoutPasswords(c.Traces))
}

// newDesk returns where questions wait, counted by a monitor.
func newDesk(m *monitor.Monitor, places int) *rush.Desk {
	d := rush.New(places)
	d.Observe = m.Stage
	m.Desk(func() monitor.Desk { return monitor.Desk(d.Counts()) })
	return d
}

// countedUpdate brings the index up to date beside what answers, and counts that; m may be nil. A run that found
// another at work, or that was ended with serve, is none.
func countedUpdate(ctx context.Context, m *monitor.Monitor, c config, o update.Options, log *slog.Logger) (update.Report, error) {
	began := time.Now()
	r, err := c.updateLibrary(ctx, o, log)
	if _, locked := errors.AsType[*engine.LockedError](err); m != nil && !locked && ctx.Err() == nil {
		m.Reindexed(monitor.Reindex{Took: time.Since(began), Skipped: len(r.Skipped), Failed: err != nil})
	}
	return r, err
}
