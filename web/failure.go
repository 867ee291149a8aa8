package web

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"verbatim/bot/limit"
	"verbatim/index"
)

// busyWait is after how long it is worth trying again where too many asked.
const busyWait = 5 * time.Second

// A failure is why there is no answer, for whoever asked.
type failure struct {
	status int           // of HTTP
	detail string        // in English, for programs
	wait   time.Duration // after which to try again; 0 where that would not help
	cause  error
}

func (f *failure) Error() string { return f.detail }
func (f *failure) Unwrap() error { return f.cause }

// failed turns an error into what is told of it. What is the program's own fault is logged.
func (d desk) failed(v visit, err error) error {
	if err == nil {
		return nil
	}
	f := failureOf(err)
	if f.status == http.StatusInternalServerError {
		d.config.Logger.Error("a request failed", "surface", v.surface, "request", v.id, "error", err)
	}
	return f
}

// failureOf knows what to tell of an error.
func failureOf(err error) *failure {
	var held limit.Reached
	switch {
	case errors.As(err, &held):
		return &failure{http.StatusTooManyRequests, "That was a lot of questions. Please wait.", held.Wait, err}
	case errors.Is(err, index.ErrAway): // which may be about a time that ran out
		return &failure{http.StatusServiceUnavailable, "The sources cannot be reached right now. Please try again in a few minutes.", time.Minute, err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return &failure{http.StatusServiceUnavailable, "That took too long: many are asking at once. Please try again.", busyWait, err}
	case errors.Is(err, index.ErrNoIndex), errors.Is(err, index.ErrDamaged), errors.Is(err, index.ErrFormat):
		return &failure{http.StatusServiceUnavailable, "The sources are not ready yet. Please try again later.", time.Minute, err}
	}
	return &failure{http.StatusInternalServerError, "Something went wrong here. Please try again in a moment.", 0, err}
}

// retryAfter sets the header that says when to try again.
func (f *failure) retryAfter(h http.Header) {
	if f.wait > 0 {
		h.Set("Retry-After", strconv.Itoa(f.seconds()))
	}
}

// seconds returns how long to wait, at least one second.
func (f *failure) seconds() int { return max(1, int(math.Ceil(f.wait.Seconds()))) }

// problem returns what the API says of an error: a problem of RFC 9457.
func problem(err error) error {
	var f *failure
	if !errors.As(err, &f) {
		return err
	}
	h := http.Header{}
	f.retryAfter(h)
	return huma.ErrorWithHeaders(huma.NewError(f.status, f.detail), h)
}

// writeProblem answers with a problem outside of the API's operations.
func writeProblem(w http.ResponseWriter, r *http.Request, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(huma.ErrorModel{ // whoever asked may have gone
		Title: http.StatusText(status), Status: status, Detail: detail, Instance: instance(visitOf(r.Context()).id),
	})
}

// instance names one request as RFC 9457 wants it.
func instance(id string) string {
	if id == "" {
		return ""
	}
	return "urn:verbatim:request:" + id
}
