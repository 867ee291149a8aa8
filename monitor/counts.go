package monitor

import "github.com/prometheus/client_golang/prometheus"

// seconds are the buckets of all durations: from a look-up in memory to a wait in a rush.
var seconds = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}

// counts are the metrics that are counted here.
type counts struct {
	questions    *prometheus.CounterVec   // by surface, outcome and reason
	silences     *prometheus.CounterVec   // by surface
	confidence   *prometheus.HistogramVec // by outcome
	durations    *prometheus.HistogramVec // by surface
	stages       *prometheus.HistogramVec // by stage
	acknowledged *prometheus.HistogramVec // by surface
	delivered    *prometheus.HistogramVec // by surface
	votes        *prometheus.CounterVec   // by vote
	gaps         prometheus.Counter
	reindex      reindexCounts
}

func newCounts() counts {
	c := counts{
		questions: counter("questions_total", "Questions, by where they came from, what became of them, and why there was no answer.", "surface", "outcome", "reason"),
		silences:  counter("silences_total", "Of the questions without an answer, those that were overheard and passed over in silence.", "surface"),
		confidence: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "verbatim_answer_confidence", Help: "Confidence of what was found: the share of answers like it that are right.",
			Buckets: []float64{.1, .2, .3, .4, .5, .6, .7, .8, .9, .95, 1},
		}, []string{"outcome"}),
		durations:    durations("question_duration_seconds", "From when a question came until it had its answer, its wait included.", "surface"),
		stages:       durations("stage_duration_seconds", "What the stages of answering take; whole is all but the wait.", "stage"),
		acknowledged: durations("discord_acknowledge_duration_seconds", "From when a command came until Discord had a first reply.", "surface"),
		delivered:    durations("discord_answer_duration_seconds", "From when a question came until Discord had its answer.", "surface"),
		votes:        counter("votes_total", "Votes on answers.", "vote"),
		gaps:         prometheus.NewCounter(prometheus.CounterOpts{Name: "verbatim_gaps_total", Help: "Questions noted as ones that the corpus should answer."}),
		reindex:      newReindexCounts(),
	}
	c.begin()
	return c
}

// begin has counters told before their first time, so that it shows as growth.
func (c *counts) begin() {
	for _, vote := range []string{"up", "down"} {
		c.votes.WithLabelValues(vote)
	}
	for _, from := range surfaces {
		c.silences.WithLabelValues(string(from))
		for outcome, why := range reasons {
			for _, reason := range why {
				c.questions.WithLabelValues(string(from), string(outcome), reason)
			}
		}
	}
}

// all are the metrics, to be registered.
func (c *counts) all() []prometheus.Collector {
	return append(c.reindex.all(), c.questions, c.silences, c.confidence, c.durations, c.stages, c.acknowledged, c.delivered, c.votes, c.gaps)
}

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "verbatim_" + name, Help: help}, labels)
}

func durations(name, help, label string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "verbatim_" + name, Help: help, Buckets: seconds}, []string{label})
}

// Voted counts a vote on an answer.
func (m *Monitor) Voted(helpful bool) {
	vote := "down"
	if helpful {
		vote = "up"
	}
	m.counts.votes.WithLabelValues(vote).Inc()
}

// Gap counts a question that was noted as one that the corpus should answer.
func (m *Monitor) Gap() { m.counts.gaps.Inc() }
