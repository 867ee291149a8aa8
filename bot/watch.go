package bot

import (
	"context"
	"errors"

	"verbatim/bot/hear"
	"verbatim/bot/limit"
	"verbatim/monitor"
)

// surfaceOf says which way to ask a message is.
func surfaceOf(m hear.Message, v hear.Verdict) monitor.Surface {
	switch {
	case m.Server == "":
		return monitor.Direct
	case v.Direct:
		return monitor.Mention
	}
	return monitor.AskChannel
}

// resultOf says what became of a request.
func resultOf(a answered, err error) monitor.Result {
	var tooMuch limit.Reached
	switch {
	case errors.As(err, &tooMuch):
		return monitor.Result{Outcome: monitor.Limited, Reason: tooMuch.Scope.String()}
	case errors.Is(err, context.DeadlineExceeded):
		return monitor.Result{Outcome: monitor.Failed, Reason: "timeout"}
	case err != nil:
		return monitor.Result{Outcome: monitor.Failed, Reason: "error"}
	case a.record.Silent:
		return monitor.Result{Outcome: monitor.Abstained, Reason: string(a.reason), Confidence: a.record.Sure}
	}
	return monitor.Result{Outcome: monitor.Answered, Confidence: a.record.Sure}
}

// found notes what became of the question in a context. What was asked is nobody's business.
func (b *Bot) found(ctx context.Context, r monitor.Result) {
	monitor.Of(ctx).Found(r)
	b.log.DebugContext(ctx, "question", "outcome", string(r.Outcome), "reason", r.Reason, "confidence", r.Confidence)
}
