package monitor

import (
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// An Index is the state of the index that answers.
type Index struct {
	Generation int       // its version
	Built      time.Time // the zero time when unknown
	Articles   int
	Passages   int
	Vectors    int // passages with a vector of their meaning
}

// vectors is the share of the passages that have a vector.
func (x Index) vectors() float64 {
	if x.Passages == 0 {
		return 0
	}
	return float64(x.Vectors) / float64(x.Passages)
}

// built is the time in seconds of Unix, 0 when unknown.
func (x Index) built() float64 {
	if x.Built.IsZero() {
		return 0
	}
	return float64(x.Built.UnixMilli()) / 1000
}

// Index has the state of the index told, which read returns; without it nothing is ready.
func (m *Monitor) Index(read func() (Index, error)) {
	m.tell(newReading(read,
		gauge("index_generation", "The generation of the index that answers.", func(x Index) float64 { return float64(x.Generation) }),
		gauge("index_built_timestamp_seconds", "When that generation was built, 0 when unknown.", Index.built),
		gauge("index_articles", "Articles in it.", func(x Index) float64 { return float64(x.Articles) }),
		gauge("index_passages", "Passages in it.", func(x Index) float64 { return float64(x.Passages) }),
		gauge("index_vectors_ratio", "Share of the passages that have a vector of their meaning.", Index.vectors),
	))
	m.Needs("index", func() (bool, string) {
		x, err := read()
		if err != nil {
			return false, "it cannot be read; verbatim doctor says why"
		}
		return true, fmt.Sprintf("generation %d, %d articles", x.Generation, x.Articles)
	})
}

// Discord is how the connection to Discord fares.
type Discord struct {
	Connected, Shards                         int
	Connections, Identifies, Resumes          int
	Events, Working, Dropped, Damaged, Panics int
	Requests, Retries, Limited, Refused       int
}

// Discord has the connection to Discord told, which read returns; without all its shards it is not
// ready.
func (m *Monitor) Discord(read func() Discord) {
	m.tell(newReading(func() (Discord, error) { return read(), nil },
		gauge("discord_shards", "Shards that this process runs.", func(d Discord) float64 { return float64(d.Shards) }),
		gauge("discord_shards_connected", "Of these, connected now.", func(d Discord) float64 { return float64(d.Connected) }),
		total("discord_connections_total", "Gateway connections that became ready.", func(d Discord) float64 { return float64(d.Connections) }),
		total("discord_identifies_total", "Sessions started.", func(d Discord) float64 { return float64(d.Identifies) }),
		total("discord_resumes_total", "Sessions gone on with.", func(d Discord) float64 { return float64(d.Resumes) }),
		total("discord_events_total", "Events handed to handlers.", func(d Discord) float64 { return float64(d.Events) }),
		gauge("discord_events_working", "Events that handlers work on now.", func(d Discord) float64 { return float64(d.Working) }),
		total("discord_events_dropped_total", "Events lost because too many were worked on.", func(d Discord) float64 { return float64(d.Dropped) }),
		total("discord_events_damaged_total", "Events that came damaged.", func(d Discord) float64 { return float64(d.Damaged) }),
		total("discord_handler_panics_total", "Handlers that panicked.", func(d Discord) float64 { return float64(d.Panics) }),
		total("discord_requests_total", "HTTP requests sent, retries included.", func(d Discord) float64 { return float64(d.Requests) }),
		total("discord_request_retries_total", "Of these, repeated ones.", func(d Discord) float64 { return float64(d.Retries) }),
		total("discord_requests_limited_total", "Answers with 429.", func(d Discord) float64 { return float64(d.Limited) }),
		gauge("discord_requests_refused", "Answers with 401, 403 or 429 in the last ten minutes.", func(d Discord) float64 { return float64(d.Refused) }),
	))
	m.Needs("discord", func() (bool, string) {
		d := read()
		if d.Shards == 0 {
			return false, "not connected yet"
		}
		return d.Connected >= d.Shards, fmt.Sprintf("%d of %d shards are connected", d.Connected, d.Shards)
	})
}

// A Desk is what became of the questions that came to where they wait.
type Desk struct {
	Waiting                int // now
	Read, Hurried, ByWords int // answered with the usual reading, with less, with none
	Kept, Shared           int // answered with a kept answer, with that of somebody who asked the same meanwhile
	Failed                 int
}

// Desk has what became of questions told, which read returns.
func (m *Monitor) Desk(read func() Desk) {
	haste := func(value string, of func(Desk) int) line[Desk] {
		return labelled("readings_total", "Questions that were looked up, by how much of the usual reading was left out since others waited.", "haste", value, of)
	}
	cache := func(value string, of func(Desk) int) line[Desk] {
		return labelled("cache_requests_total", "Questions by whether there was an answer already: a kept one (hit), that of somebody who asked the same meanwhile (shared), or none (miss).", "result", value, of)
	}
	m.tell(newReading(func() (Desk, error) { return read(), nil },
		gauge("queue_length", "Questions that wait for their turn.", func(d Desk) float64 { return float64(d.Waiting) }),
		haste("none", func(d Desk) int { return d.Read }),
		haste("some", func(d Desk) int { return d.Hurried }),
		haste("all", func(d Desk) int { return d.ByWords }),
		cache("hit", func(d Desk) int { return d.Kept }),
		cache("shared", func(d Desk) int { return d.Shared }),
		cache("miss", func(d Desk) int { return d.Read + d.Hurried + d.ByWords }),
	))
}

// Presses has the presses of buttons told that were held back.
func (m *Monitor) Presses(read func() int) {
	m.tell(prometheus.NewCounterFunc(prometheus.CounterOpts{
		Name: "verbatim_discord_presses_over_limit_total", Help: "Presses of buttons held back.",
	}, func() float64 { return float64(read()) }))
}
