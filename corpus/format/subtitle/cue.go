package subtitle

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A cue is some words with their time.
type cue struct {
	from, to time.Duration
	lines    []spoken
}

// A spoken line is one of a cue, without marks.
type spoken struct {
	speaker string // "" when the line does not tell
	text    string
	turn    bool // somebody else begins to speak
}

var (
	timing  = regexp.MustCompile(`^\s*((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3})`)
	voice   = regexp.MustCompile(`^\s*<v(?:\.[^\s>]*)?\s+([^>]+)>`)
	tag     = regexp.MustCompile(`</?[a-zA-Z0-9][^<>]*>|\{\\[^{}]*\}`)
	sound   = regexp.MustCompile(`^[\s♪♫*]*(?:[\[(（][^\[\]()]*[\])）][\s.:♪♫*]*)*$|^[♪♫].*[♪♫]$`)
	named   = regexp.MustCompile(`^(?:>>+ *)?(\p{Lu}[\p{L}\p{N} .'’-]{0,40}):\s+(\S.*)$`)
	another = regexp.MustCompile(`^(?:>>+|[-–—]) *`)
	aside   = regexp.MustCompile(`\s*\[[^\[\]]*\]\s*`)
)

// cuesOf reads the cues of a file and the lines before the first.
func cuesOf(text string) (head []string, cues []cue) {
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		if !strings.Contains(lines[i], "-->") {
			if len(cues) == 0 {
				head = append(head, lines[i])
			}
			continue
		}
		m := timing.FindStringSubmatch(lines[i])
		if m == nil {
			continue
		}
		c := cue{from: clock(m[1]), to: clock(m[2])}
		start := i + 1
		for i = start; i < len(lines) && lines[i] != "" && !strings.Contains(lines[i], "-->"); i++ {
		}
		words := lines[start:min(i, len(lines))]
		if i < len(lines) && lines[i] != "" { // no line between it and the next
			i--
			if n := len(words); n > 0 && strings.Trim(words[n-1], "0123456789 ") == "" {
				words = words[:n-1]
			}
		}
		c.lines = linesOf(words)
		cues = append(cues, c)
	}
	return head, cues
}

func linesOf(words []string) []spoken {
	lines := make([]spoken, len(words))
	speaker := ""
	for i, text := range words {
		lines[i], speaker = lineOf(text, speaker)
	}
	return lines
}

// clock reads a time such as 01:02:03.004 or 02:03,004.
func clock(text string) time.Duration {
	var d time.Duration
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ':' || r == '.' || r == ',' })
	for _, part := range parts[:len(parts)-1] {
		n, _ := strconv.Atoi(part) // digits
		d = d*60 + time.Duration(min(n, 10_000))*time.Second
	}
	return d
}

// lineOf reads a line of a cue. speaker is who spoke the line before in the same cue.
func lineOf(text, speaker string) (spoken, string) {
	var s spoken
	if m := voice.FindStringSubmatch(text); m != nil {
		speaker = strings.TrimSpace(html.UnescapeString(m[1]))
	}
	text = strings.TrimSpace(html.UnescapeString(tag.ReplaceAllString(text, "")))
	s.speaker = speaker
	if m := named.FindStringSubmatch(text); m != nil && speaker == "" {
		s.speaker, text, s.turn = m[1], m[2], true
	}
	if mark := another.FindString(text); mark != "" && len(mark) < len(text) {
		text, s.turn = text[len(mark):], true
	}
	if sound.MatchString(text) {
		text = ""
	}
	s.text = strings.TrimSpace(aside.ReplaceAllString(text, " "))
	return s, speaker
}
