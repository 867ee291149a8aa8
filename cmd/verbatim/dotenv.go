package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/joho/godotenv"
)

// dotenvFile is read from the working directory; the real environment wins over it. It may
// belong to another program, whose folder this one is started in: variables that are not
// ours are not read, and what is wrong with them is no concern of ours.
const dotenvFile = ".env"

// byteOrderMark is what some editors begin files with.
const byteOrderMark = "\ufeff"

// maxDotenv is how many bytes of it are read.
const maxDotenv = 1 << 20

// readDotenv returns our variables in .env, none when there is no such file. passed is the
// number of the first line that cannot be read and is passed over, 0 for none.
func readDotenv() (vars map[string]string, passed int, err error) {
	b, err := readRegular(dotenvFile)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]string{}, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	return parseDotenv(string(b))
}

// parseDotenv returns our variables in the text of such a file.
func parseDotenv(text string) (vars map[string]string, passed int, err error) {
	text = strings.TrimPrefix(text, byteOrderMark)
	if vars, err = godotenv.Unmarshal(text); err != nil {
		// What godotenv says repeats the file from there on, with the secrets in it.
		vars, passed, err = readOurs(text)
	}
	maps.DeleteFunc(vars, func(name, _ string) bool { return !slices.Contains(ourNames(), name) })
	return vars, passed, err
}

// readRegular reads a file. What is no file, such as a folder of that name, is not there,
// and neither is one that this user may not read: it is somebody else's.
func readRegular(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrPermission) {
		return nil, fs.ErrNotExist
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxDotenv))
}

// ourNames are the names of all settings.
func ourNames() (names []string) {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[config]()) {
		if name := f.Tag.Get("env"); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// The beginnings of lines that set a variable, or are meant to, and of those whose value is
// quoted.
var (
	assignment = regexp.MustCompile(`^\s*(?:export\s+)?([A-Za-z0-9_]+)\b`)
	quotation  = regexp.MustCompile(`^\s*(?:export\s+)?[A-Za-z0-9_.]+\s*[=:]\s*(["'])(.*)`)
)

// ours reports whether a line sets a variable of ours, or is meant to.
func ours(line string) bool {
	m := assignment.FindStringSubmatch(line)
	return m != nil && slices.Contains(ourNames(), m[1])
}

// readOurs returns the variables in a text of which not all can be read, statement by
// statement. The error tells the first line of a statement of ours that cannot be read.
func readOurs(text string) (vars map[string]string, passed int, err error) {
	vars = map[string]string{}
	lines := strings.SplitAfter(text, "\n")
	for start := 0; start < len(lines); {
		end := start + statementLines(lines[start:])
		statement, err := godotenv.Unmarshal(strings.Join(lines[start:end], ""))
		switch {
		case err == nil:
			maps.Copy(vars, statement)
			start = end
			continue
		case ours(lines[start]):
			return vars, passed, fmt.Errorf("%s, line %d: write NAME=value, and a quotation mark at both ends or at none", dotenvFile, start+1)
		case passed == 0:
			passed = start + 1
		}
		start++
	}
	return vars, passed, nil
}

// statementLines returns how many lines the first statement takes: several where its value is
// quoted and the quotation ends before the next variable of ours, and not too far away.
func statementLines(lines []string) int {
	const many = 100
	m := quotation.FindStringSubmatch(lines[0])
	if m == nil || strings.Contains(m[2], m[1]) {
		return 1
	}
	for n := 1; n < min(len(lines), many) && !ours(lines[n]); n++ {
		if strings.Contains(lines[n], m[1]) {
			return n + 1
		}
	}
	return 1
}

// unread says which line of the file cannot be read, "" for none.
func (c config) unread() string {
	if c.from.passed == 0 {
		return ""
	}
	return fmt.Sprintf("\n(%s, line %d, cannot be read and was passed over: save the file as UTF-8, a NAME=value a line)", dotenvPath(), c.from.passed)
}

// dotenvPath names the file for people.
func dotenvPath() string {
	if path, err := filepath.Abs(dotenvFile); err == nil {
		return path
	}
	return dotenvFile
}
