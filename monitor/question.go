package monitor

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// A Surface is a way to ask.
type Surface string

// Surfaces. What comes from none of them counts as "other".
const (
	Slash          Surface = "slash"           // /ask
	MessageCommand Surface = "message_command" // the command on somebody's message
	Mention        Surface = "mention"         // a message that addresses the bot in a server
	AskChannel     Surface = "ask_channel"     // a message in a channel or thread where it listens
	Direct         Surface = "dm"              // a direct message
	Trial          Surface = "trial"           // a manager tries a question out
	Page           Surface = "page"            // the page that serve shows
	API            Surface = "api"             // HTTP
	MCP            Surface = "mcp"             // an assistant
)

// An Outcome is what became of a question.
type Outcome string

// Outcomes.
const (
	Answered  Outcome = "answered"
	Abstained Outcome = "abstained"
	Limited   Outcome = "limited" // held back: too many were asked
	Failed    Outcome = "failed"  // an error, or too long a wait
)

// A Result is what became of a question, and why it has no answer where it has none.
type Result struct {
	Outcome Outcome
	// Reason is why: of an abstention that of the index, of a limit whose it was (user, channel,
	// server), of a failure "timeout" or "error". Others count as "other"; an answer has none.
	Reason     string
	Confidence float64 // 0 to 1, of answers and abstentions
}

var surfaces = []Surface{Slash, MessageCommand, Mention, AskChannel, Direct, Trial, Page, API, MCP}

// reasons are those of each outcome.
var reasons = map[Outcome][]string{
	Answered:  {""},
	Abstained: {"no_question", "nothing_close", "close_but_not_an_answer"},
	Limited:   {"user", "channel", "server"},
	Failed:    {"timeout", "error"},
}

// bounded returns what stands in a list, and "other" for the rest: whoever scrapes keeps every
// value of a label for good.
func bounded[T ~string](value T, known []T) string {
	for _, k := range known {
		if value == k {
			return string(value)
		}
	}
	return "other"
}

// A Question is one question on its way. Its methods may be called of nil, which does nothing.
type Question struct {
	ID      string // of the request; stands on its lines in the log, and on its spans
	surface string
	began   time.Time
	monitor *Monitor
	span    trace.Span // nil: not traced
	heard   atomic.Bool
}

type questionKey struct{}

// Ask begins a question that came at a time, and returns a context in which it is found. It is to
// be ended by [Question.Done].
func (m *Monitor) Ask(ctx context.Context, from Surface, came time.Time) (context.Context, *Question) {
	ctx = Request(ctx)
	q := &Question{ID: requestOf(ctx), surface: bounded(from, surfaces), began: came, monitor: m}
	if m.tracer != nil {
		ctx, q.span = m.tracer.Start(ctx, "question", trace.WithTimestamp(came), trace.WithAttributes(
			attribute.String("verbatim.request", q.ID), attribute.String("verbatim.surface", q.surface)))
	}
	return context.WithValue(ctx, questionKey{}, q), q
}

// Of returns the question that a context is for, nil for none.
func Of(ctx context.Context) *Question {
	q, _ := ctx.Value(questionKey{}).(*Question)
	return q
}

// Found notes what became of the question, once.
func (q *Question) Found(r Result) {
	if q == nil {
		return
	}
	c, reason := &q.monitor.counts, bounded(strings.ReplaceAll(r.Reason, " ", "_"), reasons[r.Outcome])
	c.questions.WithLabelValues(q.surface, string(r.Outcome), reason).Inc()
	c.durations.WithLabelValues(q.surface).Observe(time.Since(q.began).Seconds())
	if r.Outcome == Answered || r.Outcome == Abstained {
		c.confidence.WithLabelValues(string(r.Outcome)).Observe(r.Confidence)
	}
	if q.span == nil {
		return
	}
	q.span.SetAttributes(attribute.String("verbatim.outcome", string(r.Outcome)), attribute.String("verbatim.reason", reason),
		attribute.Float64("verbatim.confidence", r.Confidence))
	if r.Outcome == Failed {
		q.span.SetStatus(codes.Error, reason)
	}
}

// Silent notes that nothing was said, since nobody had addressed the bot.
func (q *Question) Silent() {
	if q != nil {
		q.monitor.counts.silences.WithLabelValues(q.surface).Inc()
	}
}

// Acknowledged notes that whoever asked has a sign of it; only the first one counts.
func (q *Question) Acknowledged() {
	if q != nil && !q.heard.Swap(true) {
		q.took("acknowledge", q.monitor.counts.acknowledged.WithLabelValues(q.surface).Observe)
	}
}

// Delivered notes that Discord has the answer.
func (q *Question) Delivered() {
	if q != nil {
		q.took("answer", q.monitor.counts.delivered.WithLabelValues(q.surface).Observe)
	}
}

// took observes the time since the question came.
func (q *Question) took(event string, observe func(float64)) {
	observe(time.Since(q.began).Seconds())
	if q.span != nil {
		q.span.AddEvent(event)
	}
}

// Done ends the question.
func (q *Question) Done() {
	if q != nil && q.span != nil {
		q.span.End()
	}
}
