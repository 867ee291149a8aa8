package own

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// columns are where a table has what, -1 for nowhere.
type columns struct{ id, question, expected, article int }

// unnamed are the columns of a table that does not name them.
var unnamed = columns{id: -1, question: 0, expected: 1, article: 2}

// named returns the columns that a first line names, false for one that is a question.
func named(cells []string) (columns, bool) {
	at := func(names ...string) int {
		return slices.IndexFunc(cells, func(cell string) bool {
			return slices.Contains(names, strings.ToLower(strings.TrimSpace(cell)))
		})
	}
	c := columns{
		id: at("id", "number", "no"), question: at("question", "questions", "query"),
		expected: at("expected", "expect", "answer", "answers", "expected answer", "expected words"),
		article:  at("article", "source", "page", "url", "file", "document"),
	}
	return c, c.question >= 0
}

// read returns the question of a line, false for one that has none.
func (c columns) read(cells []string, n int) (Question, bool) {
	cell := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[i])
	}
	q := Question{ID: cell(c.id), Text: cell(c.question)}
	if q.ID == "" {
		q.ID = strconv.Itoa(n)
	}
	q.Expected, q.Silence = alternatives(cell(c.expected))
	q.Articles, _ = alternatives(cell(c.article))
	return q, q.Text != "" && !strings.HasPrefix(q.Text, "#")
}

// parseLines reads lines with tabs.
func parseLines(text string) ([]Question, error) {
	var all []Question
	c, n := unnamed, 0
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		n++
		if found, ok := named(cells); ok && n == 1 {
			c = found
			continue
		}
		if q, ok := c.read(cells, n); ok {
			all = append(all, q)
		}
	}
	return all, nil
}

// separator returns what stands between the columns of a table: what most of its first lines
// hold, and a comma last, which sentences hold, too.
func separator(text string) rune {
	const enough = 50 // lines
	best, most := ',', 0
	for _, comma := range "\t;," {
		n, lines := 0, 0
		for line := range strings.Lines(text) {
			if lines++; lines > enough {
				break
			}
			if strings.ContainsRune(line, comma) {
				n++
			}
		}
		if n > most {
			best, most = comma, n
		}
	}
	return best
}

// parseCSV reads a table (RFC 4180) with commas, semicolons or tabs between its columns.
func parseCSV(text string) ([]Question, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator(text), -1, true
	var all []Question
	for c, header := unnamed, true; ; header = false {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("not a table of comma-separated values: %w", err)
		}
		if found, ok := named(cells); ok && header {
			c = found
			continue
		}
		n, _ := r.FieldPos(0)
		if q, ok := c.read(cells, n); ok {
			all = append(all, q)
		}
	}
}
