package web

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"verbatim/corpus"
	"verbatim/corpus/document"
)

// A downError says that a host may not be asked for anything now, and why.
type downError struct {
	host string
	err  error
}

func (e *downError) Error() string { return e.err.Error() }
func (e *downError) Unwrap() error { return e.err }

// errPrivate refuses an address that is not public.
var errPrivate = errors.New("a private or local address; --allow-private permits to read it")

// failed records why a page was not read. The pages of a host that is down share a record.
func (w *walk) failed(t task, err error) {
	if down, ok := errors.AsType[*downError](err); ok {
		if n, told := w.down[down.host]; told {
			w.down[down.host] = n + 1
			return
		}
		w.down[down.host] = 0
	}
	w.skip(t.url, fetchReason(err), err)
}

// tellDown says how many pages more are concerned by hosts that are down.
func (w *walk) tellDown() {
	for _, host := range slices.Sorted(maps.Keys(w.down)) {
		if n := w.down[host]; n > 0 {
			w.skip(host, corpus.ReasonUnreadable, fmt.Errorf("%d more of its pages were not asked for; those that are known stay as they were", n))
		}
	}
}

// fetchReason returns the reason that a failed request gives a Skip.
func fetchReason(err error) corpus.Reason {
	if errors.Is(err, errPrivate) {
		return corpus.ReasonForbidden
	}
	if r, ok := errors.AsType[*document.Refused](err); ok {
		return r.Reason
	}
	return corpus.ReasonUnreadable
}

// passing reports whether a failure may pass: the page was not said to be gone, forbidden
// or too large. A name that suddenly leads to a private address is a matter of the network.
func passing(err error) bool {
	if errors.Is(err, errPrivate) {
		return true
	}
	if _, ok := errors.AsType[*document.Refused](err); ok {
		return false
	}
	if status, ok := errors.AsType[*statusError](err); ok {
		return status.passing()
	}
	return true
}
