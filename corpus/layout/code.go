package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// inColumns reports lines whose parts stand below each other, set apart by wide gaps: who wrote
// a document, rules of a grammar.
func inColumns(text string) bool {
	lines, apart, rules := 0, 0, 0
	for line := range strings.Lines(text) {
		lines++
		if columned(strings.TrimSpace(line)) {
			apart++
		}
		if strings.Contains(line, " = ") {
			rules++
		}
	}
	return lines > 1 && (apart*2 > lines || rules == lines) || lines == 1 && apart == 1 && strings.Contains(text, " = ")
}

// tabsInside counts the tabs in a text that do not indent its lines.
func tabsInside(text string) int {
	n := 0
	for line := range strings.Lines(text) {
		n += strings.Count(strings.TrimSpace(line), "\t")
	}
	return n
}

// option reports the description of an option of a command: “-a, --all   list everything”.
func option(text string) bool {
	rest := strings.TrimLeft(text, "-")
	first, _ := utf8.DecodeRuneInString(rest)
	return len(rest) < len(text) && len(text)-len(rest) <= 2 && (unicode.IsLetter(first) || first == '?') && strings.Contains(rest, " ") &&
		(len(text)-len(rest) == 2 || len(strings.FieldsFunc(rest, func(r rune) bool { return r == ' ' || r == ',' || r == '=' })[0]) == 1)
}

// command reports a line to be typed, or how a command is called: “$ make”, “tool [OPTIONS] FILE”.
func command(text string) bool {
	if strings.HasPrefix(text, "$ ") {
		return true
	}
	name, rest, ok := strings.Cut(text, " ")
	first, _ := utf8.DecodeRuneInString(name)
	if !ok || ends(text) || strings.ContainsRune(".:,)", rune(name[len(name)-1])) || strings.ToLower(name) != name || !unicode.IsLower(first) && !strings.HasPrefix(name, "./") || strings.Contains(text, "@") {
		return false
	}
	for _, mark := range []string{"[-", "[<", " --", " <", "[OPTION", "[FLAG", "[ARG", "[COMMAND", "[FILE"} {
		if strings.Contains(" "+rest, mark) {
			return true
		}
	}
	return false
}
