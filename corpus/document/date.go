package document

import (
	"strings"
	"time"

	"github.com/itlightning/dateparse"
)

// Dates brings the dates at which an article was published and last changed, of which both may
// be zero, into the form that [corpus.Article] has them in.
func Dates(published, changed time.Time) (p, revised time.Time) {
	if published.IsZero() {
		return changed, time.Time{}
	}
	if !changed.After(published) {
		return published, time.Time{}
	}
	return published, changed
}

// LooseDate reads a date in the many forms that documents use, zero when it is none
// or when day and month could be either way round.
func LooseDate(s string) (t time.Time) {
	defer func() {
		if recover() != nil { // the parser indexes past the end of some odd inputs
			t = time.Time{}
		}
	}()
	s = strings.TrimSpace(s)
	if len(s) < len("2006") || len(s) > 64 {
		return time.Time{}
	}
	parsed, err := dateparse.ParseStrict(s)
	if err != nil || parsed.Year() < 1 || parsed.Year() > 9999 {
		return time.Time{}
	}
	return parsed.UTC()
}
