package markdown

import (
	"regexp"
	"strings"
)

// A shortcode is what generators put between braces for programs: a call of Hugo, a tag of a
// template, attributes, a comment of MDX.
type shortcode struct {
	start *regexp.Regexp // at a brace
	end   *regexp.Regexp
}

var shortcodes = []shortcode{
	{regexp.MustCompile(`^\{\{[<%]`), regexp.MustCompile(`[%>]\}\}`)},
	{regexp.MustCompile(`^\{%-?\s`), regexp.MustCompile(`\s-?%\}`)},
	{regexp.MustCompile(`^\{:\s?[.#\w]`), regexp.MustCompile(`\}`)},
	{regexp.MustCompile(`^\{\s*/\*`), regexp.MustCompile(`\*/\s*\}`)},
}

// withoutShortcodes takes them out of a line. One that does not end on it stays, and its end is
// looked for once only: a single expression for all of them would look again for each brace.
func withoutShortcodes(line string) string {
	var out strings.Builder
	endless := make([]bool, len(shortcodes))
	from := 0 // what is not written yet
	for at := 0; at < len(line); {
		brace := strings.IndexByte(line[at:], '{')
		if brace < 0 {
			break
		}
		at += brace
		length := shortcodeAt(line[at:], endless)
		if length == 0 {
			at++
			continue
		}
		out.WriteString(line[from:at])
		at += length
		from = at
	}
	out.WriteString(line[from:])
	return out.String()
}

// shortcodeAt returns the length of the shortcode that text begins with, 0 for none, and notes
// of which kinds no more can end.
func shortcodeAt(text string, endless []bool) int {
	for i, s := range shortcodes {
		start := s.start.FindStringIndex(text)
		if start == nil || endless[i] {
			continue
		}
		end := s.end.FindStringIndex(text[start[1]:])
		if end != nil {
			return start[1] + end[1]
		}
		endless[i] = true
	}
	return 0
}
