package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus/sentence"
)

// caption reports the text below a picture or table, by its label or its credit.
func caption(text string) bool {
	if len(text) > 400 {
		return false
	}
	if inner, ok := strings.CutPrefix(text, "["); ok && strings.HasSuffix(inner, "]") {
		if text = strings.TrimSuffix(inner, "]"); captionLabel(text) { // [Illustration: The cart], [Illustration]
			return true
		}
	} else if strings.HasPrefix(text, "***") && (strings.Contains(text, "START OF") || strings.Contains(text, "END OF")) {
		return true // what frames a book
	}
	label, rest, ok := strings.Cut(text, ":")
	if ok && captionLabel(strings.TrimSpace(label)) && strings.TrimSpace(rest) != "" {
		return true
	}
	if label, _, ok = strings.Cut(text, ". "); ok && numberedFigure(label) {
		return true
	}
	return len(text) < 250 && credit(text)
}

func captionLabel(label string) bool {
	switch strings.ToLower(label) {
	case "photo", "photograph", "photos", "image", "picture", "caption", "credit", "photo credit", "image credit",
		"image source", "image caption", "photo by", "video", "getty images", "illustration", "graphic":
		return true
	}
	return numberedFigure(label)
}

// numberedFigure reports labels such as "Figure 3" and "Fig. 2b".
func numberedFigure(label string) bool {
	name, number, ok := strings.Cut(label, " ")
	if !ok || number == "" || number[0] < '0' || number[0] > '9' || len(number) > 4 {
		return false
	}
	switch strings.ToLower(name) {
	case "figure", "fig.", "fig", "plate":
		return true
	}
	return false
}

// credit reports whether text ends with the name of a picture agency behind a
// slash or in brackets.
func credit(text string) bool {
	tail := strings.TrimRight(text, ".)] ")
	at := strings.LastIndexAny(tail, "/([")
	if at < 0 {
		return false
	}
	agency := strings.ToLower(tail[at+1:])
	for _, name := range []string{"ap photo", "getty images", "afp", "shutterstock", "istock", "photo by", "photo:", "file photo", "epa-efe", "wikimedia commons"} {
		if strings.HasPrefix(agency, name) {
			return true
		}
	}
	return text[at] == '/' && (agency == "ap" || agency == "reuters" || agency == "getty" || agency == "epa")
}

// byline reports who wrote a text and when, near its start or end: number is the
// place among so many paragraphs.
func byline(text string, number, of int) bool {
	if len(text) > 200 || number > 8 && number < of-4 {
		return false
	}
	return authorLine(text) || dateLine(text) || deskLine(text)
}

// authorLine reports "By Ana Ruiz, BBC News" and the like: capitalised words only.
func authorLine(text string) bool {
	rest, ok := strings.CutPrefix(text, "By ")
	if !ok {
		rest, ok = strings.CutPrefix(text, "BY ")
	}
	if !ok || len(text) > 120 || ends(text) {
		return false
	}
	for w := range strings.FieldsSeq(rest) {
		first, _ := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(first) || strings.ContainsRune("|·•–—-&@", first) {
			continue
		}
		switch strings.Trim(w, ",") {
		case "and", "in", "for", "of", "the", "de", "von", "van", "der", "da", "al", "bin":
		default:
			return false
		}
	}
	return true
}

// deskLine reports the lines in which agencies name their staff.
func deskLine(text string) bool {
	rest := strings.TrimLeft(text, "([")
	return strings.HasPrefix(rest, "Reporting by ") || strings.HasPrefix(rest, "Additional reporting by ") ||
		strings.HasPrefix(rest, "Editing by ") || strings.HasPrefix(rest, "Written by ") && !ends(text)
}

// dateLine reports lines that tell nothing but when a text was published. A day of the week and
// hours alone are when something is open.
func dateLine(text string) bool {
	if len(text) > 100 {
		return false
	}
	dated, published := false, false
	words := strings.FieldsFunc(text, func(r rune) bool { return !sentence.InWord(r) })
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsDigit(first):
			dated = true
			published = published || len(w) == len("2024") && sentence.AllDigits(w)
		case monthOrDay(w):
			dated = true
			published = published || !weekday(w)
		case !dateFiller(w):
			return false
		default:
			published = published || publishing(w)
		}
	}
	return dated && published && len(words) >= 3 && !allDigitWords(words)
}

func allDigitWords(words []string) bool {
	for _, w := range words {
		if !sentence.AllDigits(w) {
			return false
		}
	}
	return true
}

func monthOrDay(w string) bool {
	switch strings.ToLower(w) {
	case "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
		"december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun":
		return true
	}
	return false
}

func weekday(w string) bool {
	switch strings.ToLower(w[:min(len(w), 3)]) {
	case "mon", "tue", "wed", "thu", "fri", "sat", "sun":
		return true
	}
	return false
}

// publishing reports words that are only said of when a text came out.
func publishing(w string) bool {
	switch strings.ToLower(w) {
	case "published", "updated", "posted", "modified", "ago", "read":
		return true
	}
	return false
}

func dateFiller(w string) bool {
	switch strings.ToLower(w) {
	case "published", "updated", "posted", "last", "modified", "first", "on", "at", "ago", "am", "pm", "a", "p", "m",
		"gmt", "utc", "est", "edt", "bst", "cet", "cest", "et", "pt", "pst", "pdt", "ist", "min", "mins", "minute", "minutes",
		"hour", "hours", "day", "days", "read", "h", "of", "and", "date", "time":
		return true
	}
	return false
}
