package jsonl

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/document"
	"verbatim/corpus/layout"
)

// An article is one line of a JSONL file.
type article struct {
	ID        identifier `json:"id"`
	Title     string     `json:"title"`
	Source    string     `json:"source"`
	Text      string     `json:"text"`
	Published string     `json:"published"` // RFC 3339, or a date such as 2025-05-19
	Language  string     `json:"language"`  // BCP 47 tag
}

// An identifier is text or, as many data sets have it, a number.
type identifier string

// UnmarshalJSON implements json.Unmarshaler.
func (id *identifier) UnmarshalJSON(b []byte) error {
	var n json.Number
	if err := json.Unmarshal(b, &n); err == nil && len(b) > 0 && b[0] != '"' {
		*id = identifier(n)
		return nil
	}
	return json.Unmarshal(b, (*string)(id))
}

// plainJSON says what is wrong with the JSON of an article.
func plainJSON(err error) error {
	wrong, ok := errors.AsType[*json.UnmarshalTypeError](err)
	switch {
	case !ok:
		return fmt.Errorf("not an article: %w; each line is one JSON object, with nothing behind it", err)
	case wrong.Field == "":
		return fmt.Errorf("not an article but a JSON %s", wrong.Value)
	}
	return fmt.Errorf("%q must be text, not a JSON %s", wrong.Field, wrong.Value)
}

// Read reads JSON objects, one a line. A line that is no article is skipped with
// its number and the rest goes on. No more than one line is held.
func Read(ctx context.Context, d *document.Document, yield func(corpus.Article) error) error {
	lines := lineReader{r: bufio.NewReaderSize(d.Reader, 64<<10), limit: document.MaxText}
	seen := map[string]int{}
	for {
		line, err := lines.next()
		place := fmt.Sprintf("line %d", lines.number)
		var a corpus.Article
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errLongLine):
			err = document.TooLarge(document.MaxText)
		case err != nil:
			return ended(d, place, err)
		default:
			a, err = parseLine(d, line, place)
		}
		var r *document.Refused
		switch {
		case errors.As(err, &r):
			d.Skip(place, r.Reason, r.Err)
		case err != nil:
			return err
		case a.ID == "": // a blank line
		case seen[a.ID] > 0:
			d.Skip(place, corpus.ReasonDuplicate, fmt.Errorf("id %q stands on line %d already; give each article its own", a.ID, seen[a.ID]))
		default:
			if len(seen) < maxSeen {
				seen[a.ID] = lines.number
			}
			if err := yield(a); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// maxSeen is how many ids are kept to tell on which line one stood before; those of a file
// with more are held apart where articles of all files are.
const maxSeen = 1_000_000

// ended says why a file cannot be read beyond a place: with the reason that its reader gives,
// if it gives one, for what it is packed in.
func ended(d *document.Document, place string, err error) error {
	var r *document.Refused
	if errors.As(err, &r) {
		d.Skip(place, r.Reason, r.Err)
		return nil
	}
	return document.Refuse(corpus.ReasonUnreadable, fmt.Errorf("%s: %w", place, err))
}

// parseLine returns the article of one line, or a zero Article for a blank line.
func parseLine(d *document.Document, line []byte, place string) (corpus.Article, error) {
	line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff")))
	if len(line) == 0 {
		return corpus.Article{}, nil
	}
	var j article
	if err := json.Unmarshal(line, &j); err != nil {
		return corpus.Article{}, document.Refuse(corpus.ReasonMalformed, plainJSON(err))
	}
	if j.ID == "" {
		return corpus.Article{}, document.Refuse(corpus.ReasonMalformed, errors.New(`"id" is missing`))
	}
	if j.Text == "" {
		return corpus.Article{}, document.Refuse(corpus.ReasonEmpty, missing(line))
	}
	text, err := document.Decode([]byte(j.Text))
	if err == nil {
		err = document.CheckLines(text)
	}
	if err != nil {
		return corpus.Article{}, fmt.Errorf("article %q: %w", j.ID, err)
	}
	a := corpus.Article{ID: string(j.ID), Title: j.Title, Source: j.Source, Language: j.Language, Text: text}
	if a.Source == "" {
		a.Source = d.Source + "#" + place[len("line "):]
	}
	if a.Published, err = parseDate(j.Published); err != nil {
		return corpus.Article{}, document.Refuse(corpus.ReasonMalformed, err)
	}
	a.Blocks, _ = layout.Blocks(text)
	return a, nil
}

// likely are names that other programs have for the text of an article.
var likely = []string{"body", "content", "contents", "answer", "description", "message", "markdown", "html", "passage", "document", "article", "abstract", "summary"}

// missing says that a line has no text, and which of its names may hold it.
func missing(line []byte) error {
	var names map[string]json.RawMessage
	_ = json.Unmarshal(line, &names) // an object, or else it would not have come so far
	for _, name := range likely {
		if _, ok := names[name]; ok {
			return fmt.Errorf("\"text\" is missing or empty; if %q is the text of the article, call it \"text\"", name)
		}
	}
	return errors.New("\"text\" is missing or empty; an article is {\"id\", \"title\", \"source\", \"published\", \"language\", \"text\"}, of which id and text must be there")
}

// parseDate reads an RFC 3339 time or date; "" is the zero time.
func parseDate(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, form := range []string{time.RFC3339, time.DateOnly, time.DateTime} {
		if t, err := time.Parse(form, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("\"published\" is %q; write it as 2025-05-19 or 2025-05-19T10:30:00Z", s)
}

// A lineReader returns lines and passes over those that are longer than limit without
// holding them.
type lineReader struct {
	r      *bufio.Reader
	limit  int // bytes
	number int // of the line returned last, from 1
	line   []byte
}

// errLongLine says that a line was passed over because it is longer than the limit.
var errLongLine = errors.New("a line over the limit")

// next returns the next line without its line feed, valid until the call after; io.EOF
// after the last; errLongLine for a line over the limit, after which reading goes on. After
// any other error it does not.
func (l *lineReader) next() ([]byte, error) {
	l.line = l.line[:0]
	if cap(l.line) > 1<<20 {
		l.line = nil // one long line must not be paid for until the end
	}
	l.number++
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		if len(l.line)+len(part) > l.limit {
			long, l.line = true, nil
		}
		if !long {
			l.line = append(l.line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == nil, errors.Is(err, io.EOF) && (long || len(l.line) > 0):
			if long {
				return nil, errLongLine
			}
			return bytes.TrimSuffix(l.line, []byte("\n")), nil
		case errors.Is(err, io.EOF):
			return nil, io.EOF
		}
		return nil, fmt.Errorf("read: %w", err)
	}
}
