package document

import (
	"strings"
	"time"

	"github.com/itlightning/dateparse"
)

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
