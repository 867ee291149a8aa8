package monitor

import "github.com/prometheus/client_golang/prometheus"

// A line is one number of a state.
type line[T any] struct {
	desc  *prometheus.Desc
	kind  prometheus.ValueType
	label []string // values of its labels
	of    func(T) float64
}

func gauge[T any](name, help string, of func(T) float64) line[T] {
	return line[T]{prometheus.NewDesc("verbatim_"+name, help, nil, nil), prometheus.GaugeValue, nil, of}
}

func total[T any](name, help string, of func(T) float64) line[T] {
	return line[T]{prometheus.NewDesc("verbatim_"+name, help, nil, nil), prometheus.CounterValue, nil, of}
}

// labelled is a counter with a label that has a value.
func labelled[T any](name, help, label, value string, of func(T) int) line[T] {
	return line[T]{
		prometheus.NewDesc("verbatim_"+name, help, []string{label}, nil), prometheus.CounterValue, []string{value},
		func(state T) float64 { return float64(of(state)) },
	}
}

// A reading is a state that is read when somebody asks for metrics, once for all its lines.
// Where it cannot be read its lines are missing.
type reading[T any] struct {
	read  func() (T, error)
	lines []line[T]
}

func newReading[T any](read func() (T, error), lines ...line[T]) reading[T] {
	return reading[T]{read, lines}
}

// tell has a collector asked, in place of one that told the same.
func (m *Monitor) tell(c prometheus.Collector) {
	m.registry.Unregister(c)
	m.registry.MustRegister(c)
}

// Describe implements [prometheus.Collector].
func (r reading[T]) Describe(to chan<- *prometheus.Desc) {
	for _, l := range r.lines {
		to <- l.desc
	}
}

// Collect implements [prometheus.Collector].
func (r reading[T]) Collect(to chan<- prometheus.Metric) {
	state, err := r.read()
	if err != nil {
		return
	}
	for _, l := range r.lines {
		to <- prometheus.MustNewConstMetric(l.desc, l.kind, l.of(state), l.label...)
	}
}
