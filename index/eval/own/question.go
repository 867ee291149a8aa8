package own

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// A Question with what its writer expects. Without any of it nobody says what is right.
type Question struct {
	ID       string
	Text     string
	Expected []string // any of them is right: words of the answer, or the name of an article
	Articles []string // names of articles, of which one has to hold the answer besides
	Silence  bool     // nothing should be answered
}

// silence is what stands for an answer where none is expected.
const silence = "-"

// maxFile is the size in bytes that a file of questions may have.
const maxFile = 64 << 20

// Load reads a file of questions; see [Parse].
func Load(path string) ([]Question, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.Size() > maxFile:
		return nil, fmt.Errorf("%s is too large for a file of questions: %d MB, and %d at most", path, info.Size()>>20, maxFile>>20)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	all, err := Parse(filepath.Ext(path), string(b))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return all, nil
}

// Parse reads questions from a text. What begins with a brace or a bracket is JSON: objects,
// one a line or in an array, with "question" and "expected", "article" or "unanswerable"; an
// "answers" is the one of a set, where an empty one expects silence, and null nothing. Where the extension is .csv,
// it is a table; anything else is lines of a question, a tab, what is expected, and perhaps
// another tab and an article. Tables may name their columns. In both, "|" stands between
// answers of which any is right, "-" for silence, and lines that begin with "#" are left out.
// Errors name the line, or the object.
func Parse(extension, text string) ([]Question, error) {
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return nil, errors.New("it is not UTF-8 text: save it as UTF-8")
	}
	read := parseLines
	switch {
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "["):
		read = parseJSON
	case strings.EqualFold(extension, ".csv"):
		read = parseCSV
	}
	all, err := read(text)
	if err == nil && len(all) == 0 {
		err = errors.New("it holds no question")
	}
	return all, err
}

// alternatives cuts what is expected at "|"; silent says that nothing is.
func alternatives(expected string) (all []string, silent bool) {
	if strings.TrimSpace(expected) == silence {
		return nil, true
	}
	for part := range strings.SplitSeq(expected, "|") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all, false
}
