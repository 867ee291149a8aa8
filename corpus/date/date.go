package date

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// In returns the last day that a name, a path or a heading writes, as midnight in UTC; the
// zero time when it writes none. These are days:
//
//	2024-03-05-title.md    2024/03/05/title    2024_03_05    20240305-title
//	1.4.2 (2022-11-01)     5.3.2024            5 March 2024  March 5th, 2024
//	5. März 2024           2024年3月5日
func In(s string) time.Time {
	found, at := time.Time{}, -1
	if !mayHold(s) {
		return found
	}
	for _, f := range forms {
		if t, from := f.last(s); from > at {
			found, at = t, from
		}
	}
	return found
}

// mayHold reports whether there is a year, and a digit more for the day, since most names have
// none.
func mayHold(s string) bool {
	digits, year := 0, false
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		digits++
		if i+4 <= len(s) && (s[i:i+2] == "19" || s[i:i+2] == "20") {
			year = true
		}
	}
	return year && digits > len("2006")
}

// A form is a way to write a day.
type form struct {
	pattern          *regexp.Regexp
	year, month, day int // groups of the pattern
	mark             int // group that must be the same as the one after it; 0 for none
}

const (
	year  = `((?:19|20)\d\d)`
	ahead = `(?:^|[^0-9A-Za-z])` // what stands before, nothing that is part of the day
	after = `(?:$|[^0-9])`
)

var month = `(` + monthNames() + `)`

var forms = []form{
	newForm(ahead+year+`([-_/])(\d\d?)([-_/])(\d\d?)`+after, 1, 3, 5, 2),
	newForm(`(?:^|[/_. (-])`+year+`(\d\d)(\d\d)(?:$|[/_. T)-])`, 1, 2, 3, 0),
	newForm(`(?:^|[^0-9A-Za-z.])(\d\d?)\.(\d\d?)\.`+year+`(?:\.?$|\.?[^0-9.])`, 3, 2, 1, 0),
	newForm(year+`年(\d\d?)月(\d\d?)日`, 1, 2, 3, 0),
	newForm(`(?i)`+ahead+`(\d\d?)(?:st|nd|rd|th|er|º|\.)?[ -](?:of |de |d')?`+month+`\.?,?[ -](?:de )?`+year+after, 3, 2, 1, 0),
	newForm(`(?i)`+ahead+month+`\.?[ -](\d\d?)(?:st|nd|rd|th)?,?[ -]`+year+after, 3, 1, 2, 0),
}

func newForm(pattern string, year, month, day, mark int) form {
	return form{regexp.MustCompile(pattern), year, month, day, mark}
}

// last returns the last day of this form in s and where it stands, -1 when there is none.
func (f form) last(s string) (found time.Time, at int) {
	at = -1
	for from := 0; ; {
		m := f.pattern.FindStringSubmatchIndex(s[from:])
		if m == nil {
			return found, at
		}
		if t, ok := f.read(s[from:], m); ok {
			found, at = t, from+m[0]
		}
		from += slices.Max(m[2:]) // the mark behind it may stand before the next one
	}
}

// read returns what a match of the form in s writes, if there is such a day.
func (f form) read(s string, m []int) (time.Time, bool) {
	group := func(i int) string { return s[m[2*i]:m[2*i+1]] }
	if f.mark > 0 && group(f.mark) != group(f.mark+2) {
		return time.Time{}, false
	}
	y, _ := strconv.Atoi(group(f.year)) // digits, all of them
	d, _ := strconv.Atoi(group(f.day))
	n, err := strconv.Atoi(group(f.month))
	if err != nil {
		n = int(monthOf(group(f.month)))
	}
	t := time.Date(y, time.Month(n), d, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == d && int(t.Month()) == n
}

// months are the names of the months, January first, as headings write them: in English,
// German, French, Spanish, Portuguese and Ukrainian.
var months = [12]string{
	"january jan januar jänner janvier janv enero ene janeiro січня",
	"february feb februar février févr febrero fevereiro fev лютого",
	"march mar märz mär mars marzo março березня",
	"april apr avril avr abril abr квітня",
	"may mai mayo maio травня",
	"june jun juni juin junio junho червня",
	"july jul juli juillet juil julio julho липня",
	"august aug août agosto ago серпня",
	"september sept sep septembre septiembre setembro set вересня",
	"october oct oktober okt octobre octubre outubro out жовтня",
	"november nov novembre noviembre novembro листопада",
	"december dec dezember dez décembre déc diciembre dic dezembro грудня",
}

// monthNames are all of them as alternatives of an expression, in which the longest that
// fits is found because a mark or a space follows.
func monthNames() string {
	return strings.ReplaceAll(strings.Join(months[:], " "), " ", "|")
}

func monthOf(name string) time.Month {
	for i, names := range months {
		for known := range strings.FieldsSeq(names) {
			if strings.EqualFold(known, name) {
				return time.Month(i + 1)
			}
		}
	}
	return 0
}
