package feed

import (
	"strings"
	"time"

	"verbatim/corpus/document"
)

// layouts of dates in feeds (RFC 822 as RSS has it, with the year in two digits or four; RFC 3339),
// without the day of the week.
var layouts = []string{
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04 MST", "2 Jan 2006 15:04:05", "2 Jan 2006",
	"2 Jan 06 15:04:05 -0700", "2 Jan 06 15:04:05 MST", "2 Jan 06 15:04 -0700", "2 Jan 06 15:04 MST", time.RFC3339,
}

// zones of RFC 822, which [time.Parse] reads as names only.
var zones = strings.NewReplacer(" EST", " -0500", " EDT", " -0400", " CST", " -0600", " CDT", " -0500", " MST", " -0700", " MDT", " -0600",
	" PST", " -0800", " PDT", " -0700", " UT", " +0000", " UTC", " +0000", " GMT", " +0000", " Z", " +0000")

// dateOf reads a date of a feed, zero when it is none.
func dateOf(s string) time.Time {
	s = strings.TrimSpace(s)
	if day, rest, ok := strings.Cut(s, ","); ok && len(day) < len("Wednesday,") {
		s = strings.TrimSpace(rest)
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, zones.Replace(s)); err == nil {
			return t.UTC()
		}
	}
	return document.LooseDate(s)
}
