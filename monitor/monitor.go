package monitor

import (
	"net/http"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel/trace"
)

// A Program tells which program runs.
type Program struct{ Version, Commit, Go string }

// A Monitor counts what a process does. It is safe for concurrent use.
type Monitor struct {
	registry *prometheus.Registry
	counts   counts
	tracer   trace.Tracer // nil: nothing is traced

	mu    sync.Mutex
	needs []need
}

// New returns a monitor that has counted nothing. Traces are off.
func New(p Program) *Monitor {
	m := &Monitor{registry: prometheus.NewRegistry(), counts: newCounts()}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "verbatim_build_info", Help: "Which program this is; always 1.",
		ConstLabels: prometheus.Labels{"version": p.Version, "commit": p.Commit, "goversion": p.Go},
	})
	build.Set(1)
	m.registry.MustRegister(build, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.registry.MustRegister(m.counts.all()...)
	return m
}

// Handler answers /healthz, /readyz and /metrics.
func (m *Monitor) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", m.Health())
	mux.Handle("GET /readyz", m.Ready())
	mux.Handle("GET /metrics", m.Metrics())
	return mux
}

// Metrics answers with what was counted.
func (m *Monitor) Metrics() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{EnableOpenMetrics: true})
}
