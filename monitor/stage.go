package monitor

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/trace"
)

// stages are those of answering, in their order; whole is all but the wait.
var stages = []string{"wait", "clean", "candidates", "rank", "read", "settle", "decide", "whole"}

// Stage notes that a stage of the question in a context has ended now. It goes where the index and
// the desk take an observer.
func (m *Monitor) Stage(ctx context.Context, stage string, began time.Time) {
	stage = bounded(stage, stages)
	m.counts.stages.WithLabelValues(stage).Observe(time.Since(began).Seconds())
	if m.tracer != nil && Of(ctx) != nil {
		_, span := m.tracer.Start(ctx, stage, trace.WithTimestamp(began))
		span.End()
	}
}
