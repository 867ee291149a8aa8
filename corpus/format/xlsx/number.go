package xlsx

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A showing is how a number is shown.
type showing uint8

const (
	asNumber showing = iota
	asDay
	asMoment // a day with a time
	asTime
	asShare // of a hundred
)

// readStyles finds how the styles of cells show numbers, and which strike text out. Without them,
// numbers are numbers.
func (w *workbook) readStyles(part string) {
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Fonts []struct {
			Strike *strike `xml:"strike"`
		} `xml:"fonts>font"`
		Styles []struct {
			Format int `xml:"numFmtId,attr"`
			Font   int `xml:"fontId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if w.parts.Decode(part, &sheet) != nil {
		return
	}
	own := map[int]showing{}
	for _, f := range sheet.Formats {
		own[f.ID] = showingOf(f.Code)
	}
	for _, s := range sheet.Styles {
		how, known := own[s.Format]
		if !known {
			how = builtIn(s.Format)
		}
		w.shown = append(w.shown, how)
		w.struck = append(w.struck, s.Font >= 0 && s.Font < len(sheet.Fonts) && sheet.Fonts[s.Font].Strike.on())
	}
}

// builtIn returns how the formats show numbers that every workbook has (ECMA-376, part 1, 18.8.30).
func builtIn(id int) showing {
	switch {
	case id == 9 || id == 10:
		return asShare
	case id >= 14 && id <= 17, id >= 27 && id <= 36, id >= 50 && id <= 58:
		return asDay
	case id == 22:
		return asMoment
	case id >= 18 && id <= 21, id >= 45 && id <= 47:
		return asTime
	}
	return asNumber
}

var literal = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]`)

// showingOf returns how a format's code shows numbers.
func showingOf(code string) showing {
	code, _, _ = strings.Cut(strings.ToLower(literal.ReplaceAllString(code, "")), ";")
	day, clock := strings.ContainsAny(code, "yd"), strings.ContainsAny(code, "hs")
	switch {
	case strings.Contains(code, "general"):
		return asNumber
	case day && clock:
		return asMoment
	case day:
		return asDay
	case clock:
		return asTime
	case strings.Contains(code, "%"):
		return asShare
	}
	return asNumber
}

// number writes a number as it is shown. Days are counted from the end of 1899, or from 1904.
func (s showing) number(text string, late bool) string {
	f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > 1e15 {
		return text
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if late {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if s != asNumber && s != asShare && (f < 0 || f > 2_958_465) { // the end of the year 9999
		s = asNumber
	}
	moment := func() time.Time {
		return first.AddDate(0, 0, int(f)).Add(time.Duration((f - math.Floor(f)) * float64(24*time.Hour))).Round(time.Second)
	}
	switch s {
	case asDay:
		return moment().Format(time.DateOnly)
	case asMoment:
		return moment().Format("2006-01-02 15:04")
	case asTime:
		return moment().Format("15:04")
	case asShare:
		return plain(f*100) + "%"
	}
	return plain(f)
}

// plain writes a number with the 15 digits that a cell keeps.
func plain(f float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	if err != nil {
		rounded = f
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}
