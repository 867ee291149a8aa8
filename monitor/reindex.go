package monitor

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// A Reindex is one run that brought the index up to date, or failed to.
type Reindex struct {
	Took    time.Duration
	Skipped int // inputs that were passed over
	Failed  bool
}

// reindexCounts tell of the runs in this process; the index's own time tells of all.
type reindexCounts struct {
	runs                                  *prometheus.CounterVec // by result
	succeeded, at, success, took, skipped prometheus.Gauge
}

func newReindexCounts() reindexCounts {
	last := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Name: "verbatim_reindex_last_" + name, Help: help})
	}
	c := reindexCounts{
		runs:      counter("reindexes_total", "Runs in this process that brought the index up to date, or failed to.", "result"),
		succeeded: last("succeeded", "Whether the last of them succeeded; 1 before the first."),
		at:        last("timestamp_seconds", "When the last of them ended, 0 before the first."),
		success:   last("success_timestamp_seconds", "When the last of them ended that succeeded, 0 before the first."),
		took:      last("duration_seconds", "How long the last of them took."),
		skipped:   last("skipped_inputs", "Inputs that the last of them passed over."),
	}
	for _, result := range []string{"succeeded", "failed"} {
		c.runs.WithLabelValues(result)
	}
	c.succeeded.Set(1)
	return c
}

func (c *reindexCounts) all() []prometheus.Collector {
	return []prometheus.Collector{c.runs, c.succeeded, c.at, c.success, c.took, c.skipped}
}

// Reindexed counts a run that has ended now.
func (m *Monitor) Reindexed(r Reindex) {
	c := &m.counts.reindex
	c.at.SetToCurrentTime()
	c.took.Set(r.Took.Seconds())
	if r.Failed {
		c.runs.WithLabelValues("failed").Inc()
		c.succeeded.Set(0)
		return
	}
	c.runs.WithLabelValues("succeeded").Inc()
	c.succeeded.Set(1)
	c.success.SetToCurrentTime()
	c.skipped.Set(float64(r.Skipped))
}
