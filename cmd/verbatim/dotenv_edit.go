package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"strings"
)

// newDotenv is how a file begins that did not exist.
const newDotenv = "# Settings of verbatim. The file .env.example of its repository lists all there are.\n"

// editDotenv gives variables other values in the file .env of the working directory, or begins
// one. The others, comments and what is not ours stay as they are; the file is changed whole or
// not at all, and afterwards only its user can read it. An empty value comments a variable out.
func editDotenv(set map[string]string) error {
	text, err := wholeDotenv()
	if err != nil {
		return err
	}
	edited, err := withSettings(text, set)
	if err != nil {
		return err
	}
	return writePrivate(dotenvFile, []byte(edited))
}

// wholeDotenv reads all of the file, which readDotenv passes over where it is not to be trusted.
func wholeDotenv() (string, error) {
	info, err := os.Stat(dotenvFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return newDotenv, nil
	case err != nil:
		return "", err
	case !info.Mode().IsRegular() || info.Size() > maxDotenv:
		return "", fmt.Errorf("%s is not a file of settings: run verbatim in another folder", dotenvPath())
	}
	b, err := os.ReadFile(dotenvFile)
	return string(b), err
}

// withSettings returns the text of such a file with other values of some variables. It proves
// that reading the text gives these values, and the others as they were.
func withSettings(text string, set map[string]string) (string, error) {
	want, _, err := parseDotenv(text)
	if err != nil {
		return "", err
	}
	edited, marked := strings.CutPrefix(text, byteOrderMark)
	for name, value := range set {
		want[name] = value
		if edited = withSetting(edited, name, value); value == "" {
			delete(want, name)
		}
	}
	if got, _, err := parseDotenv(edited); err != nil || !maps.Equal(got, want) {
		return "", fmt.Errorf("%s is written in a way that cannot be changed safely: write %s into it yourself", dotenvPath(), assignments(set))
	}
	if marked {
		edited = byteOrderMark + edited
	}
	return edited, nil
}

// assignments names what would be set, without the values, which may be secrets.
func assignments(set map[string]string) string {
	var parts []string
	for name, value := range set {
		if value != "" {
			parts = append(parts, name+"=…")
		}
	}
	return strings.Join(parts, " and ")
}

// withSetting gives one variable another value: where it is set last, for that counts, or behind
// the line of an example that is commented out, or at the end.
func withSetting(text, name, value string) string {
	lines := strings.SplitAfter(text, "\n")
	at, behind := -1, -1
	for i := 0; i < len(lines); i += statementLines(lines[i:]) {
		m := assignment.FindStringSubmatch(lines[i])
		switch {
		case m != nil && m[1] == name && value == "":
			for j := range statementLines(lines[i:]) {
				lines[i+j] = "#" + lines[i+j]
			}
		case m != nil && m[1] == name:
			at = i
		case strings.HasPrefix(lines[i], "#"+name+"="):
			behind = i
		}
	}
	written := name + "=" + quoted(value)
	switch {
	case value == "":
	case at >= 0:
		last := at + statementLines(lines[at:]) - 1
		start, rest := around(lines[at], lines[last], at == last)
		lines[at] = start + written + rest
		lines = append(lines[:at+1], lines[last+1:]...)
	case behind >= 0:
		lines[behind] = ended(lines[behind], text) + written + lineEnd(text)
	default:
		lines = append(lines, ended("", text), written, lineEnd(text))
	}
	return strings.Join(lines, "")
}

// What stands around a variable in its line: "export" before it, a comment behind it.
var (
	exported = regexp.MustCompile(`^\s*(?:export\s+)?`)
	trailing = regexp.MustCompile(`^[^=:]*[=:]\s*(?:"[^"]*"|'[^']*'|[^"'#\s]?\S*(?:\s+[^#\s]\S*)*)(\s+#.*)`)
)

// around returns what has to stay before and behind the assignment that stands in some lines.
func around(first, last string, one bool) (before, behind string) {
	before = exported.FindString(first)
	if m := trailing.FindStringSubmatch(first); one && m != nil {
		behind = strings.TrimRight(m[1], "\r\n")
	}
	return before, behind + last[len(strings.TrimRight(last, "\r\n")):]
}

// ended returns a last line of the text, which may be "", with a line break at its end.
func ended(line, text string) string {
	if line == "" && (text == "" || strings.HasSuffix(text, "\n")) || strings.HasSuffix(line, "\n") {
		return line
	}
	return line + lineEnd(text)
}

// lineEnd is how the lines of a text end.
func lineEnd(text string) string {
	if strings.Contains(text, "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// plainValue needs no quotation marks.
var plainValue = regexp.MustCompile(`^[A-Za-z0-9_./:@%+,~-]*$`)

// quoted returns a value as it is written: as it is, or in quotation marks that it does not hold.
func quoted(value string) string {
	switch {
	case plainValue.MatchString(value):
		return value
	case !strings.Contains(value, "'"):
		return "'" + value + "'"
	}
	return `"` + value + `"`
}
